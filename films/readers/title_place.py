"""The line of a page that is its title, told by its place: above the facts, printed twice, or alone at the top.

A page whose beginning is missing has other lines there: half a word, a score, a name, the tagline. They are no title.
"""

from __future__ import annotations

import regex as re

from ..titles import fold
from . import cast, credits, dates, facts, furniture, headings, labels, names, ratings, reviews, titles, vocabulary
from .page import LONG, Line, Page
from .title_search import reads_like_title

_SCORE = re.compile(r"\d\s*/\s*(?:5|10|100)\b|\b(?:voted|votes|users|ratings)\b|\d\s?%|^N/A$|\d:\d\d\b")
_ROW = re.compile(r"\s[·•]\s|^(?:Directors?|Cast|Writers?|Starring)\s\p{Lu}|\b\d+ min\b")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE_END = re.compile(rf"(?:\d{{0,2}}\s?(?:{_MONTHS})|[\p{{Ll}}\d]{{0,9}}),?\s(?:\d\S*\s)?\d{{4}}", re.IGNORECASE)
_BEGINS = re.compile(r"(?!['’]\p{L}\b)[\"“”‘'’(\[*_¡¿#$@]*(?:\.\.\.|…)?[\p{L}\p{N}]")
_STOPPED = re.compile(r"(?<!\.\p{L}|\.\.|\b\p{Lu})\.[\"”’*_]?$")
WORDS = 4  # so many may be a title in any spelling; more have to look like one


def title_line(page: Page) -> Line | None:
    """The title's line, or None where no line is one: then a film that is `named` is the page's film."""
    head = _head(page)
    free = [line for line in head if not furniture.is_furniture(line)]
    free = [line for line in free if not furniture.is_host(line)] or free
    words = [line for line in head if " " not in line.key or not furniture.is_furniture(line)]
    keys = [line.key for line in words if not line.text.endswith("-")]
    if twice := [line for line in head if keys.count(line.key) > 1 and not line.is_prose]:
        return twice[0]
    if not free:
        return None
    is_word = head[0] is page.lines[0] and head[0].key.isalpha()  # the film "Home"
    if free[0].is_prose and free[0].text.endswith(".") and is_word and furniture.is_furniture(head[0]):
        return head[0]
    if any(line.key in headings.TEXTS for line in head[: head.index(free[0])]):
        return None  # it is the text under that heading
    is_end = any(line.key != free[0].key and line.key.endswith(free[0].key) for line in free if not line.is_prose)
    return free[0] if not is_end and _is_title(page, free[0]) else None


def _head(page: Page) -> list[Line]:
    """The lines above the first fact that may be the title."""
    head: list[Line] = []
    for line in page.lines:
        if line.open or (head and _is_fact(line)):
            break
        if not (labels.pairs(line.text) or dates.is_date(line.text) or len(line.text) > LONG):
            head.append(line)
    return head


def _is_fact(line: Line) -> bool:
    return bool(labels.pairs(line.text)) or reviews.heading(line) is not None


def _is_title(page: Page, line: Line) -> bool:
    """Whether the only line that may be the title looks like one, and not like the rest of something cut off."""
    title = titles.printed(line.text)[0] or line.text
    rest = page.lines[page.lines.index(line) + 1 :]
    if not _BEGINS.match(title) or title.count("(") != title.count(")") or _SCORE.search(title):
        return False
    is_list = bool(rest) and not rest[0].gap and (line.key in labels.LABELS or bool(cast.dashed(line)))
    below = _texts(rest)
    is_fact = credits.is_credits(line) or _ROW.search(line.text) or _DATE_END.fullmatch(line.text)
    people = names.split(line.text)
    is_fact = is_fact or (not below and len(people) > 1 and all(names.is_person(name) for name in people))
    if is_list or is_fact or (below and ratings.whole(below[0].unbulleted)):
        return False
    if not re.search(r"\p{L}", title):
        return _is_number(title, below, rest)
    is_small = title[0].islower() and not re.search(r"\p{Lu}", title.split()[0])
    if (is_small and (_STOPPED.search(title) or not below)) or (dates.find(line.text) and not title[0].isupper()):
        return False
    if _STOPPED.search(title) or (len(title.split()) > WORDS and not reads_like_title(title)):
        return _is_told(title, rest) or (bool(below) and not line.is_prose and not _STOPPED.search(title))
    return not is_small or _is_small(page, line, title)


def _is_small(page: Page, line: Line, title: str) -> bool:
    """Whether a title in small letters is one, as "mother!" is; it may be the end of a word, so somebody is told."""
    if not title.islower() or any(phrase.endswith(line.key) for phrase in vocabulary.FURNITURE):
        return False
    page.doubt(line, "it was taken for the title; if its beginning is missing, mend the document.")
    return True


def _texts(lines: list[Line]) -> list[Line]:
    """The texts between the title and the first fact: a tagline, a date."""
    texts: list[Line] = []
    for line in lines:
        if _is_fact(line) or cast.dashed(line):
            break
        if not furniture.is_furniture(line):
            texts.append(line)
    return texts


def _is_number(title: str, below: list[Line], rest: list[Line]) -> bool:
    """Whether a number is the title, and not the end of a date or of a score above a title that was printed again."""
    found = [pair for line in rest for pair in labels.pairs(line.text)]
    years = [str(dates.year(value)) for label, value in found if labels.LABELS[label] is facts.year]
    is_pair = bool(below) and below[0].text.isdigit()
    if (is_pair or any(year.endswith(title) for year in years)) and below and not below[0].is_prose:
        return dates.is_date(below[0].text)
    return bool(below or (years and labels.LABELS[found[0][0]] is facts.year))


def _is_told(title: str, rest: list[Line]) -> bool:
    """Whether a text further down calls the film so."""
    return " " in fold(title) and any(
        line.is_prose and titles.contains(line.text, title) and len(line.text) > len(title) + 9 for line in rest
    )

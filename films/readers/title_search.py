"""The title of a film on a page that never says which of its words are the title: headings, captions, prose.

Every place where a phrase stands gives it points; a film's name stands in several. Where none is clearly ahead, none
is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import regex as re

from ..record import NotAFilmPage
from ..titles import fold
from . import names, titles
from .given_names import GIVEN_NAMES
from .text import plain
from .title_contexts import IS_A_FILM, hints, points
from .vocabulary import NO_TITLES, OPENERS

ENOUGH, AHEAD = 4, 2  # points; how many a title needs, and how many more than the next
SHORT, MANY, LONGEST = 12, 2, 120  # words of a caption, words of a publication, characters of a title

_SMALL = r"(?:of|the|and|in|to|a|an|for|on|at|from|by|with|de|la|le|les|du|des|del|&|or|is|my|vs\.?|et|y|–|-)"
_WORD = r"(?:\p{Lu}|\d)[\p{L}\p{M}\d'’.\-]*(?:,\s(?=\d))?[!?]?"
_NEXT = r"(?<![\p{L}\p{M}]{4}\.)(?<!\d\.):?\s"  # not over the end of a sentence: "by Ida Marsh. 2012 follows"
_PHRASE = re.compile(rf"(?<![\p{{L}}\d'’\-])(?P<phrase>{_WORD}(?:{_NEXT}(?:{_SMALL}\s){{0,3}}{_WORD}){{0,9}})")
_QUOTED = re.compile(
    r"[\"“*_]+(?P<phrase>(?:\p{Lu}|\d)[^\"“”*_]{0,79}?)[,.]?[\"”*_]+|‘(?P<single>(?:\p{Lu}"
    r"|\d)[^‘]{0,79}?)[,.]?’(?=[\s,.;:)])"
)
_PUBLICATION_WORD = re.compile(
    r"\b(?:magazine|mag|times|post|weekly|journal|gazette|herald|review|reviews|news|tribune|observer"
    r"|telegraph|guardian|monthly|quarterly"
    r"|paper|standard|chronicle|digest|courier|echo|express|star|mail|bulletin|blog|press|online|zine"
    r"|dispatch|argus|mercury)\b(?:\s(?:magazine|online|weekly|news|review)\b)?",
    re.IGNORECASE,
)
_SECTIONS = frozenset({"film", "films", "cinema", "movies", "culture", "arts", "entertainment", "screen", "features"})
_SCENE = re.compile(
    r"^(?:(?:a\s)?(?:scene|still|image|picture|photo|poster|shot)s?\s(?:from|for|of)|(?:image|photo"
    r"|picture|still|pictured)\s*:|.+?\s(?:in|as\s.+?\sin))\s(?P<title>.+)$",
    re.IGNORECASE,
)


class Search:
    """Collects points for phrases; `find` gives the one that is clearly the title.

    Names of people and everyday words are titles only where a heading or a caption tells so (`told`), or where the
    prose says in as many words that they are a film.
    """

    def __init__(self, prose: str, people: list[str], directors: list[str] | None = None) -> None:
        self.prose = prose
        self.plain = plain(prose)
        self.points: Counter[str] = Counter()
        self.has_rivals = False  # whether headings and captions name two films
        self.printed: dict[str, Counter[str]] = {}
        self.told: set[str] = set()
        self.films: set[str] = set()  # what the prose calls a film in as many words
        surnames = [name.split()[-1] for name in directors or [] if name]
        self.makers = tuple(f"{surname}{sign}s " for surname in surnames for sign in "'’")
        self.no_titles = NO_TITLES | {fold(part) for name in people for part in [name, *name.split()]}

    def add(self, phrase: str, points: int) -> None:
        phrase = titles.unquoted(phrase.strip(" ,;:–—-"))
        if phrase.endswith(".") and phrase.count(".") == 1:
            phrase = phrase[:-1]
        phrase = re.sub(r"['’]s$|(?<=s)['’]$", "", phrase)
        key = fold(phrase)
        if key and len(phrase) <= LONGEST:
            self.points[key] += points
            self.printed.setdefault(key, Counter())[phrase] += 1

    def tell(self, phrase: str, points: int) -> None:
        """Adds a phrase from a heading or a caption."""
        if points:
            self.told.add(fold(phrase.strip(" ,;:–—-.")))
            self.add(phrase, points)

    def read_prose(self) -> None:
        """Reads what the text calls by name. Hints count for what it names again, and never for people."""
        seen: Counter[str] = Counter()
        hinted: Counter[str] = Counter()
        for phrase, before, after in _phrases(self.prose, self.told):
            key = fold(phrase)
            if key in self.no_titles and key not in self.told and not IS_A_FILM.match(after):
                continue
            seen[key] += 1
            self.films |= {key} if IS_A_FILM.match(after) else set()
            given = points(before, after)
            self.add(phrase, given or int(seen[key] in (2, 3)))
            if given >= -1 and key not in self.no_titles and not _is_name(phrase):
                hinted[key] += hints(before, after) + 3 * before.rstrip('"“‘*_').endswith(self.makers)
        self.points.update({key: hint for key, hint in hinted.items() if hint > 1 and seen[key] > 1})

    def read_heading(self, text: str) -> str:
        """A heading: the title, or "Film review:" before it, or "review – …" behind it, or a publication beside it."""
        text, _ = titles.without_year(text)
        title = titles.without_mark(text)
        if title != text:
            self.tell(titles.without_year(title)[0], 6)
            return ""
        title, publication = self._split(text.split())
        if title and publication and _PUBLICATION_WORD.search(publication):
            self.tell(title, 5)
            return publication
        self.tell(text, 3 if reads_like_title(text) or self.mentions(text) else 0)
        for sign in (":", " – ", " — ", " - ", " | "):
            for part in text.split(sign) if sign in text else []:
                self.tell(part, 2 if self.mentions(part) else 0)
        return ""

    def read_caption(self, text: str) -> str:
        """A caption under a picture; what stands before or behind the title is given back: the publication, perhaps."""
        title, rest = self._split(text.split())
        if title:
            self.tell(title, 5 if self.mentions(title) else 4)
        elif scene := _SCENE.match(text):
            self.tell(scene["title"], 2)
        return rest

    def may_be_line(self, text: str) -> bool:
        """Whether a short line that ends like a sentence is a heading or a caption, and not a part of the text."""
        words = text.split()
        if len(words) > SHORT:
            return False
        if text.endswith((".", "…")) and not re.search(r"\p{Lu}\.\p{Lu}\.$|\.\.\.$", text):
            return False
        return reads_like_title(text) or bool(_PUBLICATION_WORD.search(text)) or self._stands_elsewhere(text)

    def may_be_title(self, text: str) -> bool:
        """Whether a heading, which the text need not name, looks like a title and like nothing else."""
        is_section = bool(_PUBLICATION_WORD.search(text)) or fold(text) in _SECTIONS
        return reads_like_title(text) and len(text.split()) <= SHORT and not is_section

    def _stands_elsewhere(self, text: str) -> bool:
        return len(re.findall(rf"(?<![\w'\-]){re.escape(plain(text))}(?![\w\-])", self.plain)) > 1

    def _split(self, words: list[str]) -> tuple[str, str]:
        """The longest end or beginning that the prose names too; else what stands behind a publication's usual word."""
        for size in range(len(words), 0, -1):
            for title, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                phrase = " ".join(title).strip(" |–—-:,")
                if fold(phrase) not in NO_TITLES and self.mentions(phrase):
                    return phrase, self._publication(" ".join(rest))
        text = " ".join(words)
        found = _PUBLICATION_WORD.search(text)
        if not found or not text[found.end() :].strip(" |–—-:,"):
            return "", ""
        publication = self._publication(text[: found.end()])
        return (text[found.end() :].strip(" |–—-:,"), publication) if publication else ("", "")

    def _publication(self, text: str) -> str:
        """The publication that the text is: capital words, more than one, that are nobody's name."""
        text = text.strip(" |–—-:,©()")
        is_name = fold(text) in self.no_titles or len(text.split()) < MANY
        return text if not is_name and re.fullmatch(r"(?:(?:\p{Lu}[\w'’&.]*|of|the|and)\s?){1,6}", text) else ""

    def mentions(self, phrase: str) -> bool:
        """Whether the prose has the phrase, as whole words and spelled as it is here."""
        phrase = re.escape(plain(phrase.strip()))
        return bool(phrase) and bool(re.search(rf"(?<![\w'\-]){phrase}(?![\w\-])", self.plain))

    def find(self) -> str:
        """The title; raises NotAFilmPage where there is none, or where it may be either of two."""
        ranked = sorted(self.points.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))
        if not ranked or ranked[0][1] < 3:
            raise NotAFilmPage("It does not say clearly which film it is about.")
        for one, other in combinations(sorted(self.told & self.films), 2):
            if f" {one} " not in f" {other} " and f" {other} " not in f" {one} ":
                self.has_rivals = True
                raise NotAFilmPage(
                    f"It tells of more than one film: {self._spelling(one)} and {self._spelling(other)}."
                )
        best, points = ranked[0]
        for other, others in ranked[1:]:
            if f" {best} " in f" {other} " and others >= ENOUGH and points - others <= AHEAD:
                best, points = other, others
        rivals = [
            key
            for key, n in ranked
            if n > points - AHEAD
            and (key in self.told or best not in self.told)
            and f" {key} " not in f" {best} "
            and f" {best} " not in f" {key} "
        ]
        self.has_rivals = bool(rivals) and {best, *rivals} <= self.told
        if rivals:
            names = " or ".join(f"“{self._spelling(key)}”" for key in (best, rivals[0]))
            raise NotAFilmPage(f"It does not say clearly which film it is about: it may be {names}.")
        return self._spelling(best)

    def _spelling(self, key: str) -> str:
        forms = self.printed[key]
        return max(forms, key=lambda form: (not titles.is_capitals(form), forms[form], form))


def _phrases(prose: str, told: set[str]) -> Iterator[tuple[str, str, str]]:
    """Every run of capitalised words, with the text before and behind it; a sentence's first word also left out."""
    for found in _QUOTED.finditer(prose):
        phrase = found["phrase"] or found["single"]
        if len(phrase.split()) < 8 and not re.search(r"\s\p{Ll}+\s\p{Ll}+\s\p{Ll}{4,}", phrase):
            start = found.start("phrase" if found["phrase"] else "single")
            yield phrase, prose[max(0, start - 60) : start], prose[start + len(phrase) : start + len(phrase) + 180]
    for found in _PHRASE.finditer(prose):
        if found.end() == len(prose):
            continue
        phrase, before, after = (
            found["phrase"],
            prose[max(0, found.start() - 60) : found.start()],
            prose[found.end() : found.end() + 180],
        )
        words = phrase.split()
        if words[0].casefold() in OPENERS and len(words) > 1 and fold(phrase) not in told:
            before, words = before + words[0] + " ", words[1:]
            while len(words) > 1 and words[0][0].islower() and words[0] not in ("the", "a"):
                words = words[1:]
        yield " ".join(words), before, after
        if ": " in phrase:
            yield phrase.partition(": ")[2], before, after


def _is_name(phrase: str) -> bool:
    return phrase in GIVEN_NAMES or (names.is_person(phrase) and phrase.split(maxsplit=1)[0] in GIVEN_NAMES)


def reads_like_title(text: str) -> bool:
    """Whether the long words begin with capitals, as titles do and headlines in sentence case do not."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return not words or (sum(word[0].isupper() for word in words) > 0.7 * len(words) and len(text.split()) <= 9)

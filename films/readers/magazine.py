"""A magazine's review: prose with a captioned picture, director, rating and running time, and who made the page."""

from __future__ import annotations

from ..record import FilmRecord
from . import bylines, labels, prose, ratings, titles
from .common import add_own_review, take_byline, take_facts, take_prose
from .draft import Draft
from .page import LONG, Line, Page
from .subject import refuse_other_words
from .title_search import Search

NAME = "magazine"
WORDS = "a magazine's review"

_RATED = frozenset({"rating", "our rating", "verdict", "our verdict", "star rating", "stars", "score", "our score"})


def evidence(page: Page) -> int:
    """How much speaks for this kind of page; 3 is enough."""
    pairs = [pair for line in page.lines for pair in labels.pairs(line.text) if pair[1]]
    found = {label for label, _ in pairs}
    rated = any(label in _RATED and ratings.find(value) and not ratings.votes(value) for label, value in pairs)
    signed = [byline for line in page.lines if (byline := bylines.parse(line.text))]
    points = 4 if any(not byline.is_plain for byline in signed) else 2 * bool(signed)
    points += 2 * rated + bool(found & {"director", "directors", "directed by", "dir"})
    points += bool(found & {"running time", "runtime", "run time"}) + len(
        found & {"certificate", "cert", "cast", "starring"}
    )
    return points + 2 * (sum(len(line.text) > LONG for line in page.lines) > 1)


def read(page: Page) -> FilmRecord:
    draft = Draft(page, is_review=True)
    byline = take_byline(draft)
    take_facts(draft)
    free = list(page.free())
    body = _body(free)
    text = "\n\n".join(line.text for line in body)
    marks = bool(draft.credits.found) + bool(draft.film.runtime_minutes) + bool(draft.film.certificate)
    refuse_other_words(text, marks=marks)
    search = Search(text, [*draft.credits.people, *prose.bracketed_names(text)])
    publication = _take_title(draft, search, [line for line in free if line not in body], body)
    take_prose(draft, body, "reviews.body")
    add_own_review(draft, body, byline, publication, "press")
    return draft.record()


def _body(lines: list[Line]) -> list[Line]:
    """The lines of the text, without headings and captions, some of which end like sentences: "mother!"."""
    texts = [line for line in lines if line.is_ended or len(line.text) > LONG]
    search = Search("\n\n".join(line.text for line in texts), [])
    return [line for line in texts if not search.may_be_line(line.text)]


def _take_title(draft: Draft, search: Search, short: list[Line], body: list[Line]) -> str:
    """Sets the title from its label, a heading, a caption or the prose; gives the publication that a caption names."""
    if draft.film.title:
        return ""
    publications: dict[int, str] = {}
    for line in short:
        if line.open:
            continue
        if body and line.number > body[0].number:
            publications[line.number] = search.read_caption(line.text)
        else:
            publications[line.number] = search.read_heading(line.text)
    search.read_prose()
    title = search.find()
    draft.film.title = titles.in_mixed_case(title, search.prose)
    named = [line for line in short if titles.contains(line.text, title)]
    for line in named:
        _, year = titles.without_year(line.text)
        draft.film.year = draft.film.year or year
        draft.page.claim(line, "film.title", *(["reviews.publication"] if publications.get(line.number) else []))
    return next((publications[line.number] for line in named if publications.get(line.number)), "")

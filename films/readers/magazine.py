"""A magazine's review: prose with a captioned picture, director, rating and running time, and who made the page."""

from __future__ import annotations

from ..record import FilmRecord, NotAFilmPage
from ..titles import fold
from . import brackets, bylines, comments, labels, ratings, several, titles
from .common import add_own_review, take_byline, take_facts, take_prose
from .draft import Draft
from .page import LONG, Line, Page
from .subject import refuse_other_kind, refuse_other_words
from .title_search import Search

NAME = "magazine"
WORDS = "a magazine's review"

ENOUGH = 3  # points of evidence
_RATED = frozenset({"rating", "our rating", "verdict", "our verdict", "star rating", "stars", "score", "our score"})
_DIRECTED = frozenset({"director", "directors", "directed by", "dir"})
_TIMED = frozenset({"running time", "runtime", "run time"})


def evidence(page: Page) -> int:
    """How much speaks for this kind of page."""
    pairs = [pair for line in page.lines for pair in labels.pairs(line.text) if pair[1]]
    found = {label for label, _ in pairs}
    rated = any(label in _RATED and ratings.find(value) and not ratings.votes(value) for label, value in pairs)
    signed = [byline for line in page.lines if (byline := bylines.parse(line.text))]
    points = 4 if any(not byline.is_plain for byline in signed) else 2 * bool(signed)
    points += 2 * rated + bool(found & _DIRECTED)
    points += bool(found & _TIMED) + len(found & {"certificate", "cert", "cast", "starring"})
    points += 2 * (sum(len(line.text) > LONG for line in page.lines) > 1)
    return ENOUGH if points < ENOUGH and _is_cut_review(page) else points


def _is_cut_review(page: Page) -> bool:
    """Whether the page, which ends in a sentence, has a caption with the film's title, and names two of its cast."""
    last = page.lines[-1]
    text = "\n\n".join(line.text for line in page.lines if line.is_prose)
    captions = [line for line in page.lines[1:-1] if not line.is_prose]
    parts = sum(pair.is_shaped for pair in brackets.pairs(text))
    has_caption = any(all(Search(text, []).split(line.text.split())) for line in captions)
    return last.open and not last.is_ended and has_caption and parts > 1


def _labels(line: Line) -> set[str]:
    """The labels of the line that have something behind them."""
    return {label for label, value in labels.pairs(line.text) if value}


def read(page: Page) -> FilmRecord:
    draft = Draft(page, is_review=True)
    of_film = [line for line in page.lines if _labels(line) & (_DIRECTED | _TIMED | _RATED)]
    comments.leave_out(draft, of_film, [])
    several.refuse(page, [[line for line in of_film if _labels(line) & kind] for kind in (_DIRECTED, _TIMED, _RATED)])
    byline = take_byline(draft)
    take_facts(draft)
    free = list(page.free())
    body = _body(free)
    text = "\n\n".join(line.text for line in body)
    refuse_other_words(text, marks=_marks(draft, of_film, text))
    directors = [credit.person for credit in draft.credits.of("director")]
    search = Search(text, [*draft.credits.people, *brackets.bracketed_names(text)], directors)
    publication = _take_title(draft, search, [line for line in free if line not in body], body)
    refuse_other_kind(draft.film.title, text)
    take_prose(draft, body, "reviews.body")
    add_own_review(draft, body, byline, publication, "press")
    return draft.record()


def _marks(draft: Draft, of_film: list[Line], text: str) -> int:
    """How many marks of films the page bears beside its text; of one that was cut off the cast counts for two."""
    is_timed = any(_labels(line) & _TIMED for line in of_film)
    parts = sum(pair.is_shaped for pair in brackets.pairs(text))
    is_cut = draft.page.lines[-1].open and not draft.page.lines[-1].is_ended
    marks = bool(draft.credits.found) + is_timed + bool(draft.film.certificate)
    return marks + (parts > 1) * (2 if is_cut else 1)


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
            publications[line.number] = search.read_heading(titles.without_certificate(line.text))
    search.read_prose()
    title = _decided(draft, search, [line for line in short if not body or line.number < body[0].number])
    draft.film.title = titles.in_mixed_case(title, search.prose)
    if not (search.is_sure or fold(title) in search.told):
        draft.page.warnings.append(
            f"“{draft.film.title}” was taken for the title, which stands only in the text; look whether it is right."
        )
    named = [line for line in short if titles.contains(line.text, title)]
    for line in named:
        _, year = titles.without_year(line.text)
        draft.film.year = draft.film.year or year
        draft.film.certificate = draft.film.certificate or titles.certificate(line.text)
        draft.page.claim(line, "film.title", *(["reviews.publication"] if publications.get(line.number) else []))
    return next((publications[line.number] for line in named if publications.get(line.number)), "")


def _decided(draft: Draft, search: Search, heads: list[Line]) -> str:
    """The title that the page gives; where it gives none that is sure, the one that the importer knows.

    A heading goes before what the text talks of. Where it is not plain that the heading is a title, nothing is guessed.
    """
    try:
        title = search.find()
        head = next((line for line in heads if not line.open and search.may_be_title(line.text)), None)
        if head is None or fold(title) in search.told:
            return title
        printed, year = titles.printed(head.text)
        if titles.contains(printed, title) or titles.contains(title, printed):
            return title
        if year or search.mentions(printed) or titles.is_numbered(printed):
            return printed
        raise NotAFilmPage(f"It does not say clearly which film it is about: it may be “{printed}” or “{title}”.")
    except NotAFilmPage:
        if not draft.page.named or search.has_rivals:
            raise
        return draft.page.named

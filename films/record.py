"""The one shape in which catalogue facts travel: every reader makes a FilmRecord, `films.catalogue.save` writes it.

Plain dataclasses without Django, so that readers can be tried on their own. Absent facts are None, "" or [].
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

DEPARTMENTS = (
    "director",
    "writer",
    "cast",
    "producer",
    "music",
    "photography",
    "editing",
    "production design",
    "costume design",
    "casting",
    "sound",
    "effects",
    "other",
)


@dataclass(slots=True)
class CreditFact:
    """One person's part in a film. `position` counts from 1 within the department, in billing order."""

    person: str
    department: str
    character: str = ""
    position: int = 1
    note: str = ""
    imdb_id: str = ""
    tmdb_id: str = ""
    wikidata_id: str = ""
    letterboxd_id: str = ""


@dataclass(frozen=True)
class QuoteFact:
    """A line spoken in the film; `character` is who speaks it, as the source names them."""

    line: str
    character: str = ""


@dataclass(frozen=True)
class LinkFact:
    """A link as the source shows it. `url` is "" where a page printed only the link's label."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class BoxOfficeFact:
    """One figure of a Box Office block: `label` ("Budget"), `text` as printed, and the amount where it is known."""

    label: str
    text: str
    amount: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class AlternativeTitle:
    """Another title of the film; `region` or kind in words ("Germany", "working title")."""

    title: str
    region: str = ""


@dataclass(frozen=True)
class Mention:
    """Another film or work that the source compares this one with."""

    title: str
    year: int | None = None


@dataclass(frozen=True)
class ScoreFact:
    """A score published elsewhere, on its own scale. `kind` is "audience" or "critics"."""

    kind: str
    value: Decimal
    out_of: Decimal
    votes: int | None = None
    source: str = ""
    as_of: dt.date | None = None


@dataclass(frozen=True)
class ReviewFact:
    """A review published elsewhere.

    `voice` is "house" (the site's own publication), "press" or "audience". `half_steps` is 1-10 or None;
    `rating_text` is the rating exactly as printed. `body` is the full text, `summary` one or two sentences of our own.
    `also_by` is the rest of the byline as printed ("Edited by C | Styled by D").
    """

    byline: str = ""
    publication: str = ""
    voice: str = "press"
    half_steps: int | None = None
    rating_text: str = ""
    published: dt.date | None = None
    body: str = ""
    summary: str = ""
    images_by: str = ""
    url: str = ""
    also_by: str = ""


@dataclass
class FilmFacts:
    """What is known of the film itself. `runtime_minutes` in minutes; `published` is the source page's own date."""

    title: str
    year: int | None = None
    kind: str = "film"
    original_title: str = ""
    release_date: dt.date | None = None
    published: dt.date | None = None
    tagline: str = ""
    more_taglines: list[str] = field(default_factory=list)
    synopsis: str = ""
    runtime_minutes: int | None = None
    certificate: str = ""
    countries: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    locations: list[str] = field(default_factory=list)
    trivia: list[str] = field(default_factory=list)
    quotes: list[QuoteFact] = field(default_factory=list)
    links: list[LinkFact] = field(default_factory=list)
    box_office: list[BoxOfficeFact] = field(default_factory=list)
    alternative_titles: list[AlternativeTitle] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    imdb_id: str = ""
    tmdb_id: str = ""
    wikidata_id: str = ""
    letterboxd_id: str = ""


@dataclass
class FilmRecord:
    """Everything one source says about one film.

    `again` names what another film of the same data set, with a number of its own, has as well: "title" (with the year)
    or an id. That alone does not say then which film it is.
    """

    film: FilmFacts
    credits: list[CreditFact] = field(default_factory=list)
    scores: list[ScoreFact] = field(default_factory=list)
    reviews: list[ReviewFact] = field(default_factory=list)
    comments_open: bool | None = None
    warnings: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PersonFact:
    """What is known of one person apart from films: years of birth and death, the country by its English name, ids."""

    name: str
    born: int | None = None
    died: int | None = None
    country: str = ""
    imdb_id: str = ""
    tmdb_id: str = ""
    wikidata_id: str = ""
    letterboxd_id: str = ""


class NotAFilmPage(ValueError):
    """The document cannot become a record; the message is a sentence for the person who imports it."""

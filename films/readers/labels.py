"""Lines of the kind "Director: Catherine Hardwicke": which labels there are, and how a line is read by its label."""

from __future__ import annotations

import re
from functools import lru_cache

from . import facts
from .draft import Draft
from .page import FURNITURE, Line
from .text import plain

LABELS: dict[str, facts.Reader] = {
    **dict.fromkeys(("film", "title", "movie", "film title", "movie title"), facts.title),
    **dict.fromkeys(("original title",), facts.original_title),
    **dict.fromkeys(("also known as", "aka", "a.k.a", "alternative title", "alternate title"), facts.other_title("")),
    **dict.fromkeys(("director", "directors", "directed by", "dir", "direction", "regie"), facts.people("director")),
    **dict.fromkeys(
        ("writer", "writers", "written by", "screenplay", "screenplay by", "script"), facts.people("writer")
    ),
    **dict.fromkeys(("screenwriter", "screenwriters", "scriptwriter", "writing credits"), facts.people("writer")),
    **dict.fromkeys(("story by",), facts.people("writer", "story")),
    **dict.fromkeys(
        ("writer/director", "writer-director", "director/writer", "written and directed by", "written & directed by"),
        facts.writer_director,
    ),
    **dict.fromkeys(("starring", "cast", "actors", "actor", "main cast", "with", "featuring"), facts.people("cast")),
    **dict.fromkeys(("stars", "star"), facts.stars),
    **dict.fromkeys(("leading actors", "lead actors", "voices", "voice cast"), facts.people("cast")),
    **dict.fromkeys(("producer", "producers", "produced by"), facts.people("producer")),
    **dict.fromkeys(("executive producer", "executive producers"), facts.people("producer", "executive")),
    **dict.fromkeys(("music", "music by", "composer", "original music", "original music by"), facts.people("music")),
    **dict.fromkeys(
        ("cinematography", "cinematographer", "photography", "dop", "cinematography by"), facts.people("photography")
    ),
    **dict.fromkeys(("director of photography",), facts.people("photography")),
    **dict.fromkeys(("editor", "editors", "editing", "film editing", "film editor"), facts.people("editing")),
    **dict.fromkeys(("production design", "production designer"), facts.people("production design")),
    **dict.fromkeys(("costume design", "costume designer", "costumes"), facts.people("costume design")),
    **dict.fromkeys(("casting", "casting by", "casting director"), facts.people("casting")),
    **dict.fromkeys(("sound", "sound design"), facts.people("sound")),
    **dict.fromkeys(("visual effects", "special effects"), facts.people("effects")),
    **dict.fromkeys(("genre", "genres"), facts.several("genres")),
    **dict.fromkeys(
        ("country", "countries", "country of origin", "countries of origin"), facts.several("countries", facts.SPOKEN)
    ),
    **dict.fromkeys(("language", "languages", "spoken languages"), facts.several("languages", facts.SPOKEN)),
    **dict.fromkeys(
        ("filming locations", "filming location", "locations", "location", "shot in", "filmed in"),
        facts.several("locations", re.compile(r"\s*[|;•]\s*")),
    ),
    **dict.fromkeys(("release year", "year", "year of release", "production year"), facts.year),
    **dict.fromkeys(
        (
            "release date",
            "released",
            "release",
            "uk release",
            "us release",
            "uk release date",
            "us release date",
            "in cinemas",
            "opens",
        ),
        facts.release_date,
    ),
    **dict.fromkeys(("published", "posted", "date", "published on", "posted on"), facts.published),
    **dict.fromkeys(
        ("running time", "runtime", "run time", "run-time", "duration", "length", "running length"), facts.runtime
    ),
    **dict.fromkeys(
        (
            "certificate",
            "cert",
            "certification",
            "classification",
            "mpaa rating",
            "motion picture rating",
            "motion picture rating (mpaa)",
            "mpaa",
            "rated",
            "age rating",
            "bbfc",
        ),
        facts.certificate,
    ),
    **dict.fromkeys(
        ("rating", "our rating", "my rating", "verdict", "our verdict", "score", "our score", "stars out of 5"),
        facts.rating,
    ),
    **dict.fromkeys(
        ("star rating", "overall rating", "overall", "final score", "final verdict", "sheep"), facts.rating
    ),
    **dict.fromkeys(
        ("critic's score", "critics' score", "critics score", "critic score", "critics"), facts.score("critics")
    ),
    **dict.fromkeys(("metascore", "metacritic"), facts.score("critics", "Metacritic")),
    **dict.fromkeys(("rotten tomatoes", "tomatometer"), facts.score("critics", "Rotten Tomatoes")),
    **dict.fromkeys(("imdb", "imdb rating", "imdb score"), facts.score("audience", "IMDb")),
    **dict.fromkeys(
        ("user rating", "users' rating", "audience score", "user score", "users rating"), facts.score("audience")
    ),
    **dict.fromkeys(("tagline", "taglines"), facts.tagline),
    **dict.fromkeys(
        ("synopsis", "plot", "storyline", "plot summary", "summary", "overview", "story", "the story"), facts.synopsis
    ),
    **dict.fromkeys(
        (
            "official website",
            "official websites",
            "official site",
            "official sites",
            "website",
            "links",
            "trailer",
            "site",
        ),
        facts.links,
    ),
    **dict.fromkeys(("box office",), facts.money("Box office")),
    **dict.fromkeys(("budget", "estimated budget"), facts.money("Budget")),
    **dict.fromkeys(
        ("opening weekend", "opening weekend usa", "opening weekend us & canada"), facts.money("Opening weekend")
    ),
    **dict.fromkeys(("gross", "total gross", "gross usa", "domestic gross", "gross us & canada"), facts.money("Gross")),
    **dict.fromkeys(
        ("worldwide gross", "gross worldwide", "cumulative worldwide gross", "worldwide"),
        facts.money("Worldwide gross"),
    ),
    **dict.fromkeys(
        ("production co", "production company", "production companies", "studio", "studios", "distributor"),
        facts.no_place,
    ),
    **dict.fromkeys(
        (
            "distributed by",
            "production",
            "aspect ratio",
            "color",
            "colour",
            "sound mix",
            "keywords",
            "plot keywords",
            "camera",
            "format",
        ),
        facts.no_place,
    ),
}
_LABEL = re.compile(r"(?P<label>[^:：]{2,32}?)\s*(?::|：|\s[–—-]\s)\s*(?P<value>.*)")
_NOTHING = re.compile(
    r"|n/?a|-+|–|—|/\s?\d+|none|tb[ac]|unknown|not (?:yet )?(?:rated|available|known)|\(0 vot\w+\)", re.IGNORECASE
)
_PARTS = re.compile(r"\s+[|•·/]\s+")


def pair(text: str) -> tuple[str, str] | None:
    """A known label and what stands behind it; None where the text is something else."""
    found = _LABEL.fullmatch(text)
    label = key(found["label"]) if found else ""
    return (label, found["value"].strip()) if found and label in LABELS else None


def key(label: str) -> str:
    return " ".join(plain(label).casefold().strip(" *•_-.").split())


@lru_cache(maxsize=1024)
def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """All labels of a line: "Director: A | Rating: 3/5 | Running Time: 90 min" has three."""
    parts = [pair(part) for part in _PARTS.split(text)]
    several = [part for part in parts if part]
    if len(several) > 1 and len(several) == len(parts):
        return tuple(several)
    one = pair(text)
    return (one,) if one else ()


def take(draft: Draft, line: Line, below: Line | None = None) -> bool:
    """Reads a line by its labels; a label that stands alone has its value on the line `below`, right under it."""
    page, found = draft.page, pairs(line.unbulleted)
    if found and not found[-1][1] and below and not below.gap and not pairs(below.text):
        label = found[-1][0]
        if not (fact := LABELS[label](draft, below.text, below.open)):
            return _heading(draft, line)
        page.claim(line, fact)
        page.claim(below, fact)
        return True
    for place, (label, value) in enumerate(found):
        last = place == len(found) - 1
        if _NOTHING.fullmatch(value):
            return _heading(draft, line)
        _read(draft, line, label, value, cut=line.open and last)
    return bool(found) and page.is_claimed(line)


def is_title(line: Line) -> bool:
    """Whether the line says by its label that it is the title: "Film: The Salt Road"."""
    found = pair(line.text)
    return bool(found and found[1] and not line.open and LABELS[found[0]] is facts.title)


def _heading(draft: Draft, line: Line) -> bool:
    """A label without any value tells nothing."""
    draft.page.claim(line, FURNITURE)
    return True


def _read(draft: Draft, line: Line, label: str, value: str, *, cut: bool) -> None:
    fact = LABELS[label](draft, value, cut)
    if cut and (not fact or fact in ("credits", "film.countries", "film.languages", "film.genres", "film.locations")):
        draft.page.leave_cut(line)
    if fact == "no place":
        draft.page.doubt(line, "the catalogue has no place for this fact.")
    if fact or cut:
        draft.page.claim(line, fact or "cut")

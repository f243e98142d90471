"""TMDB: the films of its daily export (or of some years) by its API, each with people, titles and ids.

The key is TMDB_API_KEY; it is asked at most RATE times a second, and patiently. Rows that an earlier run has done are
not fetched again. The site that shows these facts has to say where they come from: every film gets a link to TMDB.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator
from decimal import Decimal
from http.client import HTTPException
from itertools import islice
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from ..models.filmset import FIRST_YEAR, LAST_YEAR
from ..record import AlternativeTitle, CreditFact, FilmFacts, FilmRecord, LinkFact, ScoreFact
from . import table
from .rows import Reading, Row, SourceProblem, lines

RATE = 20  # requests a second
TRIES, LONGEST_WAIT = 6, 120  # of one request; seconds
READINGS = 3  # of one answer, until it counts as what TMDB says
PAGES = 500  # as many as the API gives of one question
TOO_MANY = f"TMDB lists only the first {PAGES * 20:,} films of"  # a day; nothing halves it
PEOPLE, TITLES = 40, 20
GONE, REFUSES, BUSY = 404, (401, 403), 429
JOBS = {
    "Director": "director",
    "Screenplay": "writer",
    "Writer": "writer",
    "Story": "writer",
    "Producer": "producer",
    "Original Music Composer": "music",
    "Director of Photography": "photography",
    "Editor": "editing",
    "Production Design": "production design",
    "Costume Design": "costume design",
    "Casting": "casting",
}


def years(text: str) -> range:
    """The years of "2015" or "2011-2015"."""
    first, _, last = text.partition("-")
    if (
        first.isdecimal()
        and (last or first).isdecimal()
        and FIRST_YEAR <= int(first) <= int(last or first) <= LAST_YEAR
    ):
        return range(int(first), int(last or first) + 1)
    raise ArgumentTypeError(f"“{text}” is no year and no span of years")


def rows(reading: Reading) -> Iterator[Row]:
    """One row a film, its raw text the line of the export or a line like it."""
    if not settings.TMDB_API_KEY:
        raise SourceProblem("TMDB needs a key: set TMDB_API_KEY.")
    client, wanted = Client(settings.TMDB_URL, settings.TMDB_API_KEY), reading.options.get("years", "")
    if not reading.paths and not wanted:
        raise SourceProblem("Name the file of TMDB's daily export, or the years with --years 2011-2015.")
    named = exported(reading) if reading.paths else listing(client, reading, wanted)
    for raw, key in islice(named, reading.skip, None):
        yield row(client, raw, key)


def exported(reading: Reading) -> Iterator[tuple[str, int | None]]:
    """The lines of daily exports with their films' numbers; what is no line of an export has none."""
    for path in table.files(reading.paths):
        for line in lines(path, reading.heard):
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                entry = None
            key = entry.get("id") if isinstance(entry, dict) else None
            yield line, key if isinstance(key, int) and key > 0 else None


def listing(client: Client, reading: Reading, wanted: str) -> Iterator[tuple[str, int | None]]:
    """The films of some years. They are listed once, in a file, and a run goes on by that: TMDB's own list moves up
    where it withdraws a film meanwhile, and the same place in it would then be another film's."""
    names = found(client, *days(years(wanted)))
    if not reading.folder:
        return names
    path = reading.folder / f"tmdb-{wanted}-listed.jsonl"
    if not (reading.skip and path.exists()):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(f"{raw}\n" for raw, _ in names)
        unfinished.replace(path)
    return exported(Reading([path]))


def days(wanted: range) -> tuple[dt.date, dt.date]:
    """The first and the last day of some years."""
    return dt.date(wanted[0], 1, 1), dt.date(wanted[-1], 12, 31)


def found(client: Client, first: dt.date, last: dt.date) -> Iterator[tuple[str, int | None]]:
    """The films of some days, page by page, the oldest first; too many for one question are asked for in two halves."""
    answer = listed(client, first, last, 1)
    pages = number(answer.get("total_pages")) or 0
    if pages > PAGES and first < last:
        middle = first + (last - first) // 2
        yield from found(client, first, middle)
        yield from found(client, middle + dt.timedelta(days=1), last)
        return
    for page in range(1, min(pages, PAGES) + 1):
        answer = answer if page == 1 else listed(client, first, last, page)
        keys = [number(film.get("id")) for film in answer.get("results") or [] if isinstance(film, dict)]
        yield from ((json.dumps({"id": key}), key) for key in keys)
    if pages > PAGES:
        yield f"{TOO_MANY} {first}; the others are in its daily export.", None


def listed(client: Client, first: dt.date, last: dt.date, page: int) -> dict[str, Any]:
    """One page of the films that came out between two days; raises SourceProblem where TMDB gives none."""
    question = {"primary_release_date.gte": first, "primary_release_date.lte": last}
    try:
        return client.get("/discover/movie", question | {"sort_by": "primary_release_date.asc", "page": page})
    except SourceProblem:
        raise
    except (Gone, ValueError) as error:
        raise SourceProblem(f"TMDB does not say which films came out from {first} to {last}: {error}") from error


def row(client: Client, raw: str, key: int | None) -> Row:
    """One film, fetched."""
    if key is None:
        return Row(raw, problem=raw if raw.startswith(TOO_MANY) else "no TMDB number")
    try:
        facts = client.get(f"/movie/{key}", {"append_to_response": "credits,alternative_titles,external_ids"})
        return Row(raw, record(key, facts))
    except Silent:
        if client.is_up():
            return Row(raw, problem=f"TMDB answers everything but film {key}")
        raise
    except SourceProblem:
        raise
    except Gone:
        return Row(raw, problem=f"TMDB has no film {key}")
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        return Row(raw, problem=f"TMDB says of film {key} what cannot be understood: {error}")


def record(key: int, facts: dict[str, Any]) -> FilmRecord:
    """The record of one film; raises ValueError where it has no title."""
    said = table.text
    title, original = said(facts.get("title")), said(facts.get("original_title"))
    released, ids = date(said(facts.get("release_date"))), facts.get("external_ids") or {}
    if not title:
        raise ValueError("no title")
    film = FilmFacts(
        title=title,
        year=released.year if released else None,
        original_title=original if original != title else "",
        release_date=released,
        tagline=said(facts.get("tagline"))[:500],
        synopsis=said(facts.get("overview")),
        runtime_minutes=number(facts.get("runtime")),
        genres=named(facts, "genres", "name"),
        countries=named(facts, "production_countries", "name"),
        languages=named(facts, "spoken_languages", "english_name"),
        links=[LinkFact("TMDB", f"https://www.themoviedb.org/movie/{key}")],
        tmdb_id=str(key),
        imdb_id=said(facts.get("imdb_id")),
        wikidata_id=said(ids.get("wikidata_id")),
    )
    others = {said(other.get("title"))[:300]: said(other.get("iso_3166_1")) for other in titles(facts)}
    film.alternative_titles = [
        AlternativeTitle(name, region) for name, region in others.items() if name not in ("", title)
    ]
    return FilmRecord(film, credits(facts.get("credits") or {}), scores(facts))


def titles(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The first other titles, as the API lists them."""
    return ((facts.get("alternative_titles") or {}).get("titles") or [])[:TITLES]


def named(facts: dict[str, Any], part: str, name: str) -> list[str]:
    """The names in a list of objects, each once."""
    return list(dict.fromkeys(word for entry in facts.get(part) or [] if (word := table.text(entry.get(name)))))


def credits(facts: dict[str, Any]) -> list[CreditFact]:
    """The first of the cast, and those of the crew whose work has a department here."""
    cast = [("cast", entry, table.text(entry.get("character"))) for entry in (facts.get("cast") or [])[:PEOPLE]]
    crew = [(JOBS[job], entry, "") for entry in facts.get("crew") or [] if (job := entry.get("job")) in JOBS]
    found: dict[tuple[str, str], CreditFact] = {}
    counts: dict[str, int] = {}
    for department, entry, character in cast + crew:
        name, key = table.text(entry.get("name"))[:200], table.text(entry.get("id"))
        if name and (department, key or name) not in found:
            counts[department] = counts.get(department, 0) + 1
            fact = CreditFact(name, department, character[:200], counts[department], tmdb_id=key)
            found[department, key or name] = fact
    return list(found.values())


def scores(facts: dict[str, Any]) -> list[ScoreFact]:
    """The audience's score there, if anybody voted."""
    votes = number(facts.get("vote_count"))
    value = Decimal(str(facts.get("vote_average") or 0)).quantize(Decimal("0.01"))
    return [ScoreFact("audience", value, Decimal(10), votes, source="TMDB")] if votes and 0 <= value <= 10 else []


def number(value: Any) -> int | None:
    """A positive whole number, or None."""
    return value if isinstance(value, int) and 0 < value < 10**9 else None


def date(text: str) -> dt.date | None:
    """A date in the years that the catalogue keeps, or None."""
    found = dt.date.fromisoformat(text) if text else None
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


class Gone(Exception):
    """There is nothing at that address."""


class Silent(SourceProblem):
    """However often it was asked, there was no answer."""


class Client:
    """Asks the API: never faster than RATE, again after a pause where it is busy or ill."""

    def __init__(self, address: str, key: str) -> None:
        self.address, self.key = address.rstrip("/"), key
        self.next = 0.0

    def get(self, path: str, question: dict[str, Any]) -> dict[str, Any]:
        """What the API answers. Raises Gone, ValueError where nobody can read it, SourceProblem where there is none."""
        for turn in range(TRIES):
            try:
                return self.ask(path, question)
            except HTTPError as error:
                if error.code == GONE:
                    raise Gone("there is nothing") from error
                if error.code in REFUSES:
                    raise SourceProblem("TMDB does not take the key in TMDB_API_KEY.") from error
                if error.code != BUSY and error.code < 500:
                    raise ValueError(f"it answers {error.code}") from error
                wait = error.headers.get("Retry-After", "")
            except (OSError, HTTPException):
                wait = ""
            except ValueError as error:
                if turn + 1 >= READINGS:
                    raise ValueError(f"its answer is no JSON: {error}") from error
                wait = ""
            time.sleep(min(int(wait) if wait.isdecimal() else 2**turn, LONGEST_WAIT))
        raise Silent("TMDB does not answer; what came before is in. Run it again later to go on from there.")

    def is_up(self) -> bool:
        """Whether something else is answered."""
        try:
            return bool(self.ask("/configuration", {}))
        except (OSError, HTTPException, ValueError):
            return False

    def ask(self, path: str, question: dict[str, Any]) -> dict[str, Any]:
        """One request. A long key goes into a header, a short one into the address, as the API wants it."""
        is_token = "." in self.key
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if is_token else {})
        asked = urlencode(question | ({} if is_token else {"api_key": self.key}))
        time.sleep(max(0.0, self.next - time.monotonic()))
        self.next = time.monotonic() + 1 / RATE
        with urlopen(Request(f"{self.address}{path}?{asked}", headers=headers), timeout=30) as answer:  # noqa: S310
            found = json.load(answer)
        return found if isinstance(found, dict) else {}

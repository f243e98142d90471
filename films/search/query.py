"""What somebody typed, understood: words, "phrases", year:2015, director:hardwicke. Anything is a valid query."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..models import Credit, SearchEntry
from ..models.filmset import FIRST_YEAR, LAST_YEAR
from ..models.searchentry import WORD_LENGTH
from ..titles import search_key
from .expressions import All, Any, Expression, Wanted, Word

LONGEST, MOST_WORDS = 200, 10
SPAN = 30  # years that one year: may span

D = Credit.Department
DEPARTMENTS = {
    "director": (D.DIRECTOR,),
    "writer": (D.WRITER,),
    "actor": (D.CAST,),
    "actress": (D.CAST,),
    "cast": (D.CAST,),
    "starring": (D.CAST,),
    "producer": (D.PRODUCER,),
    "music": (D.MUSIC,),
    "composer": (D.MUSIC,),
    "photography": (D.PHOTOGRAPHY,),
    "editor": (D.EDITING,),
    "with": tuple(D),
    "person": tuple(D),
}
FILMS, PEOPLE = (SearchEntry.Kind.FILM,), (SearchEntry.Kind.PERSON,)
FILLERS = {*"film films movie movies filme with starring by from mit von".split()}  # noqa: SIM905
_OPERATOR = (
    r"(?<!\w)(?P<name>[a-z]+):{gap}(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+(?:\s+[^\s\":]+(?!\S)){{0,{more}}}))"
)
OPERATOR = re.compile(_OPERATOR.format(gap="", more=0), re.IGNORECASE)
LOOSELY = [
    re.compile(_OPERATOR.format(gap=r"\s*", more=more), re.IGNORECASE) for more in range(4)
]  # names of more words
_YEARS = re.compile(r"(?P<first>\d{4})(?:(?P<decade>s)|(?:-|–|\.\.)(?P<last>\d{4}))?")
_PHRASE = re.compile(r'"([^"]+)"')


@dataclass(frozen=True)
class Credited:
    """Somebody who must have worked on the film, in one of these departments."""

    departments: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Query:
    """`key`: the folded words in order; `raw`: what was typed beside the operators."""

    raw: str = ""
    key: str = ""
    phrases: tuple[str, ...] = ()
    years: range | None = None
    credited: tuple[Credited, ...] = ()

    @property
    def words(self) -> list[str]:
        return [word[:WORD_LENGTH] for word in self.key.split()][:MOST_WORDS]

    @property
    def is_empty(self) -> bool:
        return not (self.raw or self.years or self.credited)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What may fit: no person has a year."""
        return FILMS if self.years else FILMS + PEOPLE

    def expression(self, parts: list[Expression] | None = None) -> Expression | None:
        """All the words, or `parts` in their place, in one of the years."""
        parts = plain(self.words) if parts is None else parts
        years = [Any(tuple(Word(f"_{year}") for year in self.years))] if self.years else []
        return All((*parts, *years)) if parts or years else None

    def wanted(self, expression: Expression, kinds: tuple[str, ...], limit: int) -> Wanted:
        return Wanted(expression, self.phrases, kinds, limit)


def plain(words: list[str]) -> list[Expression]:
    """Each word as it stands, the last one perhaps unfinished. A year also finds the films of that year. A last word
    with which another one begins says nothing more: what has "blue" has "b…" too."""
    parts: list[Expression] = []
    for word in words:
        part: Expression = Word(word, prefix=len(parts) == len(words) - 1 and (len(word) > 1 or len(words) > 1))
        if is_year(word):
            part = Any((part, Word(f"_{word}")))
        parts.append(part)
    says_nothing = any(word.startswith(words[-1]) and not is_year(word) for word in words[:-1])
    return parts[:-1] if says_nothing else parts


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.isascii()


def other_readings(text: str) -> list[Query]:
    """What may have been meant where the operators lead nowhere as they stand: a space behind the colon, or a name of
    several words without its quotation marks."""
    if not any(found["name"].lower() in DEPARTMENTS for found in LOOSELY[0].finditer(text[:LONGEST])):
        return []
    readings = dict.fromkeys(parse(text, operator) for operator in LOOSELY)
    readings.pop(parse(text), None)
    return list(readings)


def parse(text: str, operator: re.Pattern[str] = OPERATOR) -> Query:
    """The query in `text`. What looks like an operator and is none counts as words."""
    text = text.replace("\0", "")[:LONGEST]
    years: range | None = None
    credited: list[Credited] = []

    def take(found: re.Match[str]) -> str:
        nonlocal years
        name, value = found["name"].lower(), found["quoted"] or found["plain"] or ""
        year, _, others = value.partition(" ")
        if name in ("year", "years") and (span := read_years(year)):
            years = span
            return f" {others}"
        if name in DEPARTMENTS and (key := search_key(value)):
            credited.append(Credited(DEPARTMENTS[name], key))
            return " "
        return found[0]

    rest = " ".join(operator.sub(take, text).split())
    phrases = tuple(filter(None, map(search_key, _PHRASE.findall(rest))))
    return Query(rest, search_key(rest), phrases, years, tuple(credited[:3]))


def read_years(value: str) -> range | None:
    """ "2015", "1990s" or "1990-1999" as years; None for anything else."""
    found = _YEARS.fullmatch(value)
    if not found:
        return None
    first = int(found["first"])
    last = int(found["last"]) if found["last"] else first + 9 if found["decade"] else first
    first, last = max(FIRST_YEAR, min(first, last)), min(LAST_YEAR, max(first, last))
    return range(first, min(last, first + SPAN) + 1) if first <= last else None

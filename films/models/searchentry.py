"""What search looks through: the titles of films and the names of people, folded, the most popular first.

Tables of their own, written in the transaction of the film or person. The full-text index hangs on the entries by the
database's own means (see `films.search.sqlite` and `films.search.postgres`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from anyascii import anyascii
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ..loading import change, count_in, drop, load, pick
from ..titles import search_key, spelled_out

KEY_LENGTH = 200
WORD_LENGTH = 60
TITLES = 256  # entries of one film or person
_TIER_BITS, _KIND_BITS = 46, 52
_TIERS = 32


class Named(NamedTuple):
    """A film or person as search sees it. `marks` are words that are found without standing in a title: "_2015"."""

    pk: int
    names: list[str]
    popularity: int = 0
    marks: str = ""


class Entry(NamedTuple):
    """A row of `SearchEntry`, as it is written and compared."""

    id: int
    film_id: int | None
    person_id: int | None
    key: str
    words: str
    popularity: int


class SearchEntryQuerySet(models.QuerySet[Any]):
    """Entries as films and people replace them."""

    @transaction.atomic
    def replace(self, kind: str, things: Iterable[Named]) -> None:
        """Brings the entries of these films or people in line; call it in the transaction of their change."""
        things = list(things)
        wanted = {entry.id: entry for thing in things for entry in entries(kind, thing)}
        owner = SearchEntry.OWNERS[SearchEntry.Kind(kind)]
        found = pick(SearchEntry, Entry._fields, owner, [thing.pk for thing in things])
        standing = {entry.id: entry for entry in map(Entry._make, found)}
        kept = {pk for pk in wanted.keys() & standing.keys() if wanted[pk].words == standing[pk].words}
        gone = [entry for pk, entry in standing.items() if pk not in kept]
        new = sorted(entry for pk, entry in wanted.items() if pk not in kept)  # FTS5 likes them in order
        drop(SearchEntry, [entry.id for entry in gone])
        load(SearchEntry, Entry._fields, new)
        moved = {pk: wanted[pk].popularity for pk in kept if wanted[pk].popularity != standing[pk].popularity}
        change(SearchEntry, "popularity", moved)
        SearchWord.objects.tally(Counter(words_of(new)), Counter(words_of(gone)))


class SearchEntry(models.Model):
    """One title of a film or one name of a person.

    The key's number is its place: films before people, the popular first, so that the first rows that fit are the best
    ones and nobody has to sort them. `popularity`: a film's votes, a person's credits.
    """

    class Kind(models.TextChoices):
        FILM = "film", _("film")
        PERSON = "person", _("person")

    FIELDS = ("id", "film_id", "person_id", "key", "words", "popularity")
    OWNERS = {Kind.FILM: "film_id", Kind.PERSON: "person_id"}

    id = models.BigIntegerField(primary_key=True)
    film = models.ForeignKey("films.Film", models.CASCADE, null=True, related_name="search_entries")
    person = models.ForeignKey("films.Person", models.CASCADE, null=True, related_name="search_entries")
    key = models.CharField(max_length=KEY_LENGTH, db_index=True)
    words = models.TextField()
    popularity = models.PositiveIntegerField(default=0)

    objects = SearchEntryQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key

    @staticmethod
    def places(kind: str) -> tuple[int, int]:
        """The first and the last number that an entry of this kind can have."""
        first = list(SearchEntry.OWNERS).index(SearchEntry.Kind(kind)) << _KIND_BITS
        return first, first + (1 << _KIND_BITS) - 1

    @staticmethod
    def number(tier: int, pk: int) -> int:
        """The place of the first title of the film, or name of the person, of this key among those of its kind."""
        return tier << _TIER_BITS | pk << (TITLES.bit_length() - 1)


class SearchWordQuerySet(models.QuerySet["SearchWord"]):
    """The vocabulary as entries change it."""

    def tally(self, more: Counter[str], fewer: Counter[str]) -> None:
        """Counts words in and out, in a fixed order so that two writers never wait for each other."""
        changes = Counter(more)
        changes.subtract(fewer)
        rows = sorted((word, number) for word, number in changes.items() if number)
        count_in(SearchWord, "count", rows)
        if fewer:
            self.filter(word__in=[word for word, number in rows if number < 0], count__lte=0).delete()


class SearchWord(models.Model):
    """One word of the vocabulary, and about how many entries have it: what typing errors are corrected against."""

    word = models.CharField(max_length=WORD_LENGTH, primary_key=True)
    count = models.IntegerField()

    objects = SearchWordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word


def entries(kind: str, thing: Named) -> list[Entry]:
    """The entries that a film or person should have: one for each spelling."""
    keys = dict(pair for name in thing.names for pair in _found_under(name, thing.marks))
    tier = min(thing.popularity.bit_length(), _TIERS - 1)
    first = _FIRST[kind] | SearchEntry.number(_TIERS - 1 - tier, thing.pk)
    film, person = (thing.pk, None) if kind == SearchEntry.Kind.FILM else (None, thing.pk)
    return [
        Entry(first | number, film, person, key[:KEY_LENGTH], words, thing.popularity)
        for number, (key, words) in enumerate(islice(keys.items(), TITLES))
    ]


_FIRST = {str(kind): SearchEntry.places(kind)[0] for kind in SearchEntry.OWNERS}


@lru_cache(20_000)  # imports index the same people over and over
def _found_under(name: str, marks: str) -> tuple[tuple[str, str], ...]:
    """The spellings of a name, each with the words under which it is found."""
    return tuple((key, indexed(key, marks)) for key in spellings(name))


def indexed(key: str, marks: str) -> str:
    """The words under which a key is found."""
    words = [*key.split(), *sorted(spelled_out(key)), *marks.split()]
    return " ".join([word[:WORD_LENGTH] for word in words])


def spellings(name: str) -> list[str]:
    """The folded name, and for other scripts how it sounds in Latin letters."""
    key = search_key(name)
    latin = search_key(anyascii(name)) if not key.isascii() else ""
    return [spelling for spelling in (key or name.strip().casefold(), latin) if spelling]


def words_of(found: Iterable[Entry]) -> Iterable[str]:
    """The words of entries that belong to the vocabulary: no marks."""
    return (word for entry in found for word in set(entry.words.split()) if not word.startswith("_"))

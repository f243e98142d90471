"""A second index of PostgreSQL's, in which each word carries the letter of its stretch, so that the first come first.

A GIN index finds all that fits or nothing: it hands no rows out in an order. So the numbers of the entries, the popular
first, are cut into stretches. In this index "lamp" of an entry in the fourth stretch is the word "+lamp"; asked for
"(lamp", then ")lamp", "*lamp" and so on it finds what fits stretch by stretch, until there is enough, however often the
word or beginning stands in the others. Among the seldom rated, where most entries lie, each stretch is about twice as
long as the one before it: there are few of them, and none is much longer than what was looked through already.
"""

from __future__ import annotations

from ..models import SearchEntry

TIERS, UNPOPULAR = range(12, 32), 27  # of popularity, the lower the more; from UNPOPULAR on they are cut further
SIZES = (0, *(1 << bits for bits in range(15, 21)))  # keys of films or people at which a stretch ends
FIRST_LETTER = 40  # "(": the letters up to "Z" are no quotes and no backslash
STARTS = [SearchEntry.number(tier, pk) for tier in TIERS for pk in (SIZES if tier >= UNPOPULAR else (0,))]
LETTERS = "".join(chr(FIRST_LETTER + number) for number in range(len(STARTS) + 1))

_NUMBER = f"id & {SearchEntry.places(SearchEntry.Kind.FILM)[1]}"
_LETTER = f"chr({FIRST_LETTER} + width_bucket({_NUMBER}, '{{{','.join(map(str, STARTS))}}}'::bigint[]))"
LETTERED = f"array_to_tsvector(string_to_array({_LETTER} || replace(words, ' ', ' ' || {_LETTER}), ' '))"
INSTALL = tuple(
    f"CREATE INDEX IF NOT EXISTS films_searchentry_{name}_reach ON films_searchentry"
    f" USING gin (({LETTERED})) WITH (fastupdate = off) WHERE {owner} IS NOT NULL"
    for name, owner in (("films", "film_id"), ("people", "person_id"))
)
REMOVE = ("DROP INDEX IF EXISTS films_searchentry_films_reach, films_searchentry_people_reach",)

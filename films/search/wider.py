"""What is looked for where too little has all the words as they were typed."""

from __future__ import annotations

from collections.abc import Iterator

from . import credited, fulltext, spelling
from .expressions import All, Any, Expression, Word
from .judge import Both, Judge, valued
from .query import Query, plain
from .same import SPELLINGS, has_several


def candidates(query: Query, limit: int, *, nothing_yet: bool) -> Both:
    """Films and people that have words like these; where there are none, all the words but one."""
    if nothing_yet and not query.credited and len(query.words) > 1:
        values = credited.beside_a_name(query)
        if any(values):
            return values
    judge = Judge(query, near=True)
    for expression in wider(query.words, nothing_yet=nothing_yet):
        values = matching(query, expression, limit, judge)
        if any(values):
            return values
    return {}, {}


def otherwise_spelled(query: Query, limit: int) -> Both:
    """Films and people that have the words with numbers and the like as they are also written."""
    if not has_several(query.words):
        return {}, {}
    as_typed = zip(plain(query.words), query.words, strict=False)
    parts = tuple(Any((part, *map(Word, SPELLINGS.get(word, ())))) for part, word in as_typed)
    return matching(query, All(parts), limit, Judge(query, near=True))


def matching(query: Query, expression: Expression, limit: int, judge: Judge) -> Both:
    """Films and people that have this in the place of the words."""
    if query.credited:
        return credited.films(query, [expression]), {}
    asked = query.expression([expression])
    return valued(fulltext.find(query.wanted(asked, query.kinds, limit)) if asked else [], judge)


def wider(words: list[str], *, nothing_yet: bool) -> Iterator[Expression]:
    """Ever less of what was typed. A word that exists may be the wrong one, too: "Tony Collete" is Toni Collette."""
    speller = spelling.Speller()
    if not nothing_yet and len(words) > 1 and len(speller.known(words)) == len(set(words)):
        return
    parts = speller.widened(words)
    yield All(tuple(parts))
    if nothing_yet and 1 < len(words) <= 6:
        yield All(tuple(speller.widened(words, doubted=set(words))))
    if 2 < len(words) <= 6:
        yield Any(tuple(All(tuple(parts[:i] + parts[i + 1 :])) for i in range(len(parts))))
    if nothing_yet and len(words) == 2:
        counts = speller.known(words)
        telling = [pair for pair in zip(words, parts, strict=True) if len(pair[0]) > 3]
        yield from (part for _, part in sorted(telling, key=lambda pair: counts.get(pair[0], 0)))

"""What is looked for where too little has all the words as they were typed."""

from __future__ import annotations

from collections.abc import Iterator

from . import credited, fulltext, spelling
from .expressions import All, Any, Expression, Word
from .judge import Judge, Values, valued
from .query import Query, plain

# Different spellings of one word; the letters of Roman numbers stand for no other word.
SAME = """
1 one i|2 two ii|3 three iii|4 four iv|5 five v|6 six vi|7 seven vii|8 eight viii|9 nine ix|10 ten x|11 eleven xi
12 twelve xii|13 thirteen xiii|14 fourteen|15 fifteen|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty
30 thirty|40 forty|50 fifty|60 sixty|100 hundred
dr doctor|mr mister|st saint|vol volume|pt part|vs versus|bros brothers|jr junior|sgt sergeant|capt captain
"""
SPELLINGS = {word: group.split() for line in SAME.split("\n") for group in line.split("|") for word in group.split()}


def candidates(query: Query, limit: int, found: int, *, sure: bool) -> tuple[Values, Values]:
    """Films and people that have words like these; where there are none, all the words but one. `found`: how many have
    the words as they were typed; `sure`: one of them is called just so."""
    judge = Judge(query, near=True)
    for expression in other_spellings(query.words):
        values = matching(query, expression, limit, judge)
        if any(values):
            return values
    if sure:
        return {}, {}
    if not found and not query.credited and len(query.words) > 1:
        values = credited.beside_a_name(query)
        if any(values):
            return values
    for expression in wider(query.words, nothing_yet=not found):
        values = matching(query, expression, limit, judge)
        if any(values):
            return values
    return {}, {}


def matching(query: Query, expression: Expression, limit: int, judge: Judge) -> tuple[Values, Values]:
    """Films and people that have this in the place of the words."""
    if query.credited:
        return credited.films(query, [expression]), {}
    asked = query.expression([expression])
    return valued(fulltext.find(query.wanted(asked, query.kinds, limit)) if asked else [], judge)


def other_spellings(words: list[str]) -> Iterator[Expression]:
    """The words with numbers in letters, in digits and as the Romans wrote them, and with titles written out."""
    if any(word in SPELLINGS for word in words):
        as_typed = zip(plain(words), words, strict=False)
        yield All(tuple(Any((part, *map(Word, SPELLINGS.get(word, ())))) for part, word in as_typed))


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

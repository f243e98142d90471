"""Words that are written in several ways: numbers, also as the Romans wrote them, and titles of people."""

from __future__ import annotations

SAME = """
1 one i|2 two ii|3 three iii|4 four iv|5 five v|6 six vi|7 seven vii|8 eight viii|9 nine ix|10 ten x|11 eleven xi
12 twelve xii|13 thirteen xiii|14 fourteen|15 fifteen|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty
30 thirty|40 forty|50 fifty|60 sixty|100 hundred
dr doctor|mr mister|st saint|vol volume|pt part|vs versus|bros brothers|jr junior|sgt sergeant|capt captain
"""
SPELLINGS = {word: group.split() for line in SAME.split("\n") for group in line.split("|") for word in group.split()}


def has_several(words: list[str]) -> bool:
    """Whether any of the words may be written otherwise."""
    return any(word in SPELLINGS for word in words)


def as_one(key: str) -> str:
    """The key with each such word in the first of its spellings: what the ways to write a title have in common."""
    return " ".join([SPELLINGS[word][0] if word in SPELLINGS else word for word in key.split()])

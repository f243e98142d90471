"""Titles and names as keys: for sorting, for matching and for addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from django.utils.text import slugify

# Articles that libraries move behind the title: "The Bourne Ultimatum" stands under B.
ARTICLES = (
    "the",
    "a",
    "an",
    "le",
    "la",
    "les",
    "l'",
    "un",
    "une",
    "el",
    "los",
    "las",
    "il",
    "lo",
    "gli",
    "der",
    "die",
    "das",
)
_ENGLISH_ARTICLES = ("the", "a", "an")
_MOVED_ARTICLE = re.compile(r"^(?P<rest>.+),\s*(?P<article>[A-Za-z]+'?)$")
_NOT_WORD = re.compile(r"[^\w]+")


def restore_article(title: str) -> str:
    """Puts a moved article back in front: "Matrix, The" becomes "The Matrix"."""
    found = _MOVED_ARTICLE.match(title)
    if not found or found["article"].casefold() not in ARTICLES:
        return title
    space = "" if found["article"].endswith("'") else " "
    return f"{found['article']}{space}{found['rest']}"


def fold(text: str) -> str:
    """Lower case without accents, punctuation or width: what two spellings of one name have in common.

    Letters of other scripts stay; "&" counts as "and".
    """
    return _folded_short(text) if len(text) < _SHORT else _folded(text)


def _folded(text: str) -> str:
    text = text.replace("&", " and ").replace("’", "").replace("'", "")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", text.casefold().replace("_", " ")).split())


_SHORT, _REMEMBERED = 100, 20_000
_folded_short = lru_cache(_REMEMBERED)(_folded)  # imports fold the same names over and over


@lru_cache(5000)  # of a batch of films each is asked for several times
def match_key(title: str) -> str:
    """The key under which two spellings of one title meet; never empty for a title with any character."""
    words = fold(restore_article(title)).split()
    if len(words) > 1 and words[0] in _ENGLISH_ARTICLES:
        words = words[1:]
    return " ".join(words) or title.strip().casefold()


def sort_title(title: str) -> str:
    """The key by which lists are sorted: folded, its English article left out."""
    return match_key(title)[:300]


def sort_name(name: str) -> str:
    """A person's key in lists: the last word of the name first."""
    words = fold(name).split()
    return " ".join(words[-1:] + words[:-1]) or name.strip().casefold()


_FRACTION = re.compile("([¼-¾⅐-⅞])")


def address(text: str, fallback: str) -> str:
    """An ASCII slug of at most 80 characters; other scripts are transliterated; `fallback` where nothing is left."""
    if not text.isascii():
        text = _FRACTION.sub(lambda found: f" {anyascii(found[0])} ".replace("/", " "), text)  # "8½" is 8-1-2, not 812
        text = anyascii(text)
    return slugify(text)[:80].strip("-") or fallback


def film_address(title: str, year: int | None) -> str:
    """The address that title and year ask for: "miss-you-already-2015"."""
    return address(f"{title} {year}" if year else title, "film")


# Letters that stay whole when accents are taken off, and that people type without them all the same.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


def search_key(text: str) -> str:
    """What search compares: folded words, in order. Of scripts that put no spaces every character is a word."""
    if text.isascii():
        return fold(text)
    text = fold(_FRACTION.sub(r" \1 ", text)).translate(_PLAIN_LETTERS)
    return " ".join(_UNSPACED.sub(r" \1 ", text).split())


def spelled_out(key: str) -> set[str]:
    """Initials of a search key as people also write them: "e t the extra terrestrial" gives "et"."""
    if [len(word) for word in key.split()].count(1) < 2:
        return set()
    return {run.replace(" ", "") for run in re.findall(r"(?:(?<=\s)|^)\w(?: \w)+(?=\s|$)", key)}


def without_article(key: str) -> str:
    """A search key without its leading article in any of the languages we know; "the the" keeps one."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES else key

"""Titles as pages print them: in capitals, glued to a picture's file name, with a year in brackets."""

from __future__ import annotations

import regex as re

from ..titles import fold
from .text import plain, squeeze
from .vocabulary import TITLE_SMALL

_YEAR = re.compile(
    r"(?:\s*[(\[](?:film,?\s*)?(?P<year>(?:18|19|20|21)\d\d)[)\]]|\s[–—-]\s(?P<dashed>(?:18|19|20)\d\d))\s*$",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(r"\s*[(\[](?:cert\.?\s*)?(?P<certificate>U|PG(?:-?13)?|12A?|15|18|NC-?17|R)[)\]]$")
_QUOTED = re.compile(
    r"""^(?:"(?P<a>[^"]+)"|“(?P<b>[^”]+)”|‘(?P<c>[^’]+)’|'(?P<d>[^']+)'|\*+(?P<e>[^*]+)\*+|_+(?P<f>[^_]+)_+)$"""
)
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})")
_SLUG = re.compile(r"[\p{Ll}\d_.\-]+")
_FILE_END = re.compile(
    r"(?:[_\-.](?:poster|still|image|img|banner|header|final|ver\d+|\d{2,4}x\d{2,4}|film|movie|jpe?g|png|webp))+$"
)
_JOINED = re.compile(r"^(?:[\p{Ll}\d]+(?:[_\-.][\p{Ll}\d]+)+(?=\p{Lu})|[\p{Ll}\d]{3,}(?=\p{Lu}{2}[^\p{Ll}]*$))")


_MARKED = re.compile(
    r"^(?:(?:film|movie|cinema|dvd|blu-ray)?\s*review(?:ed)?\s*[:|–—-]\s*|(?:at the cinema|film|movie"
    r"|film of the (?:week|month)|now showing|in cinemas)\s*[:|–—-]\s+)(?P<after>.+)$"
    r"|^(?P<before>.+?)\s*(?:[:|(–—,-]\s*)?(?:(?:film|movie|cinema|dvd)\s+)?review\)?(?:\s*[:|–—-].*)?$",
    re.IGNORECASE,
)


def without_mark(text: str) -> str:
    """The title of "Film review: TITLE" and of "TITLE review – it roars"; other texts stay."""
    found = _MARKED.match(text)
    return (found["after"] or found["before"]).strip() if found else text


def certificate(text: str) -> str:
    """The certificate in brackets behind a title: "THE SALT ROAD (12A)"."""
    found = _CERTIFICATE.search(text)
    return found["certificate"] if found else ""


def without_certificate(text: str) -> str:
    return _CERTIFICATE.sub("", text)


def printed(text: str) -> tuple[str, int | None]:
    """The title, and the year in brackets, of a line that is a title with whatever pages put around it."""
    title, year = without_year(without_certificate(without_mark(unquoted(unglued(text)))))
    return unquoted(title), year


def without_year(text: str) -> tuple[str, int | None]:
    """The title, and the year that stood in brackets behind it."""
    found = _YEAR.search(text)
    if not found or not found.start():
        return text.strip(), None
    return text[: found.start()].strip(), int(found["year"] or found["dashed"])


def unquoted(text: str) -> str:
    """The title without the quotation marks, asterisks or underscores around it."""
    found = _QUOTED.match(text.strip())
    return squeeze(next(filter(None, found.groups()))) if found else text.strip()


def unglued(text: str) -> str:
    """The title behind the name of a picture's file: "miss_you_alreadyMISS YOU ALREADY" is MISS YOU ALREADY."""
    for end in range(1, len(text) - 1):
        name, rest = text[:end], text[end:]
        if (
            (rest[0].isspace() and "_" not in name)
            or not _SLUG.fullmatch(name.casefold())
            or not _is_file_name(name, rest)
        ):
            continue
        if _letters(_FILE_END.sub("", name.casefold())) == _letters(rest):
            return rest.strip()
    joined = _JOINED.match(text)
    return text[joined.end() :] if joined else text


def _is_file_name(name: str, rest: str) -> bool:
    """Whether `name` differs in its looks from the title behind it: "MAMA" is not "MA" twice."""
    if not re.search(r"\p{L}", name) and re.search(r"[_-]", name):
        return True  # "50_5050/50"
    if name.isdigit():
        return name == rest.strip() and len(name) > 2
    return name != name.upper() and (rest == rest.upper() or any(sign in name for sign in "_-"))


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for case, accents and punctuation."""
    return fold(one) == fold(other)


def contains(text: str, title: str) -> bool:
    """Whether the text has the title in it, as whole words and in any spelling."""
    return bool(fold(title)) and f" {fold(title)} " in f" {fold(text)} "


def in_mixed_case(title: str, page: str) -> str:
    """The title as the page spells it elsewhere in lower and upper case, else in usual title case; others stay."""
    if not is_capitals(title):
        return title
    for found in re.finditer(re.escape(plain(title)), plain(page), re.IGNORECASE):
        printed = page[found.start() : found.end()]
        if _is_titled(printed):
            return printed
    return title_case(title)


def is_numbered(title: str) -> bool:
    """Whether the title ends in a number as sequels do: "Creed II", "Toy Story 3"."""
    first, _, last = title.rpartition(" ")
    return bool(first) and bool(last.isdigit() or _ROMAN.fullmatch(last))


def is_capitals(text: str) -> bool:
    """Whether the text is set in capitals only; "RRR", "E.T." and "WALL·E" are names, not a way of setting."""
    is_name = "·" in text or not re.search(r"[AEIOUYÀ-ÖØ-Ý]", text)
    return text == text.upper() and not is_name and bool(re.search(r"\p{Lu}{2}", text))


def _is_titled(text: str) -> bool:
    """Capital letters at the beginning of the long words, and small ones too: a title and not a phrase in the text."""
    words = [word for word in text.split() if word not in TITLE_SMALL]
    return text != text.upper() and bool(words) and all(not word[0].islower() for word in words)


def title_case(text: str) -> str:
    """ "THE FAULT IN OUR STARS" as "The Fault in Our Stars"."""
    words = text.split()
    done = []
    for place, word in enumerate(words):
        inner = 0 < place < len(words) - 1 and words[place - 1][-1] not in ":–—-."
        done.append(word.lower() if inner and word.lower() in TITLE_SMALL else _capital(word))
    return " ".join(done)


def _capital(word: str) -> str:
    if (_ROMAN.fullmatch(word.strip(".,:;!?")) and word not in ("I", "X", "V")) or re.fullmatch(
        r"(?:\p{Lu}\.)+,?", word
    ):
        return word
    return re.sub(r"(?<![\p{L}\p{M}])(?<!\p{L}['’])\p{L}", lambda found: found[0].upper(), _lower(word))


def _lower(word: str) -> str:
    """Small letters with the capitals that names keep: O'Brien, McCarthy, but Don't."""
    word = word.lower()
    word = re.sub(r"(?<=\b(?:o|d|l)['’])\p{L}", lambda found: found[0].upper(), word)
    return re.sub(r"\bmc(\p{L})", lambda found: "Mc" + found[1].upper(), word)

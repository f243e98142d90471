"""From bytes to clean lines: encodings, line ends, invisible characters, runs of space."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

from ..record import NotAFilmPage

LARGEST = 1_000_000  # bytes; a page of one film is a hundredth of that

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACE = re.compile(r"[^\S\n]+")
_ENTITY = re.compile(r"&#?\w{2,8};")
_HTML = re.compile(r"\s*(<!doctype html|<html\b)", re.IGNORECASE)


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows-1252; raises NotAFilmPage for anything else.

    A character that the end of the file cuts in two is left out.
    """
    if len(raw) > LARGEST:
        raise NotAFilmPage("The file is larger than a megabyte; no page about one film is.")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return codecs.getincrementaldecoder(encoding)("replace").decode(raw[len(mark) :])
    if b"\x00" in raw:
        return _without_mark(raw)
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _without_mark(raw: bytes) -> str:
    """Zero bytes mean UTF-16 where every second byte is one, else something that is no text at all."""
    for zeros, encoding in ((raw[1::2], "utf-16-le"), (raw[0::2], "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros):
            return codecs.getincrementaldecoder(encoding)("replace").decode(raw)
    raise NotAFilmPage("This is not a text file.")


def clean(text: str) -> str:
    """One spelling for line ends and letters, without what cannot be seen; raises NotAFilmPage for what is no text."""
    if len(_CONTROL.findall(text)) > len(text) // 200 or text.count("\ufffd") > len(text) // 50:
        raise NotAFilmPage("This is not a text file.")
    if _HTML.match(text):
        raise NotAFilmPage("This is the source code of a web page. Save the page as text and import that.")
    text = _LINE_END.sub("\n", _ENTITY.sub(lambda found: html.unescape(found[0]), text))
    text = _CONTROL.sub("", _INVISIBLE.sub("", text)).encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """One plain space for every run of spaces, tabs and non-breaking spaces; none at the ends."""
    return _SPACE.sub(" ", text).strip()


def plain(text: str) -> str:
    """Straight quotes and hyphens for curly and long ones: for recognising words, never for what is kept."""
    return text.translate(_PLAIN)


_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)

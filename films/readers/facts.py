"""How the value behind each label becomes a fact of the draft. Each function gives the fact's name, "" for no fact."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from ..record import AlternativeTitle, BoxOfficeFact, LinkFact
from . import dates, durations, names, ratings, titles
from .draft import Draft

Reader = Callable[[Draft, str, bool], str]

CERTIFICATE = re.compile(
    r"(?:(?:rated|cert(?:ificate)?|bbfc|mpaa)\s*:?\s*)?"
    r"(PG-?13|PG|NC-?17|TV-(?:MA|14|PG|G|Y7?)|FSK ?\d+|MA ?15\+?|R ?18\+?|12A?|15|18|U|R|G|X|M|E|AA"
    r"|Not Rated|Unrated|NR)"
    r"(?!\w)(?:\s+(?:for|certificate)\b.*)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[|;•·]|,(?!\s*(?:The|Republic)\b)|\s/\s|(?<=\w)/(?=\w)|\s&\s)\s*")
# Countries and languages are joined by "and" too, but for the countries that have one in their names.
SPOKEN = re.compile(
    rf"{_PARTS.pattern}|(?<!Bosnia)(?<!Trinidad)(?<!Antigua)(?<!Kitts)(?<!Tomé)(?<!Vincent)(?<!Serbia)(?:,?\s+and\s+)"
)
_PLACES = re.compile(r"\s*[|;•]\s*")
_MORE = re.compile(r"\s*(?:see (?:more|all|full[\w ]*)|more)?\s*(?:»|>>)\s*$|\s*\bsee more\s*$", re.IGNORECASE)
_URL = re.compile(r"\bhttps?://[^\s|<>()\"]+|\bwww\.[^\s|<>()\"]+")
_MONEY = re.compile(
    r"(?P<sign>US\$|USD|GBP|EUR|AUD|CAD|INR|[$£€¥₹])\s?(?P<number>\d[\d.,]*)\s?(?P<scale>million|billion|crore|lakh"
    r"|m\b|bn\b|k\b)?",
    re.IGNORECASE,
)
_CURRENCIES = {"$": "USD", "US$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}
_SCALES = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "k": 1000, "crore": 10**7, "lakh": 10**5}
_FIGURE = re.compile(r"(?P<label>[A-Z][A-Za-z ]{2,30}):\s*(?P<text>[^|]+?)(?=\s*(?:\||$))")


def people(department: str, note: str = "") -> Reader:
    """Names of one department."""

    def read(draft: Draft, value: str, cut: bool) -> str:
        listed = names.split(value if department == "cast" else names.siblings(value), cut=cut)
        if department != "cast":
            listed = names.family(listed)
        parts = [names.part(name) for name in listed]
        if not parts or not all(names.may_be_person(name) for name, _, _ in parts):
            return ""
        if department == "director":
            draft.single("director", ", ".join(name for name, _, _ in parts))
        for name, character, beside in parts:
            is_cast = department == "cast"
            draft.credits.add(
                name, department, character if is_cast else "", beside or (not is_cast and character) or note
            )
        return "credits"

    return read


def writer_director(draft: Draft, value: str, cut: bool) -> str:
    return people("director")(draft, value, cut) and people("writer")(draft, value, cut)


def several(fact: str, separator: re.Pattern[str] = _PARTS) -> Reader:
    """A list of the film: countries, languages, genres, locations."""

    def read(draft: Draft, value: str, cut: bool) -> str:
        parts = [part.strip(" .") for part in separator.split(without_more(value))]
        known: list[str] = getattr(draft.film, fact)
        new = [part for part in (parts[:-1] if cut else parts) if part and len(part) <= 150]
        known.extend(part for part in dict.fromkeys(new) if part not in known)
        return f"film.{fact}" if new else ""

    return read


def title(draft: Draft, value: str, cut: bool) -> str:
    name, year = titles.without_year(titles.unquoted(value))
    if cut or not name:
        return ""
    draft.film.title, draft.film.year = draft.film.title or name, draft.film.year or year
    return "film.title"


def other_title(region: str) -> Reader:
    def read(draft: Draft, value: str, cut: bool) -> str:
        for part in [] if cut else _PLACES.split(without_more(value)):
            name, _, place = part.strip().partition(" (")
            draft.film.alternative_titles.append(AlternativeTitle(titles.unquoted(name), place.rstrip(")") or region))
        return "" if cut else "film.alternative_titles"

    return read


def original_title(draft: Draft, value: str, cut: bool) -> str:
    draft.film.original_title = "" if cut else titles.unquoted(value)
    return "" if cut else "film.original_title"


def year(draft: Draft, value: str, cut: bool) -> str:
    if (found := dates.year(value)) is None:
        return ""
    draft.single("release year", found)
    draft.film.year = found
    return "film.year"


def release_date(draft: Draft, value: str, cut: bool) -> str:
    found = None if cut and not re.search(r"\d{4}\b", value[-5:]) else dates.find(value)
    if found:
        draft.film.release_date = draft.film.release_date or found
        draft.released_years.append(found.year)
        return "film.release_date"
    if cut or not re.fullmatch(r"[\w ]*\b\d{4}[\s()\w]*", value) or (released := dates.year(value)) is None:
        return ""
    draft.released_years.append(released)
    if draft.film.year:  # a film may be released years after it was made
        return "no place"
    draft.film.year = released
    return "film.year"


def published(draft: Draft, value: str, cut: bool) -> str:
    found = None if cut and not re.search(r"\d{4}$", value) else dates.find(value)
    draft.film.published = draft.film.published or found
    return "film.published" if found else ""


def runtime(draft: Draft, value: str, cut: bool) -> str:
    found = durations.minutes(value, cut=cut)
    if found is None:
        return ""
    if draft.is_review:
        draft.single("running time", f"{found} minutes")
    draft.film.runtime_minutes = draft.film.runtime_minutes or found
    return "film.runtime_minutes"


def certificate(draft: Draft, value: str, cut: bool) -> str:
    if cut or len(value) > 100:
        return ""
    found = CERTIFICATE.match(value)
    draft.film.certificate = (found[1] if found else value)[:40]
    return "film.certificate"


def score(kind: str, source: str = "") -> Reader:
    """A score published elsewhere, on its own scale."""

    def read(draft: Draft, value: str, cut: bool) -> str:
        found = ratings.score(value, kind, source, cut=cut)
        if not found:
            return ""
        draft.single(f"{source or kind} score", f"{found.value}/{found.out_of}")
        if found not in draft.scores:
            draft.scores.append(found)
        return "scores"

    return read


def rating(draft: Draft, value: str, cut: bool) -> str:
    """The page's own verdict; "Rating: PG-13" is a certificate, and "6.6/10 (567 voted)" an audience's score."""
    if CERTIFICATE.fullmatch(value):
        return certificate(draft, value, cut)
    if ratings.votes(value) is not None or not draft.is_review:
        return score("audience")(draft, value, cut)
    found = ratings.whole(value) or ratings.find(value)
    if not found or (cut and ratings.may_go_on(found.text)):
        return ""
    draft.single("rating", found.text, same=found.half_steps)
    draft.rating = draft.rating or found
    return "reviews.rating_text"


def stars(draft: Draft, value: str, cut: bool) -> str:
    """The people of "Stars: Ann Lee, Bo Day", or the verdict of "Stars: 3.5 out of 5"."""
    return rating(draft, value, cut) if draft.is_review and ratings.whole(value) else people("cast")(draft, value, cut)


def tagline(draft: Draft, value: str, cut: bool) -> str:
    """One or several taglines; what stood as a tagline without a label goes behind them."""
    if not value or len(value) > 500 or (cut and value[-1] not in ".!?…"):
        return ""
    first, *more = [part for part in re.split(r"\s*\|\s*", without_more(value)) if part]
    if draft.film.tagline:
        draft.film.more_taglines.append(first)
    else:
        draft.film.tagline = first
    draft.film.more_taglines.extend(more)
    return "film.tagline"


def synopsis(draft: Draft, value: str, cut: bool) -> str:
    value = without_more(value)
    if not value or (cut and value[-1] not in ".!?…"):
        return ""
    draft.film.synopsis = f"{draft.film.synopsis}\n\n{value}".strip()
    return "film.synopsis"


def links(draft: Draft, value: str, cut: bool) -> str:
    """Labels and addresses; a label whose address the page did not print has none."""
    for part in [] if cut else _PLACES.split(without_more(value)):
        url = _URL.search(part)
        label = _URL.sub("", part).strip(" ()-–:")[:200] or "Official website"
        address = url[0].rstrip(".,")[:490] if url else ""
        link = LinkFact(label, address if address.startswith("http") else f"https://{address}" if address else "")
        if link not in draft.film.links:
            draft.film.links.append(link)
    return "" if cut else "film.links"


def money(label: str) -> Reader:
    """One figure of the box office, or several on one line, each with its own label."""

    def read(draft: Draft, value: str, cut: bool) -> str:
        if cut or not re.search(r"\d", value):
            return ""
        figures = [(f["label"], f["text"]) for f in _FIGURE.finditer(value)] or [(label, value)]
        draft.film.box_office.extend(_figure(name, text) for name, text in figures)
        return "film.box_office"

    return read


def _figure(label: str, text: str) -> BoxOfficeFact:
    text = without_more(text).strip()[:200]
    found = _MONEY.search(text)
    if not found:
        return BoxOfficeFact(label, text)
    scale = _SCALES.get((found["scale"] or "").casefold(), 1)
    number = found["number"].rstrip(".,")
    if scale == 1 or re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        number = re.sub(r"[.,](?=\d{3}(?!\d))", "", number)
    try:
        amount = int(Decimal(number.replace(",", ".")) * scale)
    except InvalidOperation:
        return BoxOfficeFact(label, text)
    if amount >= 2**63:
        return BoxOfficeFact(label, text)
    sign = found["sign"].upper()
    return BoxOfficeFact(label, text, amount, _CURRENCIES.get(sign, sign))


def no_place(draft: Draft, value: str, cut: bool) -> str:
    """A fact that the catalogue has no field for; it is named to whoever imports the page."""
    return "no place" if value and not cut else ""


def without_more(text: str) -> str:
    """The text without a page's "See more »"."""
    return _MORE.sub("", text).strip()

"""Words that sources spell differently: countries by abbreviation, titles in capitals."""

from __future__ import annotations

from ..titles import fold

COUNTRIES = {
    "uk": "United Kingdom",
    "u k": "United Kingdom",
    "gb": "United Kingdom",
    "great britain": "United Kingdom",
    "us": "United States",
    "u s": "United States",
    "usa": "United States",
    "u s a": "United States",
    "united states of america": "United States",
    "south korea": "South Korea",
    "republic of korea": "South Korea",
    "uae": "United Arab Emirates",
    "holland": "Netherlands",
    "the netherlands": "Netherlands",
    "czechia": "Czech Republic",
    "prc": "China",
}


def country(name: str) -> str:
    """The usual English name of a country; unknown names stay as they are."""
    return COUNTRIES.get(fold(name), name)


def title_without_shouting(titles: list[str]) -> str:
    """The first title that is not all capitals, else the first."""
    return next((title for title in titles if title and not title.isupper()), titles[0])

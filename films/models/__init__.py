"""The catalogue's models; one module per subject, this front door for all."""

from .catalogue import Catalogue
from .details import BoxOffice, Link, Mention, Quote, Still, Tagline, Trivia
from .film import Film, FormerAddress, OtherTitle
from .names import Country, Genre, Language, Location
from .person import Credit, Person
from .press import ExternalReview, ExternalScore, LoadedSheet, Source
from .totals import HALF_STEPS, Bar, Tally

__all__ = [
    "HALF_STEPS",
    "Bar",
    "BoxOffice",
    "Catalogue",
    "Country",
    "Credit",
    "ExternalReview",
    "ExternalScore",
    "Film",
    "FormerAddress",
    "Genre",
    "Language",
    "Link",
    "LoadedSheet",
    "Location",
    "Mention",
    "OtherTitle",
    "Person",
    "Quote",
    "Source",
    "Still",
    "Tagline",
    "Tally",
    "Trivia",
]

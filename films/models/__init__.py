"""The catalogue's models; one module per subject, this front door for all."""

from .archive import ArchivedRating
from .audience import Audience
from .catalogue import Catalogue
from .changedfilm import ChangedFilm
from .details import BoxOffice, Link, Mention, Quote, Still, Tagline, Trivia
from .film import Film
from .formeraddress import FormerAddress
from .imports import DoubtfulRecord, ImportRun
from .names import Country, Genre, Language, Location
from .othertitle import OtherTitle
from .pairs import FilmPair, Pair, PersonPair
from .person import Credit, Person
from .press import ExternalReview, ExternalScore, LoadedSheet, Source
from .searchentry import SearchEntry, SearchWord
from .totals import HALF_STEPS, Bar, Tally

__all__ = [
    "HALF_STEPS",
    "ArchivedRating",
    "Audience",
    "Bar",
    "BoxOffice",
    "Catalogue",
    "ChangedFilm",
    "Country",
    "Credit",
    "DoubtfulRecord",
    "ExternalReview",
    "ExternalScore",
    "Film",
    "FilmPair",
    "FormerAddress",
    "Genre",
    "ImportRun",
    "Language",
    "Link",
    "LoadedSheet",
    "Location",
    "Mention",
    "OtherTitle",
    "Pair",
    "Person",
    "PersonPair",
    "Quote",
    "SearchEntry",
    "SearchWord",
    "Source",
    "Still",
    "Tagline",
    "Tally",
    "Trivia",
]

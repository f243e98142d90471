"""What a page is about, where it is not a film: a book, an album, a recipe, something for sale, a list."""

from __future__ import annotations

import re

from ..record import NotAFilmPage
from .labels import key
from .page import Page

# A page with two of these labels is about something else; so is one with a single telling phrase.
_OTHER_LABELS: dict[str, frozenset[str]] = {
    "a book": frozenset(
        {
            "author",
            "authors",
            "publisher",
            "isbn",
            "isbn-13",
            "pages",
            "paperback",
            "hardcover",
            "hardback",
            "number of pages",
        }
    ),
    "music": frozenset({"artist", "band", "album", "label", "record label", "tracklist", "track listing", "tracks"}),
    "a game": frozenset({"developer", "developers", "platform", "platforms", "players", "playing time", "publisher"}),
    "a recipe": frozenset(
        {"ingredients", "serves", "servings", "prep time", "preparation time", "cook time", "cooking time", "method"}
    ),
    "a series": frozenset(
        {
            "seasons",
            "episodes",
            "season",
            "episode",
            "network",
            "creator",
            "creators",
            "created by",
            "number of episodes",
        }
    ),
    "a play": frozenset({"theatre", "theater", "playwright", "venue", "performances", "runs until", "running until"}),
    "a person": frozenset(
        {
            "born",
            "died",
            "known for",
            "birthplace",
            "place of birth",
            "date of birth",
            "birth name",
            "occupation",
            "filmography",
            "spouse",
            "height",
        }
    ),
    "a restaurant": frozenset({"cuisine", "price range", "opening hours", "address", "reservations", "michelin"}),
    "a journey": frozenset(
        {"guide", "travel time", "distance", "accommodation", "route", "getting there", "hotel", "airline", "currency"}
    ),
    "something for sale": frozenset(
        {
            "maker",
            "manufacturer",
            "brand",
            "material",
            "weight",
            "dimensions",
            "warranty",
            "price",
            "sku",
            "availability",
            "shipping",
            "delivery",
            "in stock",
            "item number",
        }
    ),
}
_TELLING = {
    "a book": re.compile(r"isbn\b.*\d"),
    "a recipe": re.compile(r"(?:ingredients|method)"),
    "something for sale": re.compile(r"add to (?:cart|basket|bag|trolley)|buy (?:it )?now"),
    "a series": re.compile(r"tv (?:mini[ -]?)?series(?: \(.*)?|season \d+|all episodes|episode guide|episode list"),
    "music": re.compile(r"track ?list(?:ing)?"),
}
# Words for films alone, and words that plays and series have too.
_FILM_WORDS = re.compile(
    r"\b(?:films?|filmmakers?|movies?|cinemas?|cinematic|screenplay|screenwriter|on[ -]screen|big screen|flick|rom-?com"
    r"|biopic|documentary|box office|blockbuster|camera)\b",
    re.IGNORECASE,
)
_SHARED_WORDS = re.compile(
    r"\b(?:actors?|actress(?:es)?|directed|director|directorial|starring|(?<!\d )(?<!half )stars|cast|thriller|scenes?"
    r"|audiences?)\b",
    re.IGNORECASE,
)
_OTHER_WORDS = {
    "a book": re.compile(
        r"\b(?:novels?|novelist|books?|paperback|chapters?|read(?:ers?|ing)?|prose|pages?)\b", re.IGNORECASE
    ),
    "music": re.compile(r"\b(?:albums?|tracks?|songs?|singles?|ep|lp|vocals?|band|guitars?|listen)\b", re.IGNORECASE),
    "a game": re.compile(r"\b(?:gameplay|players?|console|multiplayer|game|games|levels?)\b", re.IGNORECASE),
    "a recipe": re.compile(r"\b(?:oven|flour|butter|tablespoons?|teaspoons?|stir|bake|whisk)\b", re.IGNORECASE),
    "a series": re.compile(r"\b(?:episodes?|seasons?|showrunner|series)\b", re.IGNORECASE),
    "a restaurant": re.compile(r"\b(?:restaurant|menu|starters?|dessert|waiter|dishes|chef)\b", re.IGNORECASE),
    "a play": re.compile(
        r"\b(?:theatres?|stage|staged|staging|playwright|curtain|interval|matinee|understudy|revival|transfer"
        r"|(?:rose|rises?|leapt|leaps?) to (?:its|their|our) feet|standing ovation|stalls|production)\b",
        re.IGNORECASE,
    ),
}
# What a page says that its subject is: "La Strada is a soundtrack for …". No film is one of these.
_KINDS = {
    "a book": r"novel|novella|memoir|book|biography|autobiography|graphic novel|audiobook|paperback",
    "music": r"album|soundtrack|ep|lp|mixtape|concert|gig|song cycle",
    "a game": r"(?:video|computer|board|card|adventure|puzzle|role-playing)[ -]?game|videogame|interactive \w+",
    "a series": r"(?:mini-?|tv |television |drama |comedy |web |crime |\w+-part )series|miniseries|sitcom|podcast",
    "a play": r"play|stage play|stage musical|opera|ballet|pantomime|revue|one-(?:man|woman) show|stand-up show",
    "an exhibition": r"exhibition|exhibit|retrospective|installation|museum|gallery show|photo show",
}
_WORD = r"(?!(?:film|movie|drama|comedy|documentary)\b)[^\W\d][\w'’\-]*"
_IS = rf"[\"”’*_]?\s(?:is|was)\s(?:an?|the)\s(?:{_WORD},?\s){{0,3}}?"
_OF = (
    r"(?=[.,;:]|\s(?:about|of(?! an? (?:film|movie))|for|in|that|which|by|from|with|and|but|on|at|where|whose|to|made"
    r"|set)\b)"
)
# How long it takes, where that is no film's running time: "7 x 55 minutes", "until 17 September".
_TAKES = {
    "a series": re.compile(r"\d+\s?[x×]\s?\d+.*|.*\bepisodes?\b.*|.*\bseasons?\b.*", re.IGNORECASE),
    "a play": re.compile(r".*\b(?:an?|one|two|no|\d|including|with|plus|and) intervals?\b.*", re.IGNORECASE),
    "something that is on for a while": re.compile(r"(?:until|till)\b.*\d.*", re.IGNORECASE),
}
_TIMES = frozenset({"running time", "runtime", "run time", "duration", "length", "runs"})
_SERVICES = re.compile(
    r"\b(?:tickets?|volunteers?|programme|screenings|doors open|opening times|opening hours|box office|gala|join us"
    r"|help us|foyer|venues?|parking|sponsors?|accreditation|passes|submissions?|newsletter|drinks|festival|closed"
    r"|£\d+|€\d+)(?!\w)",
    re.IGNORECASE,
)
_PERFORMED = frozenset({"a play", "a series", "a game"})  # these have casts, directors and scenes as films have
_LISTED = re.compile(r"(?:#?\d{1,3}[.):]|no\. ?\d+)\s.*[(\[](?:18|19|20)\d\d[)\]].*", re.IGNORECASE)
_SHOWINGS = re.compile(r"(?P<what>\S.*?)\s*(?:[–—:|-]|\s)\s*\d\d?[:.]\d\d(?:\s*(?:[,/|]|\s)\s*\d\d?[:.]\d\d)+")
_DAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)\w*\b|\d{1,2}\W|today|tomorrow|daily", re.IGNORECASE)
_MADE, _DIRECTED = frozenset({"maker", "manufacturer"}), frozenset({"director", "directors", "directed by"})
_WORKS = frozenset(
    {
        "director",
        "directors",
        "directed by",
        "dir",
        "starring",
        "stars",
        "running time",
        "runtime",
    }
)


def refuse_others(page: Page) -> None:
    """Raises NotAFilmPage, with the reason, for a page that is plainly about something else than one film."""
    if not page.lines:
        raise NotAFilmPage("The document is empty.")
    labels = {key(line.text.partition(":")[0]) for line in page.lines if ":" in line.text or len(line.text) < 30}
    whole = {line.key for line in page.lines if len(line.text) < 80}
    for what, telling in _TELLING.items():
        if any(telling.fullmatch(line) for line in whole):
            raise NotAFilmPage(f"This is a page about {what}, not about a film.")
    for what, other in _OTHER_LABELS.items():
        if len(other & labels) >= 2 and (len(other & labels) > len(_WORKS & labels)):
            raise NotAFilmPage(f"This is a page about {what}, not about a film.")
    if _MADE & labels and not _DIRECTED & labels:
        raise NotAFilmPage("This is a page about something for sale, not about a film.")
    for line in page.lines:
        label, _, value = line.text.partition(":")
        for what, takes in _TAKES.items() if key(label) in _TIMES else ():
            if takes.fullmatch(value.strip()):
                raise NotAFilmPage(f"This is a page about {what}, not about a film: {line.text}.")
    _refuse_lists(page)


def _refuse_lists(page: Page) -> None:
    """Raises NotAFilmPage for a list of films, and for what is on at a cinema."""
    showings = {found["what"] for line in page.lines if (found := _SHOWINGS.fullmatch(line.text))}
    if sum(1 for what in showings if not _DAY.match(what)) > 1:
        raise NotAFilmPage("This is a cinema's programme, not a page about one film.")
    if sum(1 for line in page.lines if _LISTED.fullmatch(line.text)) > 2:
        raise NotAFilmPage("This is a list of several films, not a page about one.")


def refuse_other_words(text: str, *, marks: int) -> None:
    """Raises NotAFilmPage where the text speaks of something else than a film.

    `marks`: how many marks of films the page bears beside its text. Plays and games have directors too, and albums a
    running time: so one mark needs a word for films in the text, and several words for something else outweigh two. A
    text that speaks of films may speak as much of the book as it likes where there is a mark.
    """
    films = len(_FILM_WORDS.findall(text))
    shared = len(_SHARED_WORDS.findall(text))
    what, others = max(
        ((what, len(words.findall(text))) for what, words in _OTHER_WORDS.items()), key=lambda pair: pair[1]
    )
    is_likely = marks < 2 or what == "music"  # no book has a director and a running time
    has_others = others > 1 if what in _PERFORMED else is_likely and others > max(1, shared)
    if (others > films + shared and not marks) or (not films and has_others):
        raise NotAFilmPage(f"This reads like a page about {what}, not about a film.")
    if not films and marks < 2:
        raise NotAFilmPage("Nothing in this text says that it is about a film.")


def refuse_services(text: str) -> None:
    """Raises NotAFilmPage for a page of a festival that tells how to come there, and not of a film."""
    if len({found.casefold() for found in _SERVICES.findall(text)}) > 1:
        raise NotAFilmPage("This page is about the festival itself, not about a film.")


def refuse_other_kind(title: str, text: str) -> None:
    """Raises NotAFilmPage where the text says in as many words that what bears the title is something else."""
    for what, kinds in _KINDS.items():
        if re.search(rf"(?<!\w){re.escape(title)}{_IS}(?:{kinds}){_OF}", text, re.IGNORECASE):
            raise NotAFilmPage(f"This is a page about {what}, not about a film: that is what it calls {title}.")

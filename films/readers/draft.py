"""What a reader has found so far; it becomes the FilmRecord when the page is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..record import CreditFact, FilmFacts, FilmRecord, NotAFilmPage, ReviewFact, ScoreFact
from ..titles import fold
from . import names
from .page import Page
from .ratings import Rating


@dataclass
class Credits:
    """Credits in the order in which they are found. Somebody who is named again with a character stays one credit."""

    found: list[CreditFact] = field(default_factory=list)

    def add(self, person: str, department: str, character: str = "", note: str = "") -> bool:
        """Adds a credit; False where `person` cannot be a name."""
        person, character = names.spelled(names.tidy(person)), names.tidy(character)[:200]
        if not names.may_be_person(person):
            return False
        for place, known in enumerate(self.found):
            if known.department == department and fold(known.person) == fold(person):
                if character and not known.character:
                    self.found[place] = replace(known, character=character, note=known.note or note[:100])
                if fold(self.found[place].character) == fold(character) or not character:
                    return True
        self.found.append(CreditFact(person, department, character, len(self.of(department)) + 1, note[:100]))
        return True

    def of(self, department: str) -> list[CreditFact]:
        return [credit for credit in self.found if credit.department == department]

    @property
    def people(self) -> list[str]:
        return [credit.person for credit in self.found]


@dataclass
class Draft:
    """The facts of one page. If it `is_review`, its `rating` is the verdict; else "Rating:" is a score."""

    page: Page
    is_review: bool = False
    film: FilmFacts = field(default_factory=lambda: FilmFacts(title=""))
    credits: Credits = field(default_factory=Credits)
    scores: list[ScoreFact] = field(default_factory=list)
    reviews: list[ReviewFact] = field(default_factory=list)
    rating: Rating | None = None
    comments_open: bool | None = None
    released_years: list[int] = field(default_factory=list)
    only: dict[str, tuple[object, object]] = field(default_factory=dict)

    def single(self, what: str, value: object, same: object = None) -> None:
        """Notes a fact that a film has once; raises NotAFilmPage where the page gives another one: two films.

        `same` is what two ways of printing the value have in common.
        """
        printed, known = self.only.setdefault(what, (value, same))
        if fold(str(printed)) != fold(str(value)) and (same is None or same != known):
            raise NotAFilmPage(
                f"It tells of more than one film: it gives the {what} twice, as {printed} and as {value}."
            )

    def check_years(self, beside_title: int | None) -> None:
        """Warns where the year beside the title is another one than the film's, or where it came out before it."""
        year = self.film.year
        if year and beside_title not in (None, year):
            self.page.warnings.append(f"The page gives {beside_title} beside the title and {year}; {year} was taken.")
        if year and self.released_years and max(self.released_years) < year:
            released = max(self.released_years)
            self.page.warnings.append(
                f"The page gives {year} as the year and a release in {released}; both were taken."
            )

    def record(self) -> FilmRecord:
        film = self.film
        return FilmRecord(film, self.credits.found, self.scores, self.reviews, self.comments_open, self.page.warnings)

"""What films and people each need beside the moving: gaps filled, ids, addresses, totals, search."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..catalogue.writer import SCALARS
from ..models import (
    HALF_STEPS,
    BoxOffice,
    Catalogue,
    Credit,
    ExternalReview,
    Film,
    FilmPair,
    Link,
    Mention,
    OtherTitle,
    Person,
    PersonPair,
    Quote,
    SearchEntry,
    Still,
    Tagline,
    Trivia,
)
from ..titles import match_key
from .journal import Journal
from .move import Mover, relations
from .sameness import OF_FILMS, OF_PEOPLE

KEEP_OUT = frozenset(
    {SearchEntry, FilmPair, PersonPair}
)  # search follows by itself; pairs remember who was asked about
POSITIONED: tuple[Any, ...] = (Tagline, Trivia, Quote, Link, BoxOffice, Still, ExternalReview)
COUNTERS = (*(f"votes_{n}" for n in HALF_STEPS), "review_count", "comment_count")
FILM_FACTS = tuple(name for name in SCALARS if name not in (*Film.NAMES, "title", "kind"))


class Rules:
    """How one kind is joined. `gone` and `kept` are locked."""

    drops = False
    same: Any = OF_FILMS
    picture = ("poster", "poster_made", "poster_alt", "poster_credit")

    def join(self, journal: Journal, gone: Any, kept: Any) -> None:
        """Moves everything from `gone` to `kept`."""
        parking = self.parking()
        Mover(journal, parking.pk, KEEP_OUT, self.same, self.drops).move(gone, kept)
        type(parking)._base_manager.filter(pk=parking.pk).delete()
        self.fill(journal, gone, kept)
        for names in (*((name,) for name in type(gone).NAMES), self.picture):
            if getattr(gone, names[0]) and not getattr(kept, names[0]):
                journal.hand_over(gone, kept, names)

    def parking(self) -> Any:
        """An empty row, there for as long as the join takes."""
        raise NotImplementedError

    def fill(self, journal: Journal, gone: Any, kept: Any) -> None:
        """Gives `kept` the facts that only `gone` has, and lets `gone` lead there."""
        raise NotImplementedError

    def settle(self, journal: Journal, *both: Any) -> None:
        """Brings in line, after a join or an undo, all that rests on what was moved."""
        raise NotImplementedError


class FilmRules(Rules):
    """Films: members' texts with their totals, facts, sources."""

    def parking(self) -> Film:
        return Film.objects.bulk_create([Film(title="-", slug="-", is_published=False)])[0]

    def fill(self, journal: Journal, gone: Film, kept: Film) -> None:
        journal.change(kept, **gaps(gone, kept, FILM_FACTS))
        journal.change(kept, original_key=match_key(kept.original_title) if kept.original_title else "")
        add_title(journal, gone.title, kept)
        add_title(journal, gone.original_title, kept)
        append(journal, kept)
        to_itself = list(Mention.objects.filter(film=kept, other=gone).values_list("pk", flat=True))
        journal.move(Mention, "other", to_itself, gone.pk, None)
        last = max(filter(None, [kept.last_activity_at, gone.last_activity_at]), default=None)
        journal.change(kept, last_activity_at=last)
        journal.change(gone, is_published=False, joined_into_id=kept.pk)

    def settle(self, journal: Journal, *both: Film) -> None:
        for film in both:
            Film.objects.filter(pk=film.pk).update(**counted(film))
        for model, _ in relations(Film):
            rows: Any = model._default_manager
            if hasattr(rows, "recount"):
                rows.filter(pk__in=beside(journal, model)).recount()
        Film.objects.filter(pk__in=[film.pk for film in both]).facts_changed()


class PersonRules(Rules):
    """People. A credit that both have on one film goes, for it would show there twice."""

    drops = True
    same: Any = OF_PEOPLE
    picture = ("portrait", "portrait_made", "portrait_alt", "portrait_credit")

    def parking(self) -> Person:
        return Person.objects.bulk_create([Person(name="-", slug="-")])[0]

    def fill(self, journal: Journal, gone: Person, kept: Person) -> None:
        facts = gaps(gone, kept, ("born_year", "died_year", "country_id", "biography"))
        born, died = facts.get("born_year", kept.born_year), facts.get("died_year", kept.died_year)
        if born and died and died < born:
            facts.pop("born_year", None), facts.pop("died_year", None)
        journal.change(kept, **facts)
        journal.change(gone, joined_into_id=kept.pk)

    def settle(self, journal: Journal, *both: Person) -> None:
        credits = Credit.objects.filter(person__in=both).order_by()
        Film.objects.filter(pk__in=credits.values("film")).touch()
        Person.objects.filter(pk__in=[person.pk for person in both]).index()
        Catalogue.changed()


RULES: dict[Any, Rules] = {Film: FilmRules(), Person: PersonRules()}


def gaps(gone: Any, kept: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The facts that only the one that goes has."""
    missing = [name for name in names if getattr(kept, name) in (None, "")]
    return {name: getattr(gone, name) for name in missing if getattr(gone, name) not in (None, "")}


def add_title(journal: Journal, title: str, film: Film) -> None:
    """Keeps a title of the film that goes, if it is another one."""
    key = match_key(title) if title else ""
    if key not in ("", film.match_key, film.original_key) and not film.titles.filter(match_key=key).exists():
        journal.make(OtherTitle(film=film, title=title, match_key=key))


def append(journal: Journal, kept: Film) -> None:
    """Puts what came to a list behind what stood there."""
    for model in (*POSITIONED, Credit):
        came = set(journal.touched(model))
        standing: dict[str, int] = {}
        new: dict[str, list[int]] = {}
        for row in model._base_manager.filter(film=kept).only("position"):
            part = getattr(row, "department", "")
            if row.pk in came:
                new.setdefault(part, []).append(row.pk)
            else:
                standing[part] = max(standing.get(part, 0), row.position)
        for part, pks in sorted(new.items()):
            journal.shift(model, pks, standing.get(part, 0))


def counted(film: Film) -> dict[str, int]:
    """The film's totals from the rows that they count, of whatever model has a say in them."""
    totals: Counter[str] = Counter(dict.fromkeys(COUNTERS, 0))
    for model, name in relations(Film):
        rows: Any = model._default_manager
        if hasattr(rows, "counters"):
            totals.update(rows.filter(**{name: film.pk}).counters().get(film.pk, {}))
    return dict(totals)


def beside(journal: Journal, model: type[Any]) -> set[int]:
    """The rows of `model` from which or to which anything was moved."""
    return {pk for other, name in relations(model) for pk in journal.places(other, name)}

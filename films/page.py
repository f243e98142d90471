"""Everything that a film's page shows of the film, fetched in a fixed number of queries, and only when it is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Subquery

from .anyof import AnyOf
from .models import Catalogue, Credit, ExternalReview, Film
from .prepared import prepared
from .verdicts import Verdict, verdicts_of

D = Credit.Department
# What hangs on a film, by its names there, and in which order or with what more than its own it is shown.
RELATED: dict[str, Callable[[QuerySet[Any]], QuerySet[Any]]] = {
    "genres": QuerySet.all,
    "countries": QuerySet.all,
    "languages": QuerySet.all,
    "locations": QuerySet.all,
    "titles": QuerySet.all,
    "more_taglines": QuerySet.all,
    "trivia": QuerySet.all,
    "quotes": QuerySet.all,
    "links": QuerySet.all,
    "box_office": QuerySet.all,
    "stills": QuerySet.all,
    "scores": lambda scores: scores.order_by("-kind", "source"),
    "external_reviews": lambda reviews: reviews.order_by("position", "id"),
    "credits": lambda credits: credits.select_related("person").order_by("department", "position", "id"),
    "mentions": lambda mentions: mentions.select_related("other").order_by("title", "id"),
}
MORE, FAMILIES = 12, 400


def with_revision(films: QuerySet[Film]) -> QuerySet[Film]:
    """Films with the catalogue's revision: together the key of a film's page."""
    now = Catalogue.objects.filter(pk=1).values("revision")
    return films.annotate(catalogue_revision=Subquery(now))


@prepared
def published_at(slug: str) -> QuerySet[Film]:
    """The film at this address, for everybody."""
    return with_revision(Film.objects.visible_to()).filter(slug=slug)


@prepared
def hanging(film: int, *, name: str) -> QuerySet[Any]:
    relation: Any = Film._meta.get_field(name)
    return RELATED[name](relation.related_model._default_manager.filter(**{relation.remote_field.name: film}))


class FilmPage:
    """One film's page. `film` must come from `with_revision`."""

    def __init__(self, film: Any) -> None:
        self.film: Film = film
        catalogue = film.catalogue_revision or 0
        self.key = (film.pk, film.revision, catalogue)
        self.facts_key = (film.pk, film.facts_revision, catalogue)  # no vote and no review changes it

    def load(self) -> None:
        """Fetches what hangs on the film, once, to where `prefetch_related` would put it; without it nothing but the
        film's own row is asked for."""
        if not hasattr(self.film, "_prefetched_objects_cache"):
            self.film._prefetched_objects_cache = {name: self.hanging(name) for name in RELATED}  # type: ignore[attr-defined]

    def hanging(self, name: str) -> QuerySet[Any]:
        """What the film has under this name, as a queryset that was read already."""
        relation: Any = Film._meta.get_field(name)
        found: QuerySet[Any] = QuerySet(relation.related_model)
        found._result_cache, found._prefetch_done = hanging(self.film.pk, name=name), True  # type: ignore[attr-defined]
        if relation.one_to_many:
            for row in found:
                setattr(row, relation.remote_field.name, self.film)
        return found

    @cached_property
    def by_department(self) -> dict[str, list[Credit]]:
        found = defaultdict(list)
        for credit in self.film.credits.all():
            found[credit.department].append(credit)
        return found

    @property
    def directors(self) -> list[Credit]:
        return self.by_department[D.DIRECTOR]

    @property
    def writers(self) -> list[Credit]:
        return self.by_department[D.WRITER]

    @property
    def cast(self) -> list[Credit]:
        return self.by_department[D.CAST]

    @property
    def crew(self) -> list[tuple[str, list[Credit]]]:
        """Every department but the cast, in the order of the departments."""
        found = self.by_department
        return [(str(D(name).label), found[name]) for name in D.values if name != D.CAST and found[name]]

    @cached_property
    def house(self) -> list[ExternalReview]:
        return [review for review in self.film.external_reviews.all() if review.voice == ExternalReview.Voice.HOUSE]

    @cached_property
    def press(self) -> list[ExternalReview]:
        return [review for review in self.film.external_reviews.all() if review.voice != ExternalReview.Voice.HOUSE]

    @property
    def verdicts(self) -> list[Verdict]:
        """What others say, each on its own scale: the house, the critics, the audience elsewhere."""
        return verdicts_of(self.film)

    @cached_property
    def more_films(self) -> list[Film]:
        """Other films by its people, then of its genres. Of those with very many films only some are looked at."""
        people = {c.person_id for c in self.film.credits.all()[:40]}
        ids = shared_most(pk for (pk,) in works(list(people), self.film.pk))
        films = shown(ids[:MORE])
        if len(films) < MORE:
            genres = [genre.pk for genre in self.film.genres.all()]
            rows = Film.genres.through.objects.filter(genre__in=genres).exclude(film=self.film).order_by("-film_id")
            alike = [pk for pk in shared_most(rows.values_list("film_id", flat=True)[:FAMILIES]) if pk not in ids]
            films += shown(alike[: MORE - len(films)])
        return films


def shared_most(ids: Any) -> list[int]:
    """The ids, those that come most often first."""
    counts: dict[int, int] = defaultdict(int)
    for pk in ids:
        counts[pk] += 1
    return sorted(counts, key=lambda pk: (-counts[pk], pk))


@prepared
def works(people: list[int], but: int) -> QuerySet[Any, Any]:
    """The films of these people, but for one; of very many only some."""
    others = Credit.objects.filter(AnyOf("person_id", people)).exclude(film=but)
    return others.order_by().values_list("film_id")[:FAMILIES]


def shown(ids: list[int]) -> list[Film]:
    """The published films among the ids, in their order."""
    films = {film.pk: film for film in cards(ids)}
    return [films[pk] for pk in ids if pk in films]


@prepared
def cards(ids: list[int]) -> QuerySet[Film]:
    return Film.objects.visible_to().as_cards().filter(AnyOf("pk", ids)).order_by()

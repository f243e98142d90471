"""Films as a set: what may be shown, locked, counted and found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import connections, models, transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from pictures.keeping import let_go

from ..prepared import Change, prepared, prepared_update
from ..titles import match_key
from .catalogue import Catalogue
from .changedfilm import ChangedFilm
from .person import Person
from .searchentry import Named, SearchEntry
from .totals import Tally, totals_steps

if TYPE_CHECKING:
    from .film import Film

FIRST_YEAR, LAST_YEAR = 1870, 2200
CARD_ORDERS = ("sort_title", "settled_average", "review_count", "created_at", "last_activity_at")
VISITOR = AnonymousUser()


class FilmQuerySet(models.QuerySet["Film"]):
    """Films as pages, search and feeds may show them, and their totals as texts change them."""

    def visible_to(self, user: Any = VISITOR) -> FilmQuerySet:
        """The films that `user` may see: the published ones; staff who edit films see all that stand."""
        if user.has_perm("films.change_film"):
            return self.standing()
        return self.filter(is_published=True)

    def standing(self) -> FilmQuerySet:
        """Films that were not joined into others."""
        return self.filter(joined_into=None)

    def as_cards(self) -> FilmQuerySet:
        """Films with what a card shows: title, year, poster and the members' average; kept under the revision."""
        shown = ("title", "slug", "year", "facts_revision", "poster", "poster_made", "rating_count", "rating_sum")
        return self.only(*shown, "revision", *CARD_ORDERS)

    def matching(self, column: str = "film_id") -> Exists:
        """For rows of other tables: that their film is one of these. It is looked up for each row, where `film__in`
        would make SQLite list all films first."""
        return Exists(self.order_by().filter(pk=OuterRef(column)))

    def titled(self, title: str) -> FilmQuerySet:
        """Films whose title or another title is the same but for case, accents, article and punctuation."""
        key = match_key(title)
        return self.filter(Q(match_key=key) | Q(original_key=key) | Q(titles__match_key=key)).distinct()

    def once_at(self, slug: str) -> Film | None:
        """The film that had this address once or took over the one that has it, or whose address begins with it where
        no other film's does."""
        moved = self.filter(former_addresses__slug=slug).first() or self.filter(joined__slug=slug).first()
        if moved:
            return moved
        dated = [f"{slug}-{year}" for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        alike = self.filter(slug__in=dated)[:2]
        return alike[0] if len(alike) == 1 else None

    def revisions(self, slug: str) -> tuple[int, int] | None:
        """The revisions of a published film and of the catalogue, past the ORM: asked for at every visitor's page."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                "SELECT revision, (SELECT revision FROM films_catalogue WHERE id = 1)"
                " FROM films_film WHERE slug = %s AND is_published",
                [slug],
            )
            return cursor.fetchone()

    def lock(self, pk: int) -> Film:
        """The film with its row locked until the transaction ends: whoever changes its totals goes through here.

        For a film that was joined into another one it is that one: write to what comes back.
        """
        film = locked.first(pk, films=self.model)
        if film is None:
            raise self.model.DoesNotExist
        return self.lock(film.joined_into_id) if film.joined_into_id else film

    def lock_all(self, pks: Iterable[int]) -> list[Film]:
        """Several films locked, always in the same order, so that nobody waits in a circle."""
        wanted = self.filter(pk__in=set(pks)).order_by("pk")
        return list(wanted.select_for_update(no_key=True, of=("self",)))

    def change_totals(self, pk: int, *moves: tuple[Tally, Tally]) -> None:
        """Counts each text of film `pk` as the second tally that had counted as the first, and moves the revision."""
        is_more = any(after.reviews > before.reviews or after.comments > before.comments for before, after in moves)
        steps = totals_steps(*moves)
        counted(pk, timezone.now() if is_more else None, *steps.values(), films=self.model, counters=(*steps,))

    def touch(self) -> None:
        """Marks the pages of these films as changed; call it in the transaction of the change."""
        self.update(revision=F("revision") + 1)

    def touch_facts(self) -> None:
        """Marks the parts of these films' pages that show facts as changed too."""
        self.update(revision=F("revision") + 1, facts_revision=F("revision") + 1)

    def facts_changed(self) -> None:
        """Brings all that rests on facts in line: the films' pages, search, and what other pages show of them."""
        self.touch_facts()
        self.index()
        Person.objects.filter(credits__film__in=self.order_by().values("pk")).index()
        ChangedFilm.objects.note(self.order_by().values_list("pk", flat=True))
        Catalogue.changed()

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Deletes films with their pictures."""
        let_go(self.all())
        Catalogue.changed()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    @transaction.atomic
    def publish(self, shown: bool) -> None:
        """Shows the films on the site, or hides them from everybody but those who edit films."""
        ChangedFilm.objects.note(self.order_by().values_list("pk", flat=True))
        self.update(is_published=shown, revision=F("revision") + 1)
        Catalogue.changed()

    def index(self) -> None:
        """Brings search in line with these films' titles, years and votes; call it in the transaction of the change."""
        films = self.order_by().annotate(votes=Max("scores__votes"))
        facts = list(films.values_list("pk", "title", "original_title", "year", "rating_count", "votes", "joined_into"))
        others: dict[int, list[str]] = {}
        known = self.model._default_manager.order_by().filter(pk__in=[fact[0] for fact in facts]).exclude(titles=None)
        for film, title in known.values_list("pk", "titles__title"):
            others.setdefault(film, []).append(title)
        SearchEntry.objects.replace(
            SearchEntry.Kind.FILM,
            (
                Named(
                    pk,
                    [] if joined else [title, original, *others.get(pk, [])],
                    counted + (votes or 0),
                    f"_{year}" if year else "",
                )
                for pk, title, original, year, counted, votes, joined in facts
            ),
        )


@prepared
def locked(pk: int, *, films: type[Film]) -> FilmQuerySet:
    return films.objects.select_for_update(no_key=True, of=("self",)).filter(pk=pk)


@prepared_update
def counted(pk: int, active_at: datetime | None, *steps: int, films: type[Film], counters: tuple[str, ...]) -> Change:
    """Moves the revision and the named counters of a film, by so much each."""
    changes: dict[str, Any] = {name: F(name) + step for name, step in zip(counters, steps, strict=True)}
    if active_at:
        changes["last_activity_at"] = active_at
    return films.objects.filter(pk=pk), changes | {"revision": F("revision") + 1}

"""Reviews as a set: which of them say something, whose they are, what they count for, and how one is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from films.models import Film
from films.prepared import prepared

from ..text import clean, rendered
from .film_text import FilmTextQuerySet
from .moderated import MODERATE, VISIBLE

if TYPE_CHECKING:
    from .review import Review


class ReviewQuerySet(FilmTextQuerySet):
    """Reviews as lists and totals need them."""

    model: Any

    def written(self, *, by_date: bool = False) -> ReviewQuerySet:
        """Reviews that say something, not only ratings. `by_date` says the same in words under which no index is made:
        in those of `LISTED`, SQLite takes one of the short indexes for reviews with text and sorts all that a film has,
        where those by date begin with the newest."""
        return self.filter(~Q(body="") | ~Q(title="")) if by_date else self.exclude(body="", title="")

    def of(self, author: Any, film: Film) -> Review | None:
        """The author's review of the film as the author may see it, None where there is none."""
        return own.first(author.pk, film.pk, reviews=self.model) if author.is_authenticated else None

    def on_page_of(self, member: Any, reader: Any, most: int) -> list[list[Review]]:
        """Of a member's reviews as `reader` may see them, those written last and the best ratings, with their films."""
        if reader == member or reader.has_perm(MODERATE):
            texts = self.visible_to(reader).filter(author=member)
            return [list(on_page(texts, which)[:most]) for which in PARTS]
        return [on_everybodys_page(member.pk, which=which, most=most, reviews=self.model) for which in PARTS]

    def votes_of(self, member: Any) -> list[tuple[int, int | None, int]]:
        """A member's ratings: how many of so many half-steps there are for films of each decade, or of no known one."""
        return votes(member.pk, reviews=self.model)

    def number_of(self, member: Any) -> int:
        """How many of a member's reviews everybody may read."""
        return (number.first(member.pk, reviews=self.model) or (0,))[0]

    def kept_by(self, user: Any) -> ReviewQuerySet:
        """Reviews whose comments `user` may open and close: own ones that no moderator closed; moderators all."""
        visible = self.visible_to(user)
        return visible if user.has_perm(MODERATE) else visible.filter(author=user, comments_locked=False)

    def with_thread(self) -> ReviewQuerySet:
        """Reviews that keep their page when they are no longer visible, because others have written under them."""
        return self.filter(film__is_published=True, comment_count__gt=0)

    def rated(self) -> ReviewQuerySet:
        """Reviews with a rating that everybody sees and that the film's totals count."""
        return self.exclude(public_half_steps=None)

    def counters(self) -> dict[int, dict[str, int]]:
        found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        votes = self.rated().order_by().values_list("film_id", "public_half_steps").annotate(Count("pk"))
        for film, half_steps, count in votes:
            found[film][f"votes_{half_steps}"] = count
        for film, count in self.filter(VISIBLE).written().order_by().values_list("film_id").annotate(Count("pk")):
            found[film]["review_count"] = count
        return found

    def recount(self) -> None:
        """Counts the visible comments under these reviews anew. Their films must be locked."""
        for review in self.prefetch_related(None).order_by("pk"):
            count = review.comments.filter(VISIBLE).count()
            self.model.objects.filter(pk=review.pk).update(comment_count=count)

    def write(
        self,
        author: Any,
        film: Film,
        *,
        half_steps: int | None,
        title: str = "",
        body: str = "",
        has_spoilers: bool = False,
        watched_on: date | None = None,
    ) -> Review | None:
        """Creates or edits the author's only review of the film; None where nothing is left of it. Raises Refused."""
        wanted: dict[str, Any] = {
            "half_steps": half_steps,
            "title": clean(title),
            "body": clean(body),
            "has_spoilers": has_spoilers,
            "watched_on": watched_on,
        }
        rendered(wanted["body"])
        with self._own(author, film) as review:
            return review.put(wanted)

    def rate(self, author: Any, film: Film, half_steps: int | None) -> Review | None:
        """Changes or clears the rating only: a text stays, and where there is none, nothing is left. Raises Refused."""
        with self._own(author, film) as review:
            return review.put({"half_steps": half_steps})

    @contextmanager
    def _own(self, author: Any, film: Film) -> Iterator[Review]:
        with transaction.atomic():
            film = Film.objects.lock(film.pk)
            found = own_locked.first(author.pk, film.pk, reviews=self.model)
            review = found or self.model()
            review.author, review.film = author, film
            yield review


@prepared
def own(author: int, film: int, *, reviews: type[Review]) -> QuerySet[Review]:
    return reviews.objects.filter(author=author, film=film, withdrawn_at=None)


@prepared
def own_locked(author: int, film: int, *, reviews: type[Review]) -> QuerySet[Review]:
    return reviews.objects.select_for_update(of=("self",)).filter(author=author, film=film)


PARTS = ("newest", "best")  # of a member's page


def on_page(texts: ReviewQuerySet, which: str) -> QuerySet[Review]:
    """One of these parts."""
    shown = texts.filter(film__is_published=True).select_related("film", "author")
    if which == "newest":
        return shown.written().order_by("-created_at", "-pk")
    return shown.rated().order_by("-public_half_steps", "-created_at", "-pk")


@prepared
def on_everybodys_page(member: int, *, which: str, most: int, reviews: type[Review]) -> QuerySet[Review]:
    return on_page(reviews.objects.published().filter(author=member), which)[:most]


@prepared
def votes(member: int, *, reviews: type[Review]) -> QuerySet[Any, Any]:
    rated = reviews.objects.rated().filter(author=member, film__is_published=True).order_by()
    decade = F("film__year") - F("film__year") % 10
    return rated.values_list(F("public_half_steps"), decade).annotate(Count("pk"))


@prepared
def number(member: int, *, reviews: type[Review]) -> QuerySet[Any, Any]:
    written = reviews.objects.published().written().filter(author=member).order_by()
    return written.values("author").annotate(number=Count("pk")).values_list("number")

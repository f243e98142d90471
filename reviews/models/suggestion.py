"""Pictures that members suggest for a film: a moderator looks at each, and the film shows those that are published."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import IntegrityError, models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Film, Still, Tally
from pictures.fields import PictureField, Whole
from pictures.keeping import let_go, remove

from ..moderation import follow_up
from ..text import clean
from .film_text import STATUS_KNOWN, FilmText, FilmTextQuerySet, Refused

MOST_WAITING, MOST_A_DAY = 10, 30
SMALL = (160, 960)  # in pixels: a line of the queue, and beside the words
POSTER: Any = Film._meta.get_field("poster")
IMAGE: Any = Still._meta.get_field("image")


def private() -> Storage:
    """Where suggestions lie: whoever may not see one cannot reach it, by no address."""
    return storages["private"]


class TooMany(Refused):
    """Enough of this member's pictures wait, or came today."""


WAITING = _("Thank you: ten of your pictures wait for a moderator already. Send the next one when they are through.")
TODAY = _("Thank you for thirty pictures within a day. Please come back with the next one tomorrow.")


class SuggestionQuerySet(FilmTextQuerySet):
    """Suggested pictures."""

    def too_many_of(self, author: Any) -> TooMany | None:
        """Why `author` can send none at the moment, or None. What was taken back or refused counts for its day too."""
        if self.waiting().filter(author=author).count() >= MOST_WAITING:
            return TooMany(WAITING)
        lately = self.filter(author=author, created_at__gt=timezone.now() - timedelta(days=1))
        return TooMany(TODAY) if lately.count() >= MOST_A_DAY else None

    def suggest(self, author: Any, film: Film, *, picture: Whole, key: uuid.UUID, **words: str) -> Suggestion:
        """Takes a picture in, once per form (`key`). `words` are place, alt, body and credit. Raises Refused."""
        if sent := self.filter(author=author, key=key).first():
            return sent
        suggestion = self.model(author=author, film=film, picture=picture, key=key)
        for name, value in words.items():
            setattr(suggestion, name, clean(value))
        try:
            with transaction.atomic():
                return suggestion.put()
        except IntegrityError:
            if sent := self.filter(author=author, key=key).first():
                return sent
            raise


class Suggestion(FilmText):
    """One suggested picture; `body` is the caption. Published, a copy of it is the film's poster or one of its stills.

    `placed` is the name of that copy. `former` is the poster whose place it took; it is put back should this one go.
    """

    class Place(models.TextChoices):
        POSTER = "poster", _("poster")
        STILL = "still", _("still")

    place = models.CharField(_("to be the film's"), max_length=6, choices=Place, default=Place.STILL)
    picture = PictureField(_("picture"), upload_to="suggestions", storage=private, widths=SMALL, blank=True)
    alt = models.CharField(_("description for those who cannot see it"), max_length=300)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    placed = models.CharField(max_length=100, blank=True, editable=False)
    still = models.OneToOneField(Still, models.SET_NULL, null=True, editable=False, related_name="suggestion")
    former = PictureField(upload_to="posters", blank=True, editable=False)
    former_alt = models.CharField(max_length=300, blank=True, editable=False)
    former_credit = models.CharField(max_length=200, blank=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested picture")
        verbose_name_plural = _("suggested pictures")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="suggestion_once_per_form"),
            models.CheckConstraint(condition=STATUS_KNOWN, name="suggestion_status_known"),
            models.CheckConstraint(condition=~Q(alt="") | ~Q(purged_at=None), name="suggestion_has_words"),
        ]
        indexes = [
            models.Index(fields=["film", "created_at", "id"], name="suggestion_of_film"),
            models.Index(fields=["author", "-created_at", "-id"], name="suggestion_of_member"),
        ]

    def __str__(self) -> str:
        return _("%(author)s for %(film)s") % {"author": self.author, "film": self.film}

    def get_absolute_url(self) -> str:
        return reverse("reviews:suggestion", args=[self.pk])

    @property
    def tally(self) -> Tally:
        """A picture counts for nothing."""
        return Tally()

    @property
    def has_text(self) -> bool:
        """There is always something to look at."""
        return True

    def put(self) -> Suggestion:
        """Saves a new suggestion inside a transaction. Raises Refused."""
        Film.objects.lock(self.film_id)
        if enough := type(self).objects.too_many_of(self.author):
            raise enough
        with self.counted():
            verdict = self.submit()
        follow_up(self, verdict)
        return self

    @contextmanager
    def counted(self) -> Iterator[None]:
        with super().counted():
            yield
        self.took_effect()

    def count_out(self) -> None:
        """Before its row is deleted: the film shows it no more, and its files go."""
        super().count_out()
        self.take_down()
        let_go(type(self).objects.filter(pk=self.pk))

    def empty(self) -> None:
        super().empty()
        self.alt = self.credit = self.picture = ""

    def touch_pages(self) -> None:
        """No page but its own shows it before it is the film's."""

    def took_effect(self) -> None:
        """Brings the film in line with what became of it. Its film must be locked."""
        if self.is_visible and not self.placed:
            self.put_up()
        elif not self.is_visible and self.placed:
            self.take_down()

    def put_up(self) -> None:
        """Gives the film a copy, as its poster or as its last still."""
        film = Film.objects.get(pk=self.film_id)
        if self.place == self.Place.POSTER:
            name = POSTER.copy(self.picture)
            self.remember(name, former=film.poster.name, former_alt=film.poster_alt, former_credit=film.poster_credit)
            film.change_poster(name, self.alt, self.credit)
            return
        name = IMAGE.copy(self.picture)
        last = film.stills.aggregate(last=Max("position"))["last"] or 0
        words = {"alt": self.alt, "caption": self.body[:300], "credit": self.credit}
        still = Still.objects.create(film=film, image=name, position=last + 1, **words)
        transaction.on_commit(partial(IMAGE.make_sizes_of, still))
        self.remember(name, still=still)

    def take_down(self) -> None:
        """Takes the copy away again. A poster that has taken its place since stays, and so does one from before it."""
        film, placed = Film.objects.get(pk=self.film_id), self.placed
        if self.still:
            self.still.delete()
        elif placed and film.poster.name == placed:
            film.change_poster(self.former.name or "", self.former_alt, self.former_credit)
            transaction.on_commit(partial(remove, film.poster.storage, placed), robust=True)
        elif placed:
            self.leave_the_pile(film)
        self.remember("", still=None, former="", former_alt="", former_credit="")

    def leave_the_pile(self, film: Film) -> None:
        """Another poster lies upon this one: should that go, the one below this one is put back."""
        above = type(self).objects.filter(film=film, former=self.placed)
        below = {"former": self.former.name, "former_alt": self.former_alt, "former_credit": self.former_credit}
        gone = self.placed if above.update(**below) else self.former.name
        if gone:
            transaction.on_commit(partial(remove, film.poster.storage, gone), robust=True)

    def remember(self, placed: str, **changes: Any) -> None:
        """Notes in the row what the film shows of it."""
        self.placed = placed
        for name, value in changes.items():
            setattr(self, name, value)
        type(self).objects.filter(pk=self.pk).update(placed=placed, **changes)

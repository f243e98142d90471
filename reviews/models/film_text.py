"""What reviews and comments have in common: they stand on a film's page and count in its totals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from films.models import Film, Tally

from ..moderation import Reason, Verdict, for_author, judge, withdrawn
from ..status import Status
from ..text import labelled, preview, rendered
from .moderated import VISITOR, ModeratedQuerySet, ModeratedText

# Findings about who writes, or where: such a text is not taken at all, and what was published before stays as it is.
NOT_TAKEN = (Reason.CLOSED, Reason.MUTED, Reason.BARRED)

STATUS_KNOWN = Q(status__in=Status.values)


class Refused(Exception):
    """The site does not take the text. `sentences` tell its author why."""

    def __init__(self, *sentences: str | Promise) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class FilmTextQuerySet(ModeratedQuerySet):
    """Texts on films: seen only where their film is seen, and deleted only together with what they count for."""

    def published(self) -> Self:
        return super().published().filter(film__is_published=True)

    def visible_to(self, user: Any = VISITOR) -> Self:
        texts = super().visible_to(user)
        if user.has_perm("films.change_film"):
            return texts
        shown = Q(film__is_published=True)
        # Where two films became one, their author still reads what stays behind with the old one.
        return texts.filter(shown | Q(author=user, film__joined_into__isnull=False) if user.is_authenticated else shown)

    @transaction.atomic
    def withdraw(self) -> None:
        """Takes each of these texts back as its author would, as when a member leaves."""
        Film.objects.lock_all(self.order_by().values_list("film_id", flat=True))
        for text in self.filter(withdrawn_at=None):
            text.withdraw()

    def counters(self) -> dict[int, dict[str, int]]:
        """What these texts count for in the totals of each film, by its key; the rows themselves are counted."""
        return {}

    def touch_films(self) -> None:
        """Marks the pages of the films on which these texts stand as changed."""
        Film.objects.filter(pk__in=self.order_by().values("film")).touch()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Deletes rows for good, as when the demo is cleared; members withdraw and moderators remove instead."""
        with transaction.atomic():
            Film.objects.lock_all(self.order_by().values_list("film_id", flat=True))
            for text in self.select_for_update(of=("self",)):
                text.count_out()
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class FilmText(ModeratedText):
    """A text on a film's page. Whatever changes what it counts for happens inside `locked` and `counted`."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="%(class)ss", verbose_name=_("film"))
    # The first words without Markdown and spoiler passages, for every place but its own (see reviews.text).
    excerpt = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    @property
    def tally(self) -> Tally:
        """What it adds to the film's totals as it stands."""
        raise NotImplementedError

    @property
    def has_text(self) -> bool:
        """Whether there is something to read."""
        return bool(self.body)

    @property
    def html(self) -> SafeString:
        """The text for its own place. What gives the whole story away stands in a disclosure there."""
        return labelled(self.body_html)

    def outranks(self, other: FilmText) -> bool:
        """Whether it is the one to stand, where two films become one that takes only one of both: what is not
        withdrawn, then what moderators do not turn down, then the newer."""
        return self.standing_order > other.standing_order

    @property
    def standing_order(self) -> tuple[bool, bool, datetime]:
        """What `outranks` compares."""
        is_down = self.status in (Status.REJECTED, Status.REMOVED)
        return self.withdrawn_at is None, not is_down, self.edited_at or self.created_at

    def get_absolute_url(self) -> str:
        """Its place on the site."""
        raise NotImplementedError

    def preview(self, length: int = 200) -> str:
        """Plain words for lists, feeds, titles, mail and search; nothing that gives the story away."""
        return str(_("[spoiler]")) if self.has_spoilers and self.has_text else preview(self.excerpt, length)

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or "body" in fields:
            self.body_html, self.excerpt = rendered(self.body)
        if self.is_visible and self.published_at is None:
            self.published_at = timezone.now()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with self.locked():
            self.count_out()
            return super().delete(*args, **kwargs)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Film first, then this row, read anew: the order in which everybody locks."""
        with transaction.atomic():
            Film.objects.lock(self.film_id)
            self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update(of=("self",)))
            yield

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Saves what the block changed and moves the totals by the difference. Its film must be locked."""
        is_new = self._state.adding
        before, was_visible = (Tally(), False) if is_new else (self.tally, self.is_visible)
        yield
        self.save()
        Film.objects.change_totals(self.film_id, (before, self.tally))
        self.count_in_thread(self.is_visible - was_visible)

    def count_in_thread(self, step: int) -> None:
        """Moves other counters than the film's."""

    def count_out(self) -> None:
        """Takes it out of all totals, before its row is deleted. Its film must be locked."""
        Film.objects.change_totals(self.film_id, (self.tally, Tally()))
        self.count_in_thread(-int(self.is_visible))

    def submit(self) -> Verdict:
        """Takes the pipeline's verdict on the text as it stands, not saved yet. Raises Refused.

        What waits or was turned down never publishes itself by an edit: then a moderator reads the new version.
        """
        verdict = self.admitted()
        waits = self.status in (Status.REJECTED, Status.REMOVED) or (self.status == Status.PENDING and self.has_text)
        self.status = Status.PENDING if waits and verdict.status == Status.PUBLISHED else verdict.status
        self.trace = verdict.trace
        return verdict

    def admitted(self) -> Verdict:
        """The verdict, if author and place are such that the site takes anything at all. Raises Refused."""
        verdict = judge(self, self.author)
        if reasons := [finding for finding in verdict.decisive if finding.reason in NOT_TAKEN]:
            raise Refused(*for_author([finding.as_json() for finding in reasons]))
        return verdict

    def withdraw(self) -> None:
        """Its author takes it back: out of sight at once, kept for moderators until it is purged."""
        with self.locked():
            self.take_back()

    def take_back(self) -> None:
        """Withdraws inside the lock."""
        if self.withdrawn_at is None:
            with self.counted():
                self.withdrawn_at = timezone.now()
            withdrawn(self)

    def erase(self) -> None:
        with self.locked(), self.counted():
            self.empty()

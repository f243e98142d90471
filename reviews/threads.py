"""Threads of comments as one reader sees them: pages of threads, the newest first, with replies and tombstones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from films.kept import Kept
from films.keyset import FORWARD, Order, Page, page, write
from films.models import Film

from .models import MODERATE, VISIBLE, Comment, Decision, Review, Status
from .models.moderated import VISITOR
from .moderation.grounds import Ground

NEWEST = Order(("created_at", "id"), descending=True)
ON_FILM, ON_PAGE = 10, 30


@dataclass
class Shown:
    """A comment with what its template needs. A tombstone keeps the place of words that this reader may not see."""

    comment: Comment
    user: Any
    is_open: bool
    ground: str = ""
    replies: list[Shown] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        return self.comment.author_id == self.user.pk and self.comment.withdrawn_at is None

    @property
    def is_tombstone(self) -> bool:
        return not (self.comment.is_visible or self.is_own)

    @property
    def reply_url(self) -> str:
        is_asked = self.is_open and self.comment.is_visible
        return reverse("reviews:reply", args=[self.comment.pk]) if is_asked else ""

    @property
    def edit_url(self) -> str:
        may = self.is_own and self.comment.can_be_edited
        return reverse("reviews:comment_edit", args=[self.comment.pk]) if may else ""

    @property
    def delete_url(self) -> str:
        return reverse("reviews:comment_delete", args=[self.comment.pk]) if self.is_own else ""

    @property
    def report_url(self) -> str:
        return "" if self.is_own else reverse("moderation:report", args=["comment", self.comment.pk])

    @property
    def moderate_url(self) -> str:
        may = self.user.has_perm(MODERATE)
        return reverse("moderation:text", args=["comment", self.comment.pk]) if may else ""


@dataclass
class Threads:
    """One page of threads, and the cursors of its neighbours."""

    shown: list[Shown]
    page: Page[Comment]


def threads(place: Film | Review, user: Any, cursor: str = "", size: int = ON_PAGE) -> Threads:
    """One page of the threads under a film or a review, in two queries however long they are."""
    found = page(_first_comments(place, user), NEWEST, cursor, size)
    answers = defaultdict(list)
    for reply in _replies(found.rows, user):
        answers[reply.parent_id].append(Shown(reply, user, is_open=False))
    why = grounds("comment", [comment.pk for comment in found.rows if comment.status == Status.REMOVED])
    firsts = [
        Shown(comment, user, takes_comments(place), why.get(comment.pk, ""), answers[comment.pk])
        for comment in found.rows
    ]
    return Threads(firsts, found)


_involved: Kept[frozenset[int]] = Kept(size=100_000)


def sees_what_all_see(user: Any, film: Film) -> bool:
    """Whether the newest threads on the film are for `user` what they are for everybody: no own words, no tools."""
    if not user.is_authenticated:
        return True
    involved = _involved.get((film.pk, film.revision), lambda: with_own_words(film))
    return user.pk not in involved and not user.has_perm(MODERATE)


def with_own_words(film: Film) -> frozenset[int]:
    """Members who wrote in the newest threads on the film, or whose words on it wait or were not accepted."""
    newest = [shown.comment.pk for shown in threads(film, VISITOR, size=ON_FILM).shown]
    held = Comment.objects.filter(~Q(status=Status.PUBLISHED), film=film, withdrawn_at=None)
    shown = Comment.objects.filter(Q(pk__in=newest) | Q(parent__in=newest), withdrawn_at=None)
    return frozenset([*held.values_list("author", flat=True), *shown.values_list("author", flat=True)])


def grounds(kind: str, pks: list[int]) -> dict[int, str]:
    """For which reason moderators removed these texts, in the reader's words."""
    if not pks:
        return {}
    removals = Decision.objects.standing().filter(kind=kind, target_id__in=pks, to_status=Status.REMOVED)
    found = removals.order_by("pk").values_list("target_id", "ground")
    return {pk: str(Ground(ground).label) for pk, ground in found if ground}


def takes_comments(place: Film | Review) -> bool:
    """Whether anything can be written there."""
    return place.takes_comments if isinstance(place, Review) else place.comments_open


def cursor_of(comment: Comment) -> str:
    """The cursor of the page that begins with the thread of this comment."""
    first = comment.parent or comment
    return write(FORWARD, Comment(created_at=first.created_at, id=first.pk + 1), NEWEST)


def _readable(user: Any) -> Q:
    """What a thread shows to `user`: the published, and the own words in whatever state."""
    return VISIBLE | Q(author=user, withdrawn_at=None) if user.is_authenticated else VISIBLE


def _first_comments(place: Film | Review, user: Any) -> Any:
    """Comments that open a thread: readable ones, and others that keep their place because somebody answered."""
    here = {"review": place} if isinstance(place, Review) else {"film": place, "review": None}
    answered = Exists(Comment.objects.filter(_readable(user), parent=OuterRef("pk")))
    return Comment.objects.filter(_readable(user) | answered, **here, parent=None).select_related("author")


def _replies(comments: list[Comment], user: Any) -> Iterable[Comment]:
    wanted = Comment.objects.filter(_readable(user), parent__in=comments)
    return wanted.select_related("author").order_by("created_at", "id")

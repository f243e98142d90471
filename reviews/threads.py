"""Threads of comments as one reader sees them: pages of threads, the newest first, with replies and tombstones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from films.anyof import AnyOf
from films.kept import Kept
from films.keyset import FORWARD, Order, Page, page, paged, write
from films.models import Film
from films.prepared import prepared

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
    reader = user.pk if user.is_authenticated else None
    found = (
        _newest(place, reader, size)
        if not cursor
        else page(_firsts(place.pk, reader, type(place)), NEWEST, cursor, size)
    )
    answers = defaultdict(list)
    for reply in replies([comment.pk for comment in found.rows], reader) if found.rows else ():
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


def _readable(reader: int | None) -> Q:
    """What a thread shows to the member, or to a visitor: the published, and the own words in whatever state."""
    return VISIBLE | Q(author=reader, withdrawn_at=None) if reader else VISIBLE


def _newest(place: Film | Review, reader: int | None, size: int) -> Page[Comment]:
    """The first page of threads: mostly the only one."""
    under = type(place)
    return paged(lambda values, back: firsts(place.pk, reader, under=under, most=size + 1), FORWARD, (), NEWEST, size)


@prepared
def firsts(place: int, reader: int | None, *, under: type[Film | Review], most: int) -> QuerySet[Comment]:
    return _firsts(place, reader, under).order_by(*NEWEST.by())[:most]


def _firsts(place: int, reader: int | None, under: type[Film | Review]) -> QuerySet[Comment]:
    """Comments that open a thread: readable ones, and others that keep their place because somebody answered."""
    here = {"film": place, "review": None} if under is Film else {"review": place}
    answered = Exists(Comment.objects.filter(_readable(reader), parent=OuterRef("pk")))
    return Comment.objects.filter(_readable(reader) | answered, **here, parent=None).select_related("author")


@prepared
def replies(comments: list[int], reader: int | None) -> QuerySet[Comment]:
    wanted = Comment.objects.filter(_readable(reader), AnyOf("parent_id", comments))
    return wanted.select_related("author").order_by("created_at", "id")

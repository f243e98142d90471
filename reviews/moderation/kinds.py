"""The kinds of text that moderation looks after. A new kind of text joins with one line in `KINDS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One kind. `parents` are the fields that lead to what the text answers; they are fetched with it."""

    name: str
    model: str
    label: Promise | str
    parents: tuple[str, ...] = ("author",)
    is_reportable: bool = True

    def texts(self) -> QuerySet[Any]:
        """All texts of this kind with what a moderator needs beside them."""
        return apps.get_model(self.model)._default_manager.select_related(*self.parents)

    def visible_to(self, user: Any) -> QuerySet[Any]:
        """Those that `user` may see."""
        texts: Any = self.texts()
        return texts.visible_to(user) if hasattr(texts, "visible_to") else texts.visible()


KINDS = {
    kind.name: kind
    for kind in [
        Kind("review", "reviews.Review", _("review"), ("author", "film")),
        Kind("comment", "reviews.Comment", _("comment"), ("author", "film", "review__author", "parent__author")),
        Kind("suggestion", "reviews.Suggestion", _("picture"), ("author", "film")),
        Kind("profile", "reviews.ProfileText", _("name or profile"), ("author",)),
        Kind("member", "accounts.User", _("member"), ()),
        Kind("film", "films.Film", _("film"), (), is_reportable=False),
    ]
}
_NAMES = {kind.model.lower(): kind.name for kind in KINDS.values()}

CHOICES = [(kind.name, kind.label) for kind in KINDS.values()]


def kind_of(target: Model) -> str:
    """The name of the kind that `target` is of."""
    return _NAMES[target._meta.label_lower]


def find(kind: str, pks: list[int]) -> dict[int, Any]:
    """The targets of one kind by primary key; those that are gone are missing."""
    return KINDS[kind].texts().in_bulk(pks)


def author_of(target: Any) -> Any:
    """Who wrote it; a member is the own author, a film has none."""
    return getattr(target, "author", None) or (target if hasattr(target, "username") else None)


def film_id_of(target: Any) -> int | None:
    """The film whose page shows it, if any."""
    return target.pk if kind_of(target) == "film" else getattr(target, "film_id", None)

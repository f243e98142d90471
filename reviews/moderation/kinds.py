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
    """One kind. `parents` are the fields that lead to what the text answers; they are fetched with it.

    Texts are judged, held and erased; works are the texts that make a member known (a name or a bio does not).
    """

    name: str
    model: str
    label: Promise | str
    parents: tuple[str, ...] = ("author",)
    is_text: bool = True
    is_work: bool = True
    is_reportable: bool = True

    def model_class(self) -> type[Model]:
        """The model by its label, so that this module imports none."""
        return apps.get_model(self.model)

    def texts(self) -> QuerySet[Any]:
        """All texts of this kind with what a moderator needs beside them."""
        return self.model_class()._default_manager.select_related(*self.parents)

    def visible_to(self, user: Any) -> QuerySet[Any]:
        """Those that `user` may see."""
        texts: Any = self.texts()
        return texts.visible_to(user) if hasattr(texts, "visible_to") else texts.visible()


KINDS = {
    kind.name: kind
    for kind in [
        Kind("review", "reviews.Review", _("review"), ("author", "film")),
        Kind("comment", "reviews.Comment", _("comment"), ("author", "film", "review__author", "parent__author")),
        Kind("suggestion", "reviews.Suggestion", _("picture"), ("author", "film"), is_work=False),
        Kind("profile", "reviews.ProfileText", _("name or profile"), ("author",), is_work=False),
        Kind("member", "accounts.User", _("member"), (), is_text=False, is_work=False),
        Kind("film", "films.Film", _("film"), (), is_text=False, is_work=False, is_reportable=False),
    ]
}


def choices() -> list[tuple[str, Promise | str]]:
    """The kinds by name, for models and forms: a function, so that a new kind needs no migration."""
    return [(kind.name, kind.label) for kind in KINDS.values()]


def texts() -> list[Kind]:
    """The kinds that members write."""
    return [kind for kind in KINDS.values() if kind.is_text]


def works() -> list[Kind]:
    """The kinds that count where a member's record is asked for."""
    return [kind for kind in KINDS.values() if kind.is_text and kind.is_work]


def kind_of(target: Model) -> str:
    """The name of the kind that `target` is of."""
    label = target._meta.label_lower
    return next(kind.name for kind in KINDS.values() if kind.model.lower() == label)


def find(kind: str, pks: list[int]) -> dict[int, Any]:
    """The targets of one kind by primary key; those that are gone are missing."""
    return KINDS[kind].texts().in_bulk(pks)


def author_of(target: Any) -> Any:
    """Who wrote it; a member is the own author, a film has none."""
    return getattr(target, "author", None) or (target if hasattr(target, "username") else None)


def film_id_of(target: Any) -> int | None:
    """The film whose page shows it, if any."""
    return target.pk if kind_of(target) == "film" else getattr(target, "film_id", None)

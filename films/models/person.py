"""People who make films, and their credits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pictures.fields import MadeField, PictureField
from pictures.keeping import let_go

from ..links import link
from ..loading import pick
from ..titles import fold, sort_name
from .catalogue import Catalogue
from .identity import ExternalIds, Joinable, free_address
from .searchentry import Named, SearchEntry

if TYPE_CHECKING:
    from .film import Film


class PersonQuerySet(models.QuerySet["Person"]):
    """People as pages and the writer look for them."""

    def named(self, name: str) -> PersonQuerySet:
        """People whose name is the same but for case, accents and punctuation."""
        return self.filter(match_key=fold(name) or name)

    def visible_to(self, user: Any) -> PersonQuerySet:
        """The people that `user` may see: those with a published film; staff who edit people see all that stand."""
        if user.has_perm("films.change_person"):
            return self.standing()
        return self.filter(Exists(Credit.objects.filter(person=OuterRef("pk"), film__is_published=True)))

    def standing(self) -> PersonQuerySet:
        """People who were not joined into others."""
        return self.filter(joined_into=None)

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Deletes people with their portraits."""
        let_go(self.all())
        Catalogue.changed()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def index(self) -> None:
        """Brings search in line with these people's names and credits; call it in the transaction of the change."""
        self.index_all(self.order_by().values_list("pk", flat=True))

    def index_all(self, pks: Iterable[int]) -> None:
        """The same for people by their keys, however many."""
        known = pick(Person, ("id", "name", "joined_into_id"), "id", set(pks))
        # Two plain questions: one joined, PostgreSQL takes minutes while its statistics are those of an empty table.
        names = {pk: [] if joined else [name] for pk, name, joined in known}
        works = dict(pick(Credit, ("person_id", "count(*)"), "person_id", names, "GROUP BY person_id"))
        named = (Named(pk, shown, works.get(pk, 0)) for pk, shown in names.items())
        SearchEntry.objects.replace(SearchEntry.Kind.PERSON, named)


class Person(ExternalIds, Joinable):
    """Somebody with a credit. Names are not unique; addresses are."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    match_key = models.CharField(max_length=200, editable=False, db_index=True)
    born_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    died_year = models.PositiveSmallIntegerField(_("year of death"), null=True, blank=True)
    country = models.ForeignKey(
        "films.Country", models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("country")
    )
    biography = models.TextField(_("about"), blank=True)
    portrait = PictureField(_("portrait"), upload_to="portraits", widths=(96, 192, 320), is_square=True, blank=True)
    portrait_made = MadeField()
    portrait_alt = models.CharField(_("description of the portrait"), max_length=300, blank=True)
    portrait_credit = models.CharField(_("credit of the portrait"), max_length=200, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta(ExternalIds.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "id"]
        indexes = [models.Index(fields=["sort_name", "id"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(born_year=None) | Q(born_year__range=(1700, 2200)), name="person_born_year_in_range"
            ),
            models.CheckConstraint(
                condition=Q(died_year=None) | Q(born_year=None) | Q(died_year__gte=models.F("born_year")),
                name="person_died_after_birth",
            ),
            models.CheckConstraint(
                condition=Q(portrait="") | ~Q(portrait_alt=""),
                name="person_portrait_has_words",
                violation_error_message=_("Describe the portrait for those who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name, self.match_key = sort_name(self.name), fold(self.name) or self.name
        if not self.slug:
            self.slug = free_address(Person, self.name, "person")
        with transaction.atomic():
            super().save(*args, **kwargs)
            Person.objects.filter(pk=self.pk).index()
            Catalogue.changed()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        let_go(Person.objects.filter(pk=self.pk))
        Catalogue.changed()
        return super().delete(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return link("films:person", self.slug)

    def touch_pages(self) -> None:
        """Marks the pages that show the portrait as changed."""
        Catalogue.changed()


class Credit(models.Model):
    """One person's part in one film; `position` is the billing order within the department, from 1."""

    class Department(models.TextChoices):
        DIRECTOR = "director", _("Direction")
        WRITER = "writer", _("Screenplay")
        CAST = "cast", _("Cast")
        PRODUCER = "producer", _("Production")
        MUSIC = "music", _("Music")
        PHOTOGRAPHY = "photography", _("Photography")
        EDITING = "editing", _("Editing")
        PRODUCTION_DESIGN = "production design", _("Production design")
        COSTUME_DESIGN = "costume design", _("Costume design")
        CASTING = "casting", _("Casting")
        SOUND = "sound", _("Sound")
        EFFECTS = "effects", _("Effects")
        OTHER = "other", _("Other work")

    film: models.ForeignKey[Film, Film] = models.ForeignKey(
        "films.Film", models.CASCADE, related_name="credits", verbose_name=_("film")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="credits", verbose_name=_("person"))
    department = models.CharField(_("department"), max_length=20, choices=Department)
    character = models.CharField(_("character"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["film", "department", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "person", "department", "character"], name="credit_once_per_film_person_part"
            ),
        ]
        indexes = [models.Index(fields=["person", "department"], name="credit_by_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_department_display()}"

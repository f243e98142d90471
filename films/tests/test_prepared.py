"""Queries that are compiled once."""

import pytest
from django.db import connection, connections
from django.db.models import F, Value
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from films.anyof import AnyOf
from films.models import Credit, Film, Person
from films.prepared import prepared, prepared_update
from films.tests.factories import a_credit, a_film, a_person

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@prepared
def of_year(year, title):
    return Film.objects.filter(year=year, title=title).as_cards()


@prepared
def credits_of(people):
    return Credit.objects.filter(AnyOf("person_id", people)).select_related("film").order_by("pk")


@prepared
def changed_since(when):
    return Film.objects.filter(created_at__gte=when).order_by("pk").values_list("title", "created_at")


@prepared
def aged(year, *, order):
    return Film.objects.annotate(age=Value(year) - F("year")).filter(year__lte=year).order_by(order)


@prepared
def with_credits(pk):
    return Person.objects.filter(pk=pk).prefetch_related("credits")


@prepared_update
def moved(pk, years, title):
    return Film.objects.filter(pk=pk), {"year": F("year") + years, "title": title}


@prepared
def locked(pk):
    return Film.objects.select_for_update().filter(pk=pk)


class Rows:
    def test_are_those_of_each_call_and_known_to_no_other(self):
        lamp, moor = a_film("The Lamp Room", 2011), a_film("Moor", 2015)
        assert (of_year(2011, "The Lamp Room"), of_year(2015, "Moor"), of_year(2015, "x")) == ([lamp], [moor], [])
        assert of_year.first(2015, "Moor").get_absolute_url() == moor.get_absolute_url()
        assert of_year.first(1900, "Moor") is None

    def test_take_none_as_no_value(self):
        film = a_film("Undated", None)
        assert of_year(None, "Undated") == [film]
        assert of_year(2011, "Undated") == []

    def test_come_with_what_was_to_come_along(self):
        film, ada, bo = a_film(), a_person(), a_person("Bo Crane")
        first, second = a_credit(film, ada), a_credit(film, bo)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = credits_of([ada.pk, bo.pk])
            assert [credit.film.title for credit in found] == [film.title] * 2
        assert (found, len(queries)) == ([first, second], 1)
        assert with_credits.first(bo.pk)._prefetched_objects_cache["credits"][0] == second

    def test_are_tuples_of_what_the_columns_mean(self):
        film = a_film()
        assert changed_since(film.created_at) == [(film.title, film.created_at)]

    def test_have_a_statement_for_each_shape(self):
        young, old = a_film("Young", 2010), a_film("Old", 1950)
        assert aged(2011, order="year") == [old, young]
        assert [film.age for film in aged(2012, order="-year")] == [2, 62]

    def test_have_only_so_many_statements_at_a_time(self, monkeypatch):
        monkeypatch.setattr("films.prepared.MOST", 2)
        film = a_film("Young", 2010)
        for order in ("year", "-year", "title", "-title", "year"):
            assert aged(2011, order=order) == [film]
            assert len(aged.statements) <= 2


class Changes:
    def test_are_made_in_the_rows_of_each_call_alone(self):
        lamp, moor = a_film("The Lamp Room", 2011), a_film("Moor", 2015)
        assert (moved(lamp.pk, 2, "Lamp"), moved(moor.pk, -5, "Heath"), moved(0, 1, "None")) == (1, 1, 0)
        found = Film.objects.order_by("pk").values_list("title", "year")
        assert list(found) == [("Lamp", 2013), ("Heath", 2010)]


def test_rows_are_never_locked_outside_a_transaction(monkeypatch):
    locked(1)
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(TransactionManagementError):
        locked(1)


class Refused:
    @pytest.mark.parametrize(
        ("build", "value"),
        [
            (lambda title: Film.objects.filter(title__icontains=title), "x"),
            (lambda year: Film.objects.filter(year=year + 1), 2011),
            (lambda year: Film.objects.filter(year=year) if year < 2 else Film.objects.filter(pk=year), 2011),
            (lambda shown: Film.objects.filter(is_published=shown), True),
        ],
        ids=["a value that is changed", "a sum", "a value that decides", "a flag"],
    )
    def test_is_what_cannot_be_asked_again_with_another_value(self, build, value):
        with pytest.raises(ValueError):
            prepared(build)(value)

"""Pages by key."""

import base64
import json

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from films import keyset
from films.models import Film
from films.tests.factories import a_film, rated
from tests.harness import fewer

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

BY_TITLE = keyset.Order(("sort_title", "id"))
BY_AVERAGE = keyset.Order(("settled_average", "id"), descending=True)
NEWEST = keyset.Order(("created_at", "id"), descending=True)


def titles(page):
    return [film.title for film in page]


def some_films(number=10):
    return [a_film(f"Film {n:02}", 1990 + n) for n in range(number)]


class Page:
    @pytest.mark.parametrize("order", [BY_TITLE, BY_AVERAGE, NEWEST])
    def test_shows_every_row_once_on_the_way_there_and_on_the_way_back(self, order):
        films = some_films()
        rated(films[3], 9), rated(films[4], 9), rated(films[7], 2)
        there, cursor = [], ""
        while True:
            page = keyset.page(Film.objects.all(), order, cursor, 3)
            there.append(titles(page))
            if not page.next:
                break
            cursor = page.next
        assert sorted(title for titles in there for title in titles) == [film.title for film in films]
        back = [titles(page)]
        while page.previous:
            page = keyset.page(Film.objects.all(), order, page.previous, 3)
            back.insert(0, titles(page))
        assert back == there

    def test_stays_where_it_is_when_rows_come_before_it(self):
        some_films()
        first = keyset.page(Film.objects.all(), BY_TITLE, "", 3)
        a_film("Aardvark")
        assert titles(keyset.page(Film.objects.all(), BY_TITLE, first.next, 3)) == ["Film 03", "Film 04", "Film 05"]

    def test_begins_anew_where_nothing_is_left(self):
        films = some_films(4)
        first = keyset.page(Film.objects.all(), BY_TITLE, "", 3)
        films[3].delete()
        assert titles(keyset.page(Film.objects.all(), BY_TITLE, first.next, 3)) == titles(first)

    @settings(max_examples=fewer(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(cursor=st.text(max_size=80))
    def test_takes_any_text_for_the_first_page(self, cursor):
        assert keyset.page(Film.objects.all(), BY_TITLE, cursor, 3).rows == []

    @settings(max_examples=fewer(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        order=st.sampled_from([BY_TITLE, BY_AVERAGE, NEWEST]),
        values=st.lists(
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.datetimes().map(str),
                lambda inner: st.lists(inner, max_size=2),
            ),
            max_size=3,
        ),
        direction=st.sampled_from(["n", "p", "x", 1]),
    )
    def test_takes_a_forged_cursor_without_falling_over(self, order, values, direction):
        text = json.dumps([direction, *values])
        cursor = base64.urlsafe_b64encode(text.encode()).decode()
        assert keyset.page(Film.objects.all(), order, cursor, 3).rows == []

    def test_is_harmless_in_an_address(self, client):
        a_film()
        for cursor in ("%00", "%F0%9F", "bnVsbA", "WyJuIiwgMV0", "../../etc", "n" * 5000):
            assert client.get(reverse("films:list") + f"?page={cursor}").status_code == 200

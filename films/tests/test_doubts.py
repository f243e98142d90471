"""Doubts of imports, decided in the admin: records that may be about a film that stands, and films that stand twice."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from films.joins import join
from films.models import DoubtfulRecord, Film, FilmPair, PersonPair
from films.tests.factories import a_credit, a_film, a_person
from films.tests.test_datasets import jsonl, run

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def admin(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    client.force_login(get_user_model().objects.create_superuser("shepherd"))
    return client


def doubtful(tmp_path):
    """A film, and a record of one of its title and year with other people."""
    run("catalogue", jsonl(tmp_path, [{"title": "The Lamp Room", "year": 2011, "cast": ["Ines Roe"]}]))
    other = {"title": "The Lamp Room", "year": 2011, "cast": ["Una Hale"], "runtime": 90}
    path = jsonl(tmp_path, [other], "other.jsonl")
    run("catalogue", path)
    return path, reverse("admin:films_doubtfulrecord_change", args=[DoubtfulRecord.objects.get().pk])


def test_a_record_becomes_a_film_of_its_own_and_nobody_is_asked_again(admin, tmp_path):
    path, address = doubtful(tmp_path)
    page = admin.get(address).content.decode()
    assert "Una Hale" in page
    assert "It is “The Lamp Room (2011)”" in page
    assert admin.post(address, {"decision": "9999"}, follow=True).status_code == 200
    assert Film.objects.count() == 1
    admin.post(address, {"decision": "new"})
    assert sorted(Film.objects.values_list("slug", flat=True)) == ["the-lamp-room-2011", "the-lamp-room-2011-2"]
    assert "1 unchanged" in run("catalogue", path)
    call_command("find_duplicates", stdout=StringIO())
    assert list(FilmPair.objects.values_list("verdict", flat=True)) == ["apart"]
    assert "Somebody else has decided" in admin.post(address, {"decision": "new"}, follow=True).content.decode()
    assert "Lamp Room" not in admin.get(reverse("admin:films_doubtfulrecord_changelist")).content.decode()


def test_a_record_joins_the_film_that_somebody_chooses(admin, tmp_path):
    path, address = doubtful(tmp_path)
    film = Film.objects.get()
    admin.post(address, {"decision": str(film.pk)})
    film.refresh_from_db()
    assert (film.runtime_minutes, film.people.count()) == (90, 2)
    assert "1 unchanged" in run("catalogue", path)
    assert Film.objects.count() == 1


def test_films_and_people_that_stand_twice_are_found_once(admin):
    one, other = a_film("Salt", 1999), a_film("The Salt", 2000)
    a_credit(one, a_person("Bo Lind")), a_credit(other, a_person("Bo Lind", imdb_id="nm1"))
    a_film("Salt", 2010), a_person("Bo Lind", imdb_id="nm2", tmdb_id="3")
    out = StringIO()
    call_command("find_duplicates", stdout=out)
    call_command("find_duplicates", stdout=out)
    assert "1 of films, 2 of people" in out.getvalue()
    assert "0 of films, 0 of people" in out.getvalue()
    page = admin.get(reverse("admin:films_filmpair_changelist")).content.decode()
    assert "Salt (1999) · The Salt (2000)" in page
    assert PersonPair.objects.open().count() == 2


@pytest.mark.parametrize("kind", ["doubtfulrecord", "filmpair", "personpair"])
def test_an_address_of_nothing_is_not_found(admin, kind):
    for number in ("x", "1", "9" * 30):
        assert admin.get(reverse(f"admin:films_{kind}_change", args=[number])).status_code == 404


def test_what_was_kept_apart_stays_so_when_one_of_the_two_is_joined(admin):
    one, two, three = a_film("Salt", 1999), a_film("Salt", 2000), a_film("Sal", 1999)
    FilmPair.objects.of(one, two).decide("apart", None)
    join(FilmPair.objects.of(one, three), three, None)
    assert FilmPair.objects.of(two, three).verdict == "apart"


def test_an_import_finds_what_was_joined_under_its_old_title_id_and_name(admin, tmp_path):
    kept, gone = a_film("The Lamp Room", 2011, imdb_id="tt7000001"), a_film("Lampenraum", 2011, imdb_id="tt7000002")
    nell, wrong = a_person("Ines Roe"), a_person("Inès Rowe")
    a_credit(kept, nell), a_credit(a_film("Other"), wrong)
    join(FilmPair.objects.of(kept, gone), kept, None)
    join(PersonPair.objects.of(nell, wrong), nell, None)
    rows = [
        {"title": "Anything", "imdb_id": "tt7000002", "runtime": 90},
        {"title": "Lampenraum", "year": 2011, "cast": ["Ines Rowe"], "certificate": "12"},
        {"title": "Lampenraum", "year": 2011, "cast": ["Ines Rowe"], "certificate": "12"},
    ]
    assert "0 created, 2 changed, 1 unchanged" in run("catalogue", jsonl(tmp_path, rows))
    kept.refresh_from_db()
    assert (kept.runtime_minutes, kept.certificate, kept.credits.count()) == (90, "12", 1)

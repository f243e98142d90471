"""The file with which a member takes everything along."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from django.urls import reverse

from films.models import Film
from reviews.models import NotInterested, Review, Status
from reviews.tests.factories import a_comment, a_film, a_member, a_review, client_of, put

pytestmark = pytest.mark.django_db


def file_of(member):
    answer = client_of(member).get(reverse("reviews:history"))
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{member.username}-')
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def table(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode())))


class History:
    def test_has_what_the_member_wrote_as_another_site_reads_it(self):
        ada = a_member("ada", bio="Films, mostly.")
        film = a_film("Moor", 2015, imdb_id="tt0000042")
        a_review(film, ada, 7, 'A, long\n\n"quiet" film.', watched_on="2026-02-03", has_spoilers=True)
        archive = file_of(ada)
        [row] = table(archive, "reviews")
        assert {
            name: row[name] for name in ("Title", "Year", "imdbID", "Rating", "WatchedDate", "Review", "Spoilers")
        } == {
            "Title": "Moor",
            "Year": "2015",
            "imdbID": "tt0000042",
            "Rating": "3.5",
            "WatchedDate": "2026-02-03",
            "Review": 'A, long\n\n"quiet" film.',
            "Spoilers": "yes",
        }
        assert row["Address"].endswith(Review.objects.get().get_absolute_url())
        assert json.loads(archive.read("profile.json"))["bio"] == "Films, mostly."

    def test_has_what_was_turned_down_but_not_what_was_taken_back_or_is_somebody_else_s(self):
        ada, bo = a_member("ada"), a_member("bo")
        put(a_comment(a_film(), ada, "Turned down."), Status.REJECTED)
        put(a_comment(a_film(), ada, "Taken back."), Status.PUBLISHED).withdraw()
        a_comment(a_film(), bo, "Not mine.")
        assert [(row["Comment"], row["Status"]) for row in table(file_of(ada), "comments")] == [
            ("Turned down.", "rejected")
        ]

    def test_has_a_table_only_where_there_is_something_in_it(self):
        ada = a_member("ada")
        NotInterested.objects.create(member=ada, film=a_film("Moor", 2015))
        archive = file_of(ada)
        assert archive.namelist() == ["profile.json", "not-interested.csv"]
        assert table(archive, "not-interested")[0]["Title"] == "Moor"

    def test_asks_no_more_of_the_database_for_more_texts(self, django_assert_max_num_queries):
        ada = a_member("ada")
        for number in range(12):
            a_review(a_film(f"Film {number}"), ada)
        client = client_of(ada)
        with django_assert_max_num_queries(12):
            b"".join(client.get(reverse("reviews:history")).streaming_content)

    def test_is_for_nobody_but_members(self):
        answer = client_of().get(reverse("reviews:history"))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))

    def test_is_there_for_those_who_are_suspended(self, client):
        ada = a_member("ada")
        a_review(Film.objects.get(pk=a_film().pk), ada)
        assert reverse("reviews:history") in client_of(ada).get(reverse("moderation:standing")).content.decode()

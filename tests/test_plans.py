"""What pages ask of the database: how many queries, however much there is, and none that reads a big table whole."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.kept import forget_everything
from films.models import Film
from films.tests.factories import a_credit, a_film, a_person, rated
from reviews.tests.factories import a_comment, a_member, a_review, nothing_is_held

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

BIG = (
    "films_film|films_person|films_credit|films_searchentry|films_searchword|films_film_genres|films_othertitle|"
    "reviews_review|reviews_comment|reviews_notice|accounts_user|django_session"
)
WHOLE = {
    "sqlite": re.compile(rf"SCAN ({BIG}|U\d+)(?! USING)\b"),  # U0: a table within a subquery
    "postgresql": re.compile(rf"Seq Scan on ({BIG})\b"),
}
# The site in figures is counted over everything; where it is big, seldom, and kept (films.kept.Figures).
COUNTED = 'SELECT COUNT("films_film"."id") AS "films"'
PAGES = (
    "/films/the-lamp-room-2011/",
    "/films/the-lamp-room-2011/reviews/",
    "/films/the-lamp-room-2011/reviews/?sort=highest",
    "/films/the-lamp-room-2011/reviews/?sort=lowest",
    "/films/the-lamp-room-2011/reviews/?sort=discussed",
    "/films/the-lamp-room-2011/comments/",
    "/people/ada-brook/",
    "/people/",
    "/films/?genre=drama&decade=2010s",
    "/films/?genre=drama&sort=rating",
    "/films/?sort=year",
    "/films/?sort=reviews",
    "/films/?rating=7&sort=newest",
    "/films/?person=ada-brook",
    "/search/?q=lamp+room",
    "/search/?q=lamq",
    "/search/suggest/?q=la",
    "/members/anna/",
    "/",
)
# How many queries when all that is kept has to be made anew, and when it is kept.
KNOWN = {
    "/films/the-lamp-room-2011/reviews/": (3, 1),
    "/films/the-lamp-room-2011/reviews/?sort=lowest": (3, 1),
    "/films/the-lamp-room-2011/reviews/?sort=highest": (3, 1),
    "/films/?genre=drama&sort=rating": (19, 1),
    "/search/?q=lamq": (8, 1),
    "/search/suggest/?q=la": (7, 1),
}
# PostgreSQL is first asked how common each word is (films.search.postgres), then for films and people in one statement.
OTHERWISE_ON_POSTGRESQL = {"/search/?q=lamq": (7, 1)}

AFTER_A_VOTE = 7  # revisions, the film, its brake, reviews, what is like it, threads and their answers


def a_site():
    nothing_is_held()
    film, other = a_film(genres=["Drama"]), a_film("The Lantern", 2012, genres=["Drama"])
    a_credit(film, a_person("Ada Brook"), "director")
    a_credit(other, film.credits.get().person)
    anna = a_member("anna")
    a_review(film, anna), a_review(other, anna), a_comment(film, anna)
    rated(other, 9, votes=50)
    return film


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


def test_a_page_asks_a_known_number_of_queries():
    a_site()
    client, counts = Client(), {}
    for path in KNOWN:
        forget_everything()
        counts[path] = (len(asked(client, path)), len(asked(client, path)))
    assert counts == KNOWN | (OTHERWISE_ON_POSTGRESQL if connection.vendor == "postgresql" else {})


@pytest.mark.parametrize("reader", ["visitor", "member"])
def test_no_page_reads_a_big_table_whole(reader):
    a_site()
    client = Client()
    client.get("/films/"), client.get("/")  # what is counted over everything is counted once and kept
    if reader == "member":
        client.force_login(a_member("bob"))
    problems = []
    for path in PAGES:
        for query in asked(client, path):
            plan = plan_of(query)
            if WHOLE[connection.vendor].search(plan):
                problems.append((path, query, plan))
    assert problems == []


def test_the_search_for_whole_reads_finds_them():
    a_site()
    assert WHOLE[connection.vendor].search(plan_of("SELECT * FROM films_film WHERE synopsis = 'x'"))
    assert not WHOLE[connection.vendor].search(plan_of("SELECT * FROM films_film WHERE slug = 'x'"))


@pytest.mark.parametrize("path", ["", "reviews/"])
def test_the_newest_reviews_of_a_film_are_read_by_their_date_and_not_sorted(path):
    film = a_site()
    if connection.vendor == "sqlite":
        know_the_sizes_of_a_big_site()
    [query] = [sql for sql in asked(Client(), film.get_absolute_url() + path) if 'ORDER BY "reviews_review"."c' in sql]
    plan = plan_of(query)
    assert "review_newest_of_film" in plan
    assert not re.search("discussed|TEMP B-TREE|Sort", plan)


def know_the_sizes_of_a_big_site():
    """Few ratings have text: an index of those with text looks shorter to SQLite than it is for a film with many."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        for index, sizes in (("newest", "10000000 10 1 1"), ("discussed", "1000000 2 2 1")):
            row = ["reviews_review", f"review_{index}_of_film", sizes]
            cursor.execute("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", row)
        cursor.execute("ANALYZE sqlite_schema")


def plan_of(query):
    """The plan as it is for big tables: SQLite without statistics takes all for big, PostgreSQL has to be told."""
    if not query.startswith(("SELECT", "WITH")) or query.startswith(COUNTED):
        return ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
            return "\n".join(row[3] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {query}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_a_film_page_asks_as_many_queries_for_twice_as_much():
    film = a_site()

    def grown(number):
        for _ in range(number):
            author = a_member()
            a_review(film, author), a_credit(film, a_person(author.username))
            a_comment(film, author, parent=a_comment(film))
        forget_everything()
        return len(asked(Client(), film.get_absolute_url()))

    assert grown(6) == grown(6)
    assert Film.objects.get(pk=film.pk).review_count == 13


def test_a_vote_makes_only_that_anew_which_shows_votes():
    film = a_site()
    client = Client()
    client.get(film.get_absolute_url())
    rated(film, 9, votes=3)
    assert len(asked(client, film.get_absolute_url())) == AFTER_A_VOTE

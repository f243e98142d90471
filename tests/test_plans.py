"""What pages ask of the database: how many queries, however much there is, and none that reads a big table whole."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.kept import forget_everything
from films.models import Film
from films.tests.factories import a_credit, a_film, a_person, rated
from reviews.models import Case
from reviews.tests.factories import a_comment, a_member, a_review, nothing_is_held

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

SMALL = {
    "films_genre", "films_country", "films_language", "films_location", "films_source", "films_importrun",
    "films_catalogue", "films_loadedsheet", "reviews_policy", "reviews_rule", "reviews_brake",
    "reviews_logtail", "reviews_massdecision", "accounts_firstadminlink",
}  # fmt: skip
TABLE = re.compile(
    r'(?:FROM|JOIN)\s+"?(\w+)"?(?:\s+(?:AS\s+)?"?((?!WHERE|INNER|LEFT|JOIN|ON|ORDER|LIMIT|GROUP)\w+)"?)?'
)
SCAN = {
    "sqlite": re.compile(r"^SCAN (\w+)", re.M),
    # A whole table: small ones are always read whole there, so it is told to prefer any index (see plan_of).
    "postgresql": re.compile(r"Seq Scan on (\w+)"),
}
# A walk along an order's index that a LIMIT ends is no read of the whole: the first table of such a query, if unsorted.
WALK = re.compile(r"(ORDER BY (?!.*ORDER BY).*|^(?!.* WHERE ).*) LIMIT \d+( OFFSET \d+)?$", re.S)
EXCUSED = {
    'SELECT COUNT(*) AS "__count" FROM "films_person" WHERE EXISTS': "the site in figures, counted seldom and kept",
    'SELECT COUNT(*) AS "__count" FROM "reviews_report"': "a period's reports: thousands, where reviews are millions",
    'SELECT COUNT(*) AS "__count" FROM "reviews_appeal"': "a period's appeals: fewer still",
    'SELECT COUNT(*) AS "__count" FROM "accounts_user"': "the pages of a list of members, by its smallest index",
    "USING INDEX case_queue": "an index of the open cases alone",
    "USING COVERING INDEX case_queue": "the same",
}
# The site in figures is counted over everything; where it is big, seldom, and kept (films.kept.Figures).
COUNTED = 'SELECT COUNT("films_film"."id") AS "films"'
THROUGH_AN_INDEX = (
    "SELECT e.id FROM reviews_likeness e WHERE e.id + 1 = 2 LIMIT 5",
    "SELECT COUNT(*) FROM reviews_review AS e WHERE e.id + 1 = 2",
    "SELECT id FROM reviews_comment ORDER BY body LIMIT 5",
)
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
    "/members/anna/reviews/",
    "/members/anna/reviews/feed/",
    "/members/",
    "/",
    "/films/the-lamp-room-2011/reviews/feed/",
    "/reviews/{review}/",
    "/sitemap.xml",
    "/moderation/log/",
    "/moderation/transparency/",
)
MEMBERS = ("/suggestions/", "/notices/", "/moderation/standing/", "/moderation/reports/")
STAFFS = (
    "/admin/moderation/",
    "/admin/moderation/?member=anna",
    "/admin/moderation/cases/{case}/",
    "/moderation/log/",
    "/admin/films/film/",
    "/admin/films/person/",
    "/admin/reviews/review/",
    "/admin/reviews/comment/",
    "/admin/accounts/user/",
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


@pytest.mark.parametrize("reader", ["visitor", "member", "staff"])
def test_no_page_reads_a_big_table_whole(reader):
    film = a_site()
    review = film.reviews.get()
    names = {"review": review.pk, "case": Case.objects.open_for(review, "staff").pk}
    client = Client()
    client.get("/films/"), client.get("/")  # what is counted over everything is counted once and kept
    if reader == "member":
        client.force_login(a_member("bob"))
    if reader == "staff":
        client.force_login(a_member("warden", is_staff=True, is_superuser=True))
    problems = []
    for path in {"visitor": PAGES, "member": PAGES + MEMBERS, "staff": STAFFS}[reader]:
        for query in asked(client, path.format(**names)):
            plan = plan_of(query)
            is_list = path.startswith("/admin/") and query.endswith('"id" DESC')  # of one page: only more have a LIMIT
            if found := read_whole(query + " LIMIT 50" * is_list, plan):
                problems.append((path, found, query[:300], plan))
    assert problems == [], "\n\n".join(map(str, problems))


def test_the_search_for_whole_reads_finds_them():
    a_site()
    wholes = ["SELECT * FROM films_film WHERE synopsis = 'x'", "SELECT e.id FROM reviews_review e WHERE e.body = 'x'"]
    if connection.vendor == "sqlite":  # PostgreSQL, told to prefer indexes, does not say which it reads whole
        wholes += THROUGH_AN_INDEX
    for whole in wholes:
        assert read_whole(whole, plan_of(whole)), whole
    for part in (
        "SELECT * FROM films_film WHERE slug = 'x'",
        "SELECT * FROM films_film ORDER BY id DESC LIMIT 5",
        "SELECT * FROM films_genre WHERE name = 'x'",
    ):
        assert not read_whole(part, plan_of(part)), part


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


def read_whole(query, plan):
    """The big tables that the query reads whole, be it through a covering index, or under another name."""
    names = {alias or table: table for table, alias in TABLE.findall(query)}
    found = [names.get(name, name) for name in SCAN[connection.vendor].findall(plan)]
    if any(query.startswith(part) or part in plan for part in EXCUSED):
        return []
    is_walk = WALK.search(query) and "COUNT(" not in query and plan.startswith("SCAN") and "FOR ORDER BY" not in plan
    ours = ("films_", "reviews_", "accounts_", "django_session")
    return [table for table in found[bool(is_walk) :] if table.startswith(ours) and table not in SMALL]


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

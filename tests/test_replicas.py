"""With replicas: who only looks reads from them, whoever wrote from the primary, and none that fails is noticed."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from config import replicas
from films.models import Film

pytestmark = [pytest.mark.only("postgresql"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def replica(settings, monkeypatch):
    """A second connection to the test's database that passes for a replica."""
    settings.DATABASE_ROUTERS = ["config.replicas.Router"]
    settings.MIDDLEWARE = ["config.replicas.Reading", *settings.MIDDLEWARE]
    connections["replica_1"] = connection = connections["default"].copy("replica_1")
    one = replicas.Replica("replica_1")
    monkeypatch.setattr(replicas, "replicas", {"replica_1": one})
    monkeypatch.setattr(replicas, "milestone", replicas.Milestone())
    monkeypatch.setattr(one, "look", lambda: None)
    yield connection
    connection.close()
    del connections["replica_1"]


@pytest.fixture
def film():
    return Film.objects.create(title="The Flock", year=2019)


def questions(client, path, method="get", **extra):
    """How many statements the primary and the replica were asked."""
    capture = CaptureQueriesContext
    with capture(connections["default"]) as primary, capture(connections["replica_1"]) as copy:
        answer = getattr(client, method)(path, **extra)
    assert answer.status_code in (200, 302)
    return len(primary), len(copy)


def test_visitors_read_from_the_replica_and_nothing_of_the_primary(replica, client, film):
    for path in (film.get_absolute_url(), "/", "/films/", "/search/?q=flock"):
        primary, copy = questions(client, path)
        assert (primary, copy > 0) == (0, True), path


def test_members_read_from_the_replica_too(replica, client, film):
    client.force_login(User.objects.create_user("ann"))
    for path in (film.get_absolute_url(), "/", "/films/", "/members/ann/"):
        primary, copy = questions(client, path)
        assert (primary, copy > 0) == (0, True), path
    assert replicas.WROTE not in client.cookies


def test_members_who_wrote_read_from_the_primary_until_every_replica_has_it(replica, client, film):
    client.force_login(User.objects.create_user("ann"))
    rated = client.post(reverse("reviews:rate", args=[film.slug]), {"half_steps": 7})
    assert rated.status_code == 302
    assert rated.cookies[replicas.WROTE]["max-age"] == replicas.SETTLED
    assert questions(client, film.get_absolute_url())[1] == 0
    del client.cookies[replicas.WROTE]  # as a browser does when its time is over
    primary, copy = questions(client, film.get_absolute_url())
    assert (primary, copy > 0) == (0, True)


def test_who_logs_in_is_known_at_once(replica, client, film):
    User.objects.create_user("ann", password="correct horse battery")
    answer = client.post(reverse("account_login"), {"login": "ann", "password": "correct horse battery"})
    assert answer.status_code == 302
    assert replicas.WROTE in answer.cookies


def test_all_who_send_something_or_are_about_to_get_in_or_moderate_read_from_the_primary(replica, client, film):
    assert questions(client, "/films/", headers={"Authorization": "Bearer key"})[1] == 0
    assert questions(client, reverse("account_login"))[1] == 0
    assert questions(client, reverse("language"), "post", data={"language": "de", "next": "/"})[1] == 0
    client.force_login(User.objects.create_superuser("mo"))
    assert questions(client, "/admin/")[1] == 0


def test_a_visitors_page_is_kept_though_a_limit_was_counted(replica, client, film):
    assert replicas.WROTE not in client.get("/search/suggest/?q=flock").cookies


def test_what_follows_a_write_is_read_from_the_primary(replica, film):
    replicas.route.alias = "replica_1"
    assert Film.objects.all().db == "replica_1"
    film.save()
    assert Film.objects.all().db == "default"


def test_a_replica_that_breaks_off_is_not_noticed(replica, client, film):
    client.get("/films/")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [replica.connection.get_backend_pid()])
    assert film.title in client.get("/films/").content.decode()
    assert questions(client, "/films/")[1] == 0  # and it is left alone for a while


def test_a_replica_that_cannot_be_reached_is_not_asked(replica, client, film):
    replica.close()
    replica.settings_dict["PORT"] = 1
    assert client.get("/films/").status_code == 200


def test_what_a_process_noted_long_ago_does_not_pass_for_fresh(monkeypatch):
    now, places = [0.0], iter("ABCD")
    monkeypatch.setattr(replicas.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(replicas, "ask", lambda *_: next(places))
    milestone, seen = replicas.Milestone(), []
    for now[0] in (0.0, 4.0, 6.0, 12.0, 60.0):
        seen.append(milestone.place())
    assert seen == ["A", "A", "A", "B", "D"]  # after the long pause a replica has to have all that is there now


def test_a_copy_that_does_not_keep_up_is_not_asked(replica, client, film, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(replicas, "replicas", {"replica_1": replicas.Replica("replica_1")})
    client.get("/films/")
    assert questions(client, "/films/")[1] == 0  # this one is no standby at all: it replays nothing

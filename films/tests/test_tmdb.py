"""TMDB's API, played by a server in the test: paging, patience, resuming."""

import gzip
import json
import threading
from collections import Counter
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError

from films.datasets import SOURCES, tmdb
from films.models import Film, ImportRun, Person
from films.tests.test_datasets import dying, run, runner

pytestmark = pytest.mark.django_db


def a_film_there(key):
    return {
        "id": key,
        "title": f"Lamp {key}",
        "original_title": "Lampe" if key == 1 else f"Lamp {key}",
        "release_date": f"20{key:02}-05-06",
        "runtime": 92,
        "overview": "A room.",
        "genres": [{"name": "Drama"}],
        "production_countries": [{"name": "United States of America"}],
        "spoken_languages": [{"english_name": "English"}],
        "imdb_id": f"tt000000{key}",
        "external_ids": {"wikidata_id": f"Q{key}"},
        "vote_average": 6.64,
        "vote_count": 12,
        "credits": {
            "cast": [{"id": 7, "name": "Ines Roe", "character": "Nell"}, {"id": 8, "name": "Ines Roe"}],
            "crew": [{"id": 7, "name": "Ines Roe", "job": "Director"}, {"id": 9, "name": "Bo", "job": "Gaffer"}],
        },
        "alternative_titles": {"titles": [{"title": "Lampenraum", "iso_3166_1": "DE"}]},
    }


class Fake(BaseHTTPRequestHandler):
    """Answers as the API does; `trouble` has answers that come first, by path."""

    __test__ = False

    def do_GET(self):
        address = urlsplit(self.path)
        self.server.asked[address.path] += 1
        question = parse_qs(address.query)
        assert self.headers.get("Authorization") == "Bearer long.key" or question["api_key"] == ["short"]
        if waiting := self.server.trouble.get(address.path):
            trouble = waiting.pop(0)
            return self.say(trouble, {}) if isinstance(trouble, int) else self.break_off(trouble)
        if address.path == "/3/discover/movie":
            page = int(question["page"][0])
            first, last = (date.fromisoformat(question[f"primary_release_date.{end}"][0]) for end in ("gte", "lte"))
            if (last - first).days > self.server.most_days:
                return self.say(200, {"total_pages": 501, "results": [{"id": 1}]})
            keys = [{"id": key} for key in range(1, 5) if key not in self.server.gone]
            return self.say(200, {"total_pages": 2, "results": keys[2 * page - 2 : 2 * page]})
        if address.path == "/3/configuration":
            return self.say(503, {}) if self.server.is_down else self.say(200, {"images": {}})
        return self.say(200, a_film_there(int(address.path.rpartition("/")[2])))

    def say(self, status, content):
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def break_off(self, text):
        self.send_response(200)
        self.send_header("Content-Length", "1000" if text else "0")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def server(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setattr(tmdb, "RATE", 100_000)
    monkeypatch.setattr(tmdb.time, "sleep", lambda seconds: None)
    with ThreadingHTTPServer(("127.0.0.1", 0), Fake) as server:
        server.asked, server.trouble, server.most_days, server.is_down = Counter(), {}, 366, False
        server.gone = set()
        settings.TMDB_API_KEY, settings.TMDB_URL = "short", f"http://127.0.0.1:{server.server_port}/3"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def an_export(tmp_path, *keys):
    path = tmp_path / "movie_ids_11_20_2026.json.gz"
    text = "".join(json.dumps({"adult": False, "id": key, "original_title": "x"}) + "\n" for key in keys)
    path.write_bytes(gzip.compress(text.encode() + b"{broken\n"))
    return path


def test_films_of_the_daily_export_come_with_people_titles_and_ids(server, tmp_path, settings):
    server.trouble = {"/3/movie/1": [429, 503], "/3/movie/2": [404], "/3/movie/3": [500]}
    settings.TMDB_API_KEY = "long.key"
    path = an_export(tmp_path, 1, 2, 3)
    said = run("tmdb", path)
    assert "2 created, 0 changed, 0 unchanged, 0 doubtful, 2 refused" in said
    assert "TMDB has no film 2" in said
    film = Film.objects.get(tmdb_id="1")
    assert (film.title, film.original_title, film.year, film.imdb_id) == ("Lamp 1", "Lampe", 2001, "tt0000001")
    assert (film.wikidata_id, [c.name for c in film.countries.all()]) == ("Q1", ["United States"])
    assert [(s.source, str(s), s.votes) for s in film.scores.all()] == [("TMDB", "6.64/10", 12)]
    assert sorted(Person.objects.values_list("name", "tmdb_id")) == [("Ines Roe", "7"), ("Ines Roe", "8")]
    assert "2 unchanged" in run("tmdb", path)


def test_a_run_that_dies_does_not_fetch_again_what_is_in(server, tmp_path, monkeypatch):
    monkeypatch.setitem(SOURCES, "tmdb", replace(SOURCES["tmdb"], batch=2))
    path, save_batch = an_export(tmp_path, *range(1, 7)), runner.save_batch
    monkeypatch.setattr(runner, "save_batch", dying(save_batch, 2))
    with pytest.raises(KeyboardInterrupt):
        run("tmdb", path)
    monkeypatch.setattr(runner, "save_batch", save_batch)
    run("tmdb", path)
    assert Film.objects.count() == 6
    assert [server.asked[f"/3/movie/{key}"] for key in range(1, 7)] == [1, 1, 1, 1, 2, 2]


def test_the_films_of_a_year_are_found_page_by_page(server):
    assert "4 created" in run("tmdb", years=range(2015, 2016))
    assert server.asked["/3/discover/movie"] == 2


def test_a_film_that_is_withdrawn_while_a_run_stands_still_costs_no_other_one(server, monkeypatch):
    monkeypatch.setitem(SOURCES, "tmdb", replace(SOURCES["tmdb"], batch=2))
    with monkeypatch.context() as patch:
        patch.setattr(runner, "save_batch", dying(runner.save_batch, 1))
        with pytest.raises(KeyboardInterrupt):
            run("tmdb", years=range(2015, 2016))
    server.gone = {1}
    run("tmdb", years=range(2015, 2016), dry_run=True)
    assert "4 created" in run("tmdb", years=range(2015, 2016))
    assert sorted(Film.objects.values_list("tmdb_id", flat=True)) == ["1", "2", "3", "4"]


def test_a_day_of_which_tmdb_does_not_list_all_films_is_named(server, monkeypatch):
    monkeypatch.setattr(tmdb, "PAGES", 1)
    monkeypatch.setattr(tmdb, "days", lambda years: (date(2015, 1, 1), date(2015, 1, 1)))
    said = run("tmdb", years=range(2015, 2016))
    assert "2 created, 0 changed, 0 unchanged, 0 doubtful, 1 refused" in said
    assert "films of 2015-01-01; the others are in its daily export." in said


def test_days_with_too_many_films_for_one_question_are_asked_for_in_halves(server):
    server.most_days = 100
    run("tmdb", years=range(2015, 2016))
    assert server.asked["/3/discover/movie"] == 1 + 2 + 4 * 2  # the year, its halves, two pages of each quarter


def test_answers_that_break_off_are_asked_for_again_and_one_that_nobody_can_read_stops_nothing(server, tmp_path):
    server.trouble = {"/3/movie/1": [b'{"id": 1, '] * 2, "/3/movie/2": [b""] * 50}
    said = run("tmdb", an_export(tmp_path, 1, 2, 3))
    assert "TMDB says of film 2 what cannot be understood: its answer is no JSON" in said
    assert sorted(Film.objects.values_list("tmdb_id", flat=True)) == ["1", "3"]


def test_one_film_for_which_the_server_fails_time_and_again_is_refused(server, tmp_path):
    server.trouble = {"/3/movie/2": [500] * 50}
    assert "TMDB answers everything but film 2" in run("tmdb", an_export(tmp_path, 1, 2, 3))
    assert sorted(Film.objects.values_list("tmdb_id", flat=True)) == ["1", "3"]


def test_a_server_that_never_answers_ends_the_run_with_what_came_before(server, tmp_path):
    server.trouble, server.is_down = {"/3/movie/2": [503] * 50}, True
    with pytest.raises(CommandError, match="Run it again later"):
        run("tmdb", an_export(tmp_path, 1, 2, 3))
    assert Film.objects.count() == 1
    server.trouble = {}
    run("tmdb", tmp_path / "movie_ids_11_20_2026.json.gz")
    assert (Film.objects.count(), ImportRun.objects.get().rows_done) == (3, 4)
    assert server.asked["/3/movie/1"] == 1


def test_a_key_that_is_missing_or_wrong_is_said_in_a_sentence(server, tmp_path, settings):
    server.trouble = {"/3/movie/1": [401]}
    with pytest.raises(CommandError, match="does not take the key"):
        run("tmdb", an_export(tmp_path, 1))
    with pytest.raises(CommandError, match="or the years with --years"):
        run("tmdb")
    settings.TMDB_API_KEY = ""
    with pytest.raises(CommandError, match="set TMDB_API_KEY"):
        run("tmdb", an_export(tmp_path, 1))

"""Imports under bad conditions: killed anywhere, and fed with what is no data set."""

import gzip
import json
import os
import random
import select
import signal
import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from films.catalogue import bulk
from films.datasets import SOURCES, Reading
from films.datasets.run import ahead
from films.models import DoubtfulRecord, Film, ImportRun, Person
from films.tests.test_datasets import dump, jsonl, run
from tests.harness import fewer
from tests.together import at_once

pytestmark = pytest.mark.each_database


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def import_and_kill(path, chance):
    """Imports in a process of its own and kills it (-9) somewhere within its next batches; whether it still ran."""
    connections.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writes, "w", buffering=1) as said, open(os.devnull, "w") as nowhere:
            call_command("import_dataset", "catalogue", str(path), stdout=nowhere, stderr=said, verbosity=2)
        os._exit(0)
    os.close(writes)
    for _ in range(chance.randrange(3)):
        os.read(reads, 4096)  # waits until a batch is in
    select.select([], [], [], chance.random() * 0.03)
    os.kill(child, signal.SIGKILL)
    os.close(reads)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def forget_all():
    for model in (Film, Person, DoubtfulRecord):
        model.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_again_and_again_ends_with_the_same_database(tmp_path, settings, monkeypatch):
    monkeypatch.setitem(SOURCES, "catalogue", replace(SOURCES["catalogue"], batch=4))
    rows = [
        {"title": f"Film {n % 90}", "year": 1950 + n % 4, "cast": [f"Person {n % 11}", f"Actor {n % 7}"]}
        for n in range(240)
    ]
    for place in (30, 100, 230):
        rows.insert(place, "{broken")
    run("catalogue", jsonl(tmp_path, rows, "whole.jsonl"))
    whole, counts = dump(), ImportRun.objects.get().counts
    assert counts["doubtful"] > 0
    forget_all()
    path, chance, kills = jsonl(tmp_path, rows, "killed.jsonl"), random.Random(7), 0
    while kills < fewer(20) and import_and_kill(path, chance):
        kills += 1
    assert kills == fewer(20)
    assert 0 < ImportRun.objects.latest("pk").rows_done < len(rows)
    run("catalogue", path)
    assert dump() == whole
    assert ImportRun.objects.latest("pk").counts == counts
    kept = [file.read_text() for file in (settings.DATA_DIR / "imports").iterdir()]
    assert kept == ["{broken\n" * 3] * 2


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_films_at_once_make_each_film_once(tmp_path, monkeypatch):
    both_have_looked, one_is_done, create = threading.Barrier(2), threading.Event(), bulk.create

    def create_one_after_the_other(records):
        with suppress(threading.BrokenBarrierError):  # as it should be: the other one waits for its turn
            if both_have_looked.wait(0.5):
                one_is_done.wait(20)
        transaction.on_commit(one_is_done.set)
        return create(records)

    monkeypatch.setattr(bulk, "create", create_one_after_the_other)
    rows = [{"title": f"Film {n}", "year": 1950, "cast": [f"Person {n}"]} for n in range(6)]
    paths = [jsonl(tmp_path, rows, name) for name in ("first.jsonl", "second.jsonl")]
    assert at_once([partial(run, "catalogue", path) for path in paths]) == []
    assert Film.objects.count() == Person.objects.count() == 6
    assert sorted(run.counts.popitem() for run in ImportRun.objects.all()) == [("created", 6), ("unchanged", 6)]


def test_an_import_that_is_stopped_does_not_read_on_to_the_end():
    reading, read = Reading([]), []

    def batches():
        yield ["the first batch"], None
        for number in range(10**8):
            reading.heard(1)
            read[:] = [number]

    coming = ahead(batches(), reading)
    next(coming)
    coming.close()
    assert read != [10**8 - 1]


@pytest.mark.django_db
class Garbage:
    def test_a_packed_file_that_was_cut_off_or_damaged_is_refused_whole(self, tmp_path):
        packed = gzip.compress("".join(f'{{"title": "Film {n}"}}\n' for n in range(2000)).encode())
        damaged = bytearray(packed)
        damaged[len(packed) // 2] ^= 0xFF
        for content in (packed[: len(packed) // 2], bytes(damaged)):
            path = tmp_path / "films.jsonl.gz"
            path.write_bytes(content)
            with pytest.raises(CommandError, match="cut off or damaged"):
                run("catalogue", path)
        assert not Film.objects.exists()

    def test_random_bytes_are_refused_line_by_line(self, tmp_path):
        path = tmp_path / "random.jsonl"
        path.write_bytes(random.Random(1).randbytes(40_000) + b'\n{"title": "After all that"}\n')
        assert "1 created" in run("catalogue", path)

    def test_lines_that_are_no_films_stop_nothing(self, tmp_path):
        bad = [
            '{"title": "' + "x" * 2_000_000 + '"}',
            "[" * 100_000,
            '{"title": "Big", "year": ' + "9" * 5000 + "}",
            '{"title": "Not a number", "year": NaN}',
            '{"title": ["a"], "year": 1990}',
            '{"title": "Wrong id", "imdb_id": "nope"}',
            json.dumps({"title": "x" * 301}),
            json.dumps({"title": "Long word", "genres": ["g" * 201]}),
        ]
        good = ['{"title": "Nul\\u0000 One \x00", "year": 1990}', '{"title": "Half \\ud800 a letter", "year": 1991}']
        assert "2 created" in run("catalogue", jsonl(tmp_path, [bad[0], good[0], *bad[1:], good[1]]))
        assert ImportRun.objects.get().counts["refused"] == len(bad)
        assert sorted(Film.objects.values_list("title", flat=True)) == ["Half a letter", "Nul One"]

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
    def test_spreadsheets_come_in_the_encodings_that_programs_write(self, tmp_path, encoding):
        path = tmp_path / "club.csv"
        path.write_bytes("Title;Year;Cast\r\nÉté à Köln;2001;Zoë Ä\r\n".encode(encoding))
        run("catalogue", path)
        assert Film.objects.get().people.get().name == "Zoë Ä"
        assert Film.objects.get().title == "Été à Köln"

    def test_a_quotation_mark_that_is_not_closed_costs_its_own_line_and_no_other(self, tmp_path, settings):
        path = tmp_path / "club.csv"
        swallowed = "".join(f"Film {n},{1900 + n % 90},\n" for n in range(700))  # more than a row is looked for in
        path.write_text(
            'title,year,synopsis\n"Open,1990,\nSwallowed,1991,\nNext "one",1992,\n'
            '"Told",1993,"In\ntwo, ""odd"" lines"\n'
            'Odd,1994,a,b\n"Open to the end,1996\n' + swallowed
        )
        said = run("catalogue", path)
        assert "703 created, 0 changed, 0 unchanged, 0 doubtful, 3 refused" in said
        assert "refused: line 2: a quotation mark is not closed" in said
        assert "refused: line 7: 4 cells for 3 columns" in said
        assert Film.objects.get(title="Told").synopsis == 'In two, "odd" lines'
        kept = next((settings.DATA_DIR / "imports").iterdir())
        assert kept.read_text().splitlines()[1:] == [
            '"Open,1990,',
            "Odd,1994,a,b",
            '"Open to the end,1996',
        ]

    def test_a_row_that_the_database_does_not_take_stays_out_alone(self, tmp_path, monkeypatch):
        monkeypatch.setattr("films.datasets.run.refusal", lambda record: "")
        rows = [{"title": f"Film {n}", "year": 2000, "cast": [f"P {n}"]} for n in range(5)]
        rows[3]["title"] = "\ufdfa" * 250 + " and so on"  # 18 letters each when they are folded
        said = run("catalogue", jsonl(tmp_path, rows))
        assert "4 created" in said or "5 created" in said  # SQLite does not count letters
        assert Film.objects.filter(title__startswith="Film").count() == 4


def queries_of_import(path):
    with CaptureQueriesContext(connection) as queries:
        run("catalogue", path)
    return len(queries)


@pytest.mark.django_db
def test_films_that_are_known_already_are_recognised_with_the_same_queries_however_many(tmp_path):
    rows = [{"title": f"Film {n}", "year": 2000, "cast": ["Ada Marsh", f"P {n}"], "runtime": 90} for n in range(40)]
    few, many = jsonl(tmp_path, rows[:10], "few.jsonl"), jsonl(tmp_path, rows, "many.jsonl")
    run("catalogue", few), run("catalogue", many)
    assert queries_of_import(few) == queries_of_import(many)


@pytest.mark.django_db
def test_a_rehearsal_gives_the_reason_for_each_row(tmp_path):
    run("catalogue", jsonl(tmp_path, [{"title": "Kept", "year": 2001, "cast": ["Ada Marsh"]}]))
    rows = [
        {"title": "New", "year": 2001},
        {"title": "Kept", "year": 2001, "cast": ["Ada Marsh"], "runtime": 90, "genres": ["Drama"]},
        {"title": "Kept", "year": 2001, "cast": ["Ada Marsh"]},
        {"title": "Kept", "year": 2001, "cast": ["Una Hale"]},
        {"year": 1990},
    ]
    said = run("catalogue", jsonl(tmp_path, rows, "second.jsonl"), dry_run=True)
    for line in (
        "created: New (2001)",
        "changed: runtime_minutes, genres: Kept (2001)",
        "unchanged: Kept (2001)",
        "doubtful: may be Kept (2001) [kept-2001]: Kept (2001)",
        'refused: no title: {"year": 1990}',
        "It would be: 1 created, 1 changed, 1 unchanged, 1 doubtful, 1 refused.",
    ):
        assert line in said

"""`manage.py import_documents`: the JSON of the contract, dry runs, refusals, doubt, interruption, any order."""

import io
import itertools
import json
import sys

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.functional import Promise

from films.management.commands import import_documents
from films.models import ExternalReview, Film, Source
from films.tests.corpus import DOCUMENTS, TWINS, page, seeds
from tests.harness import thinned

pytestmark = pytest.mark.django_db

KEYS = ["document", "shape", "film", "credits", "scores", "reviews", "comments_open", "saved", "warnings", "slug"]
FILM_KEYS = [
    *["title", "year", "release_date", "published", "tagline", "synopsis", "runtime_minutes", "certificate"],
    *["countries", "languages", "genres", "locations", "trivia", "quotes", "links"],
]
ONE_FILM = [f"{shape}/the-glass-ferry.txt" for shape in ("magazine", "sheep", "festival", "factsheet")]


@pytest.fixture
def folder(tmp_path):
    """Writes pages of the corpus into a folder; names are flattened so that each is one file."""

    def write(*names, into="pages"):
        place = tmp_path / into
        place.mkdir(exist_ok=True)
        for name in names:
            (place / name.replace("/", "-")).write_bytes(page(name))
        return place

    return write


def run(*paths, **options):
    """Standard output, standard error and whether the command failed."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_documents", *map(str, paths), stdout=out, stderr=err, **options)
    except CommandError as problem:
        return out.getvalue(), err.getvalue() + str(problem), True
    return out.getvalue(), err.getvalue(), False


def objects(out):
    return [json.loads(line) for line in out.splitlines()]


def dump():
    """Every row of the catalogue that holds a fact, by its values: no numbers of rows, no times, no revisions."""
    left_out = {"id", "revision", "read_at", "created_at"}
    rows = []
    for model in apps.get_app_config("films").get_models(include_auto_created=True):
        if model.__name__ in ("Catalogue", "ChangedFilm", "SearchEntry", "SearchWord"):
            continue
        fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
        related = [field.name for field in fields if field.is_relation]
        for row in model.objects.select_related(*related):
            rows.append((model.__name__, *(f"{field.name}={plain(row, field)}" for field in fields)))
    return sorted(rows)


def plain(row, field):
    value = getattr(row, field.name)
    return str(value) if isinstance(value, Promise) or field.is_relation else value


class Json:
    def test_there_is_one_object_a_document_with_the_keys_of_the_contract_in_its_order(self, folder):
        out, _, failed = run(folder(*TWINS), json=True)
        described = objects(out)
        assert not failed and len(described) == len(TWINS)
        assert all(list(one) == KEYS and list(one["film"]) == FILM_KEYS for one in described)
        assert [one["document"] for one in described] == sorted(name.replace("/", "-") for name in TWINS)
        assert out.isascii()

    def test_a_fact_sheet_gives_every_fact_and_null_for_what_is_absent(self, folder):
        out, _, _ = run(folder("factsheet/the-salt-road.txt"), json=True)
        [said] = objects(out)
        assert (said["shape"], said["saved"], said["comments_open"]) == ("factsheet", "created", False)
        assert said["film"]["title"] == "The Salt Road" and said["film"]["certificate"] is None
        assert said["film"]["release_date"] == said["film"]["published"] == "2011-03-04"
        assert said["credits"][0] == {"person": "Ines Roe", "department": "cast", "character": "Dora", "position": 1}
        assert {"person": "Cyd Amaro", "department": "cast", "character": None, "position": 7} in said["credits"]
        assert said["scores"] == [
            {"kind": "audience", "value": 7.1, "out_of": 10, "votes": 1234},
            {"kind": "critics", "value": 64, "out_of": 100, "votes": None},
        ]
        assert said["film"]["links"][0] == {"label": "Official Facebook", "url": None}

    def test_a_review_has_its_rating_as_printed_and_in_half_steps(self, folder):
        out, _, _ = run(folder("magazine/the-tin-orchard.txt"), json=True)
        [review] = objects(out)[0]["reviews"]
        assert list(review) == ["byline", "publication", "half_steps", "rating_text", "published", "body"]
        assert (review["half_steps"], review["rating_text"], review["published"]) == (8, "4 out of 5 Stars", None)
        assert (review["byline"], review["publication"]) == ("Ottilie Brand", "The Lantern Quarterly")
        assert review["body"].startswith("Part fable") and review["body"].endswith("looks small at all.")

    def test_a_refused_document_has_no_shape_and_its_reason_and_the_others_still_go_in(self, folder):
        out, err, failed = run(folder("refused/recipe.txt", "sheep/no-rating.txt"), json=True)
        refused, saved = objects(out)
        assert (refused["shape"], refused["film"], refused["saved"]) == (None, None, "refused")
        assert (refused["slug"], saved["slug"]) == (None, "slow-milk")
        assert refused["warnings"] == ["This is a page about a recipe, not about a film."]
        assert saved["saved"] == "created" and failed
        assert "1 created" in err and "1 refused" in err
        assert Film.objects.get().title == "Slow Milk"

    def test_nothing_but_the_objects_stands_on_standard_output_and_no_bar_in_a_pipe(self, folder, capfd):
        call_command("import_documents", str(folder(*TWINS)), json=True)
        out, err = capfd.readouterr()
        assert len(objects(out)) == len(TWINS)
        assert err == "4 documents: 4 created, 0 updated, 0 unchanged, 0 refused.\n"


class DryRun:
    def test_a_dry_run_says_what_would_be_saved_and_saves_nothing(self, folder):
        before = dump()
        out, err, failed = run(folder(*ONE_FILM), json=True, dry_run=True)
        assert [one["saved"] for one in objects(out)] == ["dry-run"] * 4
        assert "1 created, 3 updated" in err and "Nothing was saved" in err and not failed
        assert dump() == before == []


class Paths:
    def test_files_and_folders_are_read_in_order_and_hidden_files_are_left_out(self, folder):
        place = folder("sheep/no-rating.txt", "factsheet/minimal.txt")
        (place / ".hidden.txt").write_text("nothing")
        (place / ".git").mkdir()
        (place / ".git" / "page.txt").write_text("nothing")
        (place / "more").mkdir()
        (place / "more" / "a.txt").write_bytes(page("sheep/one-sheep.txt"))
        out, _, _ = run(place, place / "factsheet-minimal.txt", json=True)
        assert [one["document"] for one in objects(out)] == [
            "factsheet-minimal.txt",
            "more/a.txt",
            "sheep-no-rating.txt",
        ]

    def test_a_path_that_is_not_there_is_named_and_nothing_is_read(self, folder):
        out, err, failed = run(folder("sheep/no-rating.txt"), "/no/such/page.txt")
        assert failed and "There is no file or folder /no/such/page.txt." in err
        assert out == "" and not Film.objects.exists()

    def test_a_folder_without_documents_is_told(self, tmp_path):
        _, err, failed = run(tmp_path)
        assert failed and "There is no document" in err

    def test_a_file_that_cannot_be_read_is_refused_with_the_reason(self, folder, monkeypatch):
        def refuse(path):
            raise PermissionError(13, "Permission denied")

        place = folder("sheep/no-rating.txt")
        monkeypatch.setattr(import_documents.Path, "read_bytes", refuse)
        out, _, failed = run(place, json=True)
        assert failed and objects(out)[0]["warnings"] == ["It cannot be read: Permission denied."]

    def test_two_pages_of_one_file_name_about_two_films_both_stay(self, folder):
        first, second = folder(into="a"), folder(into="b")
        (first / "page.txt").write_bytes(page("sheep/no-rating.txt"))
        (second / "page.txt").write_bytes(page("sheep/one-sheep.txt"))
        run(first, second)
        before = dump()
        out, _, _ = run(second, first, json=True)
        assert [one["saved"] for one in objects(out)] == ["unchanged", "unchanged"]
        assert dump() == before and Film.objects.count() == Source.objects.count() == 2


class Doubt:
    """A festival's page without people may be about the film of that name, or about another one."""

    def test_the_candidates_are_named_and_nothing_is_guessed(self, folder):
        run(folder("factsheet/no-scores.txt"))
        out, _, failed = run(folder("festival/no-reviews.txt", into="later"), json=True)
        [said] = objects(out)
        assert failed and (said["shape"], said["saved"]) == ("festival", "refused")
        assert "the-lamp-room-2011" in said["warnings"][0] and "--film" in said["warnings"][0]
        assert Film.objects.count() == 1 and Source.objects.count() == 1

    def test_naming_the_film_decides_where_the_page_names_none(self, folder):
        run(folder("factsheet/no-scores.txt"))
        later = folder("refused/heading-or-prose.txt", into="later")
        assert "does not say clearly" in run(later)[0]
        out, _, failed = run(later, json=True, film="the-lamp-room-2011")
        assert not failed and objects(out)[0]["slug"] == "the-lamp-room-2011"

    def test_naming_the_film_decides(self, folder):
        run(folder("factsheet/no-scores.txt"))
        later = folder("festival/no-reviews.txt", into="later")
        out, _, failed = run(later, json=True, film="/films/the-lamp-room-2011/")
        assert not failed and objects(out)[0]["saved"] in ("updated", "unchanged")
        assert Film.objects.get().sources.count() == 2

    def test_the_film_is_named_and_so_is_a_page_that_calls_it_otherwise(self, folder):
        run(folder("factsheet/no-scores.txt"))
        other = folder("sheep/no-rating.txt", into="later")
        said, _, _ = run(other, film="the-lamp-room-2011")
        assert said.splitlines()[0].endswith(" updated, The Lamp Room (2011) [the-lamp-room-2011]")
        assert "The page calls its film “Slow Milk”; that it is The Lamp Room (2011), --film says." in said
        [shown] = objects(run(other, json=True, film="the-lamp-room-2011")[0])
        assert (shown["saved"], shown["slug"]) == ("unchanged", "the-lamp-room-2011")

    def test_a_film_that_is_named_keeps_its_title_its_year_and_its_running_time(self, folder):
        run(folder("factsheet/no-scores.txt"))
        other = folder("factsheet/numeric-title.txt", into="later")
        [said] = objects(run(other, json=True, film="the-lamp-room-2011")[0])
        film, before = Film.objects.get(), dump()
        assert (film.title, film.year, film.runtime_minutes) == ("The Lamp Room", 2011, 88)
        assert [other.title for other in film.titles.all()] == ["1917"]
        assert (said["film"]["title"], said["film"]["year"], said["film"]["runtime_minutes"]) == ("1917", 2019, 119)
        assert said["warnings"] == [
            "The page calls its film “1917”; that it is The Lamp Room (2011), --film says.",
            "The page gives another year, 2019; The Lamp Room (2011) keeps 2011.",
            "The page gives another running time, 119; The Lamp Room (2011) keeps 88.",
        ]
        [again] = objects(run(other, json=True, film="the-lamp-room-2011")[0])
        assert again["saved"] == "unchanged" and dump() == before

    def test_a_film_that_is_not_there_is_told_in_a_sentence(self, folder):
        run(folder("factsheet/no-scores.txt"))
        out, err, failed = run(folder("sheep/no-rating.txt", into="later"), film="the-lamp-room-2012")
        assert failed and "There is no film with the address 'the-lamp-room-2012'" in err
        assert "Did you mean one of these? the-lamp-room-2011" in err
        assert out == "" and Film.objects.count() == 1


class Interrupted:
    def test_what_was_read_before_stays_and_the_next_run_goes_on(self, folder, monkeypatch):
        place = folder(*TWINS, *ONE_FILM)
        run(place)
        whole = dump()
        for film in Film.objects.all():
            film.delete()
        apps.get_model("films.Person").objects.all().delete()
        for name in ("Genre", "Country", "Language", "Location"):
            apps.get_model("films", name).objects.all().delete()

        reads = itertools.count()
        monkeypatch.setattr(import_documents, "save", interrupted(import_documents.save, reads, after=3))
        _, err, failed = run(place)
        assert failed and "Stopped after 3 of 7 documents; run it again to go on." in err
        assert Source.objects.count() == 3
        run(place)
        assert dump() == whole


def interrupted(save, calls, after):
    """`save`, stopped once in the middle of its transaction, after what it wrote."""

    def stopping(*args, **kwargs):
        outcome = save(*args, **kwargs)
        if next(calls) == after:
            assert transaction.get_connection().in_atomic_block
            raise KeyboardInterrupt
        return outcome

    return stopping


class Order:
    """The same documents give the same catalogue in whatever order they come, and a second time they change nothing.

    A run that is not THOROUGH tries five of the 24 orders: each document comes first in one of them.
    """

    @pytest.mark.once
    def test_the_invented_pages_about_one_film_in_all_orders(self, folder):
        self.check(sorted(folder(*ONE_FILM).iterdir()), "the-glass-ferry-2010")

    def test_the_four_documents_in_all_orders(self, tmp_path):
        for name, raw in seeds().items():
            (tmp_path / name).write_bytes(raw)
        self.check(sorted(tmp_path.iterdir()), "miss-you-already-2015")

    def check(self, documents, slug):
        results = []
        for number, order in enumerate(thinned(itertools.permutations(documents), 5)):
            with transaction.atomic():
                _, err, failed = run(*order)
                assert not failed, err
                assert [film.slug for film in Film.objects.all()] == [slug]
                results.append(dump())
                if number % 8 == 0:
                    out, _, _ = run(*order, json=True)
                    assert {one["saved"] for one in objects(out)} == {"unchanged"}
                    assert dump() == results[-1]
                transaction.set_rollback(True)
        assert len(results) >= 5
        assert all(result == results[0] for result in results)

    @pytest.mark.parametrize("end", [b" Brand", b"and | Images"])
    def test_a_page_that_was_cut_off_and_the_whole_one_give_one_review_in_either_order(self, folder, end):
        whole, rows = page("magazine/the-glass-ferry.txt"), []
        path = folder("magazine/the-glass-ferry.txt", into="whole") / "magazine-the-glass-ferry.txt"
        cut = path.with_name("cut.txt")
        cut.write_bytes(whole[: whole.index(end)])
        for paths in ((path, cut), (cut, path)):
            with transaction.atomic():
                run(*paths)
                rows += ExternalReview.objects.values_list("byline", "publication", "half_steps")
                transaction.set_rollback(True)
        assert rows == [("Ottilie Brand", "The Lantern Quarterly", 7)] * 2


class Page:
    def test_the_texts_stand_on_the_film_whole(self, folder):
        run(folder(*ONE_FILM))
        bodies = dict(ExternalReview.objects.values_list("byline", "body"))
        assert bodies["Otto Brandt"].count("\n\n") == 1
        assert set(bodies) == {"Ottilie Brand", "", "Marnie", "Otto Brandt"}

    def test_every_part_of_a_byline_stands_on_the_film(self, folder, client):
        run(folder(*ONE_FILM))
        page = client.get("/films/the-glass-ferry-2010/").content.decode()
        parts = ("Words by Ottilie Brand", "Images by Northlight", "Edited by Jem Okafor")
        assert [part for part in parts if part not in page] == []


class Terminal:
    def test_a_bar_shows_on_a_terminal(self, folder, monkeypatch):
        class Screen(io.StringIO):
            def isatty(self):
                return True

        screen = Screen()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setenv("TERM", "xterm")
        run(folder("sheep/no-rating.txt"))
        assert "Reading" in screen.getvalue()


def test_the_pages_of_the_corpus_are_where_the_tests_look():
    assert all((DOCUMENTS / name).exists() for name in (*TWINS, *ONE_FILM))

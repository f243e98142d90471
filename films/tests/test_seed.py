"""`manage.py seed`: the fact sheets in the catalogue, once, and never over an editor's hand."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.serializers import serialize

from films.models import Catalogue, Credit, Film, Person, Source

pytestmark = pytest.mark.django_db

FOLDER = Path(settings.BASE_DIR) / "films" / "factsheets"
FILMS = ("miss-you-already-2015", "thirteen-2003", "beaches-1988", "tyrannosaur-2011")
US = 'title = "Us"\nyear = 2019\nruntime_minutes = 116\ngenres = ["Horror"]\n[credits]\ndirector = ["Jordan Peele"]\n'


@pytest.fixture
def folder(tmp_path):
    """A folder of sheets to seed from."""
    path = tmp_path / "sheets"
    path.mkdir()
    return path


def seed(*folders, capsys):
    call_command("seed", *folders)
    return capsys.readouterr().out.strip()


def everything():
    models = (Film, Person, Credit, Source, Catalogue)
    return [serialize("json", model.objects.order_by("pk")) for model in models]


class Seed:
    def test_loads_the_sheets_that_come_with_the_site_and_changes_nothing_the_second_time(self, capsys):
        films = {path.stem for path in FOLDER.glob("*.toml")} - {"people"}
        said = seed(capsys=capsys)
        described = Person.objects.exclude(born_year=None, died_year=None, country=None).count()
        assert said == f"Fact sheets: {len(films)} created. People with new facts: {described}."
        before = everything()
        assert seed(capsys=capsys) == f"Fact sheets: {len(films)} unchanged."
        assert everything() == before
        assert set(Film.objects.values_list("slug", flat=True)) == films

    def test_loads_every_fact_of_miss_you_already(self, folder, capsys):
        for name in (*FILMS, "people"):
            shutil.copy(FOLDER / f"{name}.toml", folder)
        seed(folder, capsys=capsys)
        film = Film.objects.get(slug="miss-you-already-2015")
        assert film.credits.filter(department="cast").count() == 15
        assert film.external_reviews.count() == 8
        assert film.scores.count() == 2
        assert film.mentions.count() == 12
        assert film.quotes.get().character == "Ace"
        assert film.links.count() == 2
        assert {mention.other.slug for mention in film.mentions.exclude(other=None)} == {
            "beaches-1988",
            "thirteen-2003",
        }
        hardwicke = Person.objects.get(name="Catherine Hardwicke")
        assert (hardwicke.born_year, hardwicke.country.name) == (1955, "United States")
        assert hardwicke.films.filter(credits__department="director").distinct().count() == 2

    def test_asks_one_query_when_nothing_is_new(self, folder, capsys, django_assert_num_queries):
        (folder / "us-2019.toml").write_text(US)
        seed(folder, capsys=capsys)
        with django_assert_num_queries(1):
            seed(folder, capsys=capsys)

    def test_leaves_what_an_editor_changed_when_a_sheet_changes(self, folder, capsys):
        sheet = folder / "us-2019.toml"
        sheet.write_text(US)
        seed(folder, capsys=capsys)
        film = Film.objects.get()
        film.runtime_minutes = 117
        film.save()
        sheet.write_text(US.replace("116", "115").replace("Horror", "Thriller"))
        assert seed(folder, capsys=capsys) == "Fact sheets: 1 updated."
        film.refresh_from_db()
        assert film.runtime_minutes == 117
        assert [genre.name for genre in film.genres.all()] == ["Thriller"]

    def test_does_not_bring_back_a_film_that_was_deleted(self, folder, capsys):
        sheet = folder / "us-2019.toml"
        sheet.write_text(US)
        seed(folder, capsys=capsys)
        Film.objects.all().delete()
        assert seed(folder, capsys=capsys) == "Fact sheets: 1 unchanged."
        sheet.write_text(US.replace("116", "115"))
        assert seed(folder, capsys=capsys) == "Fact sheets: 1 of deleted films."
        assert not Film.objects.exists()

    def test_leaves_what_is_known_of_a_person(self, folder, capsys):
        (folder / "us-2019.toml").write_text(US)
        seed(folder, capsys=capsys)
        Person.objects.update(born_year=1980)
        (folder / "people.toml").write_text(
            'people = [{ name = "Jordan Peele", born = 1979, country = "United States", wikidata_id = "Q3371986" }]'
        )
        assert seed(folder, capsys=capsys) == "Fact sheets: 1 unchanged. People with new facts: 1."
        peele = Person.objects.get()
        assert (peele.born_year, peele.country.name, peele.wikidata_id) == (1980, "United States", "Q3371986")

    def test_does_not_guess_which_of_two_namesakes_is_meant(self, folder, capsys):
        Person.objects.create(name="Steve McQueen")
        Person.objects.create(name="Steve McQueen")
        (folder / "people.toml").write_text('people = [{ name = "Steve McQueen", born = 1930 }]')
        assert seed(folder, capsys=capsys) == "Fact sheets: none."
        assert not Person.objects.exclude(born_year=None).exists()

    def test_names_a_refused_sheet_and_loads_the_others(self, folder, capsys):
        (folder / "a.toml").write_text('titel = "Us"')
        (folder / "us-2019.toml").write_text(US)
        with pytest.raises(CommandError, match="were not loaded"):
            seed(folder, capsys=capsys)
        said = capsys.readouterr()
        assert said.err.strip() == "a.toml: titel is not a key that a fact sheet knows."
        assert said.out.strip() == "Fact sheets: 1 created, 1 refused."
        assert Film.objects.get().title == "Us"

    def test_names_a_sheet_whose_film_is_uncertain(self, folder, capsys):
        Film.objects.create(title="Us")
        (folder / "us-2019.toml").write_text(US)
        with pytest.raises(CommandError):
            seed(folder, capsys=capsys)
        assert capsys.readouterr().err.startswith("us-2019.toml: ")
        assert Film.objects.count() == 1

    def test_names_a_folder_that_is_not_there(self, folder):
        with pytest.raises(CommandError, match=r"There is no folder .*nowhere"):
            call_command("seed", folder / "nowhere")

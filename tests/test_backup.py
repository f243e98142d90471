"""What stands between a site and a bad disk: a backup of a running site, and its way back."""

import json
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from config.backups import making, place
from films.tests.factories import a_film
from tests.harness import THOROUGH
from tests.process import fresh_database, manage

ASK = "from django.conf import settings as s; from films.models import Film; print(Film.objects.get(), s.SECRET_KEY)"
FILL = "from films.tests.factories import a_film; a_film('Größe \\\\ 8½'); a_film().delete()"
NEXT = "from films.tests.factories import a_film; from films.models import Film; print(Film.objects.get(), a_film().pk)"


@pytest.fixture
def home(tmp_path, settings):
    """A data folder with a key, a picture, and what is made anew."""
    settings.DATA_DIR = tmp_path / "home"
    for name in ("secret_key", "media/posters/a.webp", "private/b.webp", "static/site.css", ".lock"):
        path = settings.DATA_DIR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the {name}")
    return settings.DATA_DIR


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
def test_a_backup_comes_back_whole_and_only_into_an_empty_place(home, tmp_path):
    a_film("The Lamp Room")
    call_command("backup", tmp_path / "kept")
    with fresh_database() as variables:
        variables |= {"FLOCK_DATA": str(tmp_path / "back")}
        restored = manage("restore", str(tmp_path / "kept"), **variables)
        assert restored.returncode == 0, restored.stderr
        assert (
            manage("shell", "-v0", "-c", ASK, **variables).stdout.split("\n")[0]
            == "The Lamp Room (2011) the secret_key"
        )
        again = manage("restore", str(tmp_path / "kept"), **variables)
    assert "is there already" in again.stderr
    back = {str(path.relative_to(tmp_path / "back")) for path in (tmp_path / "back").rglob("*") if path.is_file()}
    assert back - {"flock.sqlite3"} == {"secret_key", "media/posters/a.webp", "private/b.webp", ".lock"}


@pytest.mark.only("postgresql")
@pytest.mark.skipif(not THOROUGH, reason="makes two databases")
def test_a_backup_of_sqlite_moves_a_site_to_postgresql(tmp_path):
    old = {"FLOCK_DATA": str(tmp_path / "old")}
    for command in (["migrate", "-v0"], ["shell", "-v0", "-c", FILL], ["backup", str(tmp_path / "kept")]):
        assert manage(*command, **old).returncode == 0
    with fresh_database() as new:
        new |= {"FLOCK_DATA": str(tmp_path / "new")}
        assert "an older version" in manage("restore", str(kept(tmp_path / "older")), **new).stderr
        moved = manage("restore", str(tmp_path / "kept"), **new)
        assert moved.returncode == 0, moved.stderr
        assert manage("shell", "-v0", "-c", NEXT, **new).stdout.strip() == "Größe \\ 8½ (2011) 3"
        assert (
            "There is a site"
            in manage("restore", str(tmp_path / "kept"), **new | {"FLOCK_DATA": str(tmp_path / "third")}).stderr
        )


@pytest.mark.django_db
def test_a_backup_that_breaks_off_leaves_nothing_behind(home, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "write_papers", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.django_db
def test_a_backup_overwrites_nothing_and_does_not_contain_itself(home, tmp_path):
    for folder, why in (
        (home / "kept", "within the data folder"),
        (home, "is there already"),
        (tmp_path / "a/b", "no folder"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("backup", folder)


def kept(folder, migrations=("films.0001_initial",), database="sqlite"):
    """A backup as small as one can be."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "flock.sqlite3")) as file:
        file.execute("CREATE TABLE films_film (id)")
    (folder / "backup.json").write_text(json.dumps({"database": database, "migrations": migrations}))
    (folder / "SHA256SUMS").write_text(f"{place.sum_of(folder / 'flock.sqlite3')}  flock.sqlite3\n")
    return folder


@pytest.mark.once
def test_what_is_no_whole_backup_of_this_version_is_refused_before_anything_is_touched(home, tmp_path):
    damaged, newer = kept(tmp_path / "damaged"), kept(tmp_path / "newer", ["films.9999_more"])
    (damaged / "flock.sqlite3").write_text("half")
    for folder, why in ((tmp_path, "is no backup"), (damaged, "missing or damaged"), (newer, "a newer version")):
        with pytest.raises(CommandError, match=why):
            call_command("restore", folder)
    assert not (home / ".restoring").exists()

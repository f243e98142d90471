"""What stands between a site and a bad disk: a backup of a running site, and its way back."""

import json
import os
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.backups import Problem, making, place, restoring
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


@pytest.fixture
def empty(tmp_path, settings, monkeypatch):
    """An empty data folder, with a database that comes or does not: what the restore of the files stands before."""
    settings.DATA_DIR = tmp_path / "empty"
    settings.DATA_DIR.mkdir()
    monkeypatch.setattr(restoring, "refuse_other_version", lambda facts: None)
    monkeypatch.setattr(restoring, "database_files", list)
    monkeypatch.setattr(restoring, "put_database", lambda *_: None)
    monkeypatch.setattr(restoring, "one_at_a_time", nullcontext)
    monkeypatch.setattr(restoring, "connection", type("Other", (), {"vendor": "other"}))
    return settings.DATA_DIR


def with_files(folder, *names):
    """The smallest backup, with some files."""
    sums = kept(folder) / "SHA256SUMS"
    for name in names:
        (folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "files" / name).write_text("kept")
        with sums.open("a", encoding="utf-8", errors="surrogateescape") as file:
            file.write(f"{place.sum_of(folder / 'files' / name)}  files/{name}\n")
    return folder


def broken(*_):
    raise Problem("the database does not come")


def told(words):
    """Nobody listens."""


@pytest.mark.once
def test_a_restore_leaves_the_key_of_a_site_alone(empty, tmp_path):
    (empty / "secret_key").write_text("of a live site")
    with pytest.raises(Problem, match="secret_key is there already"):
        restoring.restore(with_files(tmp_path / "kept", "secret_key"), told)
    assert (empty / "secret_key").read_text() == "of a live site"


@pytest.mark.once
def test_only_a_key_made_since_this_process_started_is_new(empty, settings):
    key = empty / "secret_key"
    key.write_text(settings.SECRET_KEY)
    assert restoring.is_new_key(key)
    os.utime(key, (1, 1))
    assert not restoring.is_new_key(key)


@pytest.mark.once
def test_a_restore_that_fails_leaves_the_place_as_it_was(empty, tmp_path, settings, monkeypatch):
    (tmp_path / "disk").mkdir()
    (empty / "media").symlink_to(tmp_path / "disk")
    (empty / "private/thumbs").mkdir(parents=True)
    (empty / "secret_key").write_text(settings.SECRET_KEY)
    monkeypatch.setattr(restoring, "put_database", broken)
    with pytest.raises(Problem, match="does not come"):
        restoring.restore(with_files(tmp_path / "kept", "secret_key", "media/posters/a.webp", "private/b.webp"), told)
    left = {str(path.relative_to(empty)) for path in empty.rglob("*")}
    assert left == {"media", "private", "private/thumbs"}
    assert (empty / "media").is_symlink()
    assert not list((tmp_path / "disk").iterdir())


@pytest.mark.once
def test_what_stood_in_the_way_comes_back(tmp_path):
    for name in ("ready/files/key", "home/key"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(name)
    with pytest.raises(Problem), restoring.taken_away_again(tmp_path / "ready") as moves:
        restoring.put_files(tmp_path / "ready/files", tmp_path / "home", tmp_path / "ready/old", moves)
        assert (tmp_path / "home/key").read_text() == "ready/files/key"
        broken()
    assert (tmp_path / "home/key").read_text() == "home/key"
    assert not (tmp_path / "ready").exists()


@pytest.mark.once
def test_links_modes_and_odd_names_come_back(empty, tmp_path):
    (tmp_path / "disk").mkdir()
    (empty / "media").symlink_to(tmp_path / "disk")
    names = ("media/posters/a\x85b.webp", "media/\udce4.webp", "private/b.webp")
    folder = with_files(tmp_path / "kept", *names)
    (folder / "files/private").chmod(0o700)
    restoring.restore(folder, told)
    assert all((empty / name).read_text() == "kept" for name in names)
    assert (tmp_path / "disk/posters").is_dir()
    assert (empty / "private").stat().st_mode & 0o777 == 0o700
    assert not (empty / ".restoring").exists()


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_the_lock_of_one_at_a_time_is_held_on(home, monkeypatch):
    monkeypatch.setattr(restoring.connection, "close", broken)
    assert restoring.used_paths()


@pytest.mark.once
def test_a_backup_keeps_the_modes_of_folders_and_names_that_are_not_utf_8(home, tmp_path):
    (home / "private").chmod(0o700)
    Path(home, "media/\udce4.webp").write_text("odd")
    sums = making.copy_files(tmp_path / "files")
    making.write_papers(tmp_path, [], sums)
    assert b"  files/media/\xe4.webp\n" in (tmp_path / "SHA256SUMS").read_bytes()
    assert (tmp_path / "files/private").stat().st_mode & 0o777 == 0o700
    (home / "media/a\nb").write_text("odd")
    with pytest.raises(Problem, match="line break"):
        making.copy_files(tmp_path / "again")


@pytest.mark.once
def test_a_backup_sees_through_links_to_the_data_folder(home, tmp_path):
    (tmp_path / "way").symlink_to(home)
    (tmp_path / "disk").mkdir()
    (home / "more").symlink_to(tmp_path / "disk")
    for folder in (tmp_path / "way/kept", tmp_path / "disk/kept"):
        with pytest.raises(Problem, match="within the data folder"):
            making.refuse(folder, ["films.0001_initial"])


@pytest.mark.once
@pytest.mark.django_db
def test_a_backup_leaves_other_folders_alone(home, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "dump", lambda target: target.write_text("rows"))
    (tmp_path / "kept.part").mkdir()
    (tmp_path / "kept.part/mine").write_text("mine")
    making.make(tmp_path / "kept")
    assert (tmp_path / "kept.part/mine").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"home", "kept", "kept.part"}

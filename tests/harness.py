"""What every test stands on: a data folder of its own, quick settings, nothing of the developer's environment.

A pytest plugin (see pyproject.toml) rather than a conftest.py, because it has to speak before the settings are read.
`FLOCK_TEST_DATABASE=postgresql` and `FLOCK_TEST_POSTGRESQL=postgres://…` move a run to PostgreSQL, and
`FLOCK_TEST_DATABASES` names all that are tried beside each other; `python -m tests` sets them.

`THOROUGH` asks for the same tests at greater length: on each database, in each view, at each place. CI does; what
anybody can wait for before a commit tries each of them at fewer points (see its uses).
"""

import os
import shutil
import tempfile
import zlib

import pytest

HERE = tempfile.mkdtemp(prefix="flock-tests-")
CI = os.environ.get("CI") == "true"
THOROUGH = CI or os.environ.get("THOROUGH") == "1"
OURS = (
    "DATABASE_URL CACHE_URL EMAIL_URL SITE_URL ALLOWED_HOSTS TRUSTED_PROXIES PORT HOST DEBUG RATING_GLYPH TIME_ZONE "
    "REPLICA_URLS MEDIA_STORE WEB_WORKERS SECRET_KEY SITE_NAME EMAIL_FROM COMMENT_EDIT_MINUTES "
    "TMDB_API_KEY TMDB_URL"
)

for name in OURS.split():
    os.environ.pop(name, None)
os.environ.update(FLOCK_DATA=HERE, DJANGO_SETTINGS_MODULE="config.settings", DJANGO_ALLOW_ASYNC_UNSAFE="true")
if os.environ.get("FLOCK_TEST_DATABASE") == "postgresql":
    os.environ["DATABASE_URL"] = os.environ["FLOCK_TEST_POSTGRESQL"]
DATABASE = "postgresql" if "DATABASE_URL" in os.environ else "sqlite"
DATABASES = os.environ.get("FLOCK_TEST_DATABASES", DATABASE).split()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # at once
settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
settings.MEDIA_ROOT = os.path.join(HERE, "media")

if DATABASE == "sqlite":
    # A file, so that threads have connections of their own; it need not survive a power cut.
    settings.DATABASES["default"]["TEST"] = {"NAME": os.path.join(HERE, "test.sqlite3")}
    settings.DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"


def thinned(items, step):
    """All of them when the run is THOROUGH, else the first and each `step`th after it."""
    return list(items)[:: 1 if THOROUGH else step]


def fewer(times):
    """As many times when the run is THOROUGH, else a third of them: for what is tried again and again at random."""
    return times if THOROUGH else -(-times // 3)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    elsewhere = [item for item in items if not belongs_here(item)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


def belongs_here(item):
    """Whether a test runs in this process, which is on one of the databases.

    What would be the same on both runs once: what asks for no database (or says `@pytest.mark.once`) on PostgreSQL,
    what drives a browser on SQLite. Of the rest, what stands on SQL says `@pytest.mark.each_database` and runs on both;
    the others, whole modules in turn, run on one of them, and on both when it is THOROUGH.
    """
    if only := item.get_closest_marker("only"):
        return DATABASE in only.args
    if item.get_closest_marker("each_database") or len(DATABASES) == 1:
        return True
    if item.get_closest_marker("browser"):
        return DATABASE == "sqlite"
    if item.get_closest_marker("once") or not asks_for_a_database(item):
        return DATABASE == "postgresql"
    return THOROUGH or DATABASES[zlib.crc32(item.location[0].encode()) % 2] == DATABASE


def asks_for_a_database(item):
    fixtures = {"db", "transactional_db", "live_server"}
    return item.get_closest_marker("django_db") or fixtures & set(getattr(item, "fixturenames", ()))


def pytest_report_header():
    return f"database: {DATABASE}"


def pytest_unconfigure():
    shutil.rmtree(HERE, ignore_errors=True)


def lacking(what):
    """Skips a test because the machine lacks something; on CI, where nothing may be lacking, it fails instead."""
    (pytest.fail if CI else pytest.skip)(what)


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector, obj):
    """Any class is a test class (`class Detail`), but not one that a test module merely imports."""
    if isinstance(obj, type) and obj.__module__ != collector.module.__name__:
        return []
    return None


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied():
    """Some tests empty all tables when they are over; the guards of the decisions step aside for that."""
    from django.db.backends.base.operations import BaseDatabaseOperations  # Django is ready only now

    from reviews.moderation import triggers

    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(self, statements):
        with triggers.lifted(self.connection):
            flush(self, statements)

    BaseDatabaseOperations.execute_sql_flush = unguarded
    yield
    BaseDatabaseOperations.execute_sql_flush = flush


@pytest.fixture(autouse=True)
def _no_leftovers():
    from films.kept import forget_everything  # Django is ready only now

    cache.clear()
    forget_everything()

"""Bad days in plain words: what went wrong on this machine and what helps, instead of a traceback."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from environs import EnvValidationError

from .environment import explain_variables

# What PostgreSQL's client says, and what helps.
POSTGRESQL = {
    r"password authentication failed|no password supplied|role .* does not exist": (
        "the user or the password in DATABASE_URL is not accepted; correct them"
    ),
    r'database "(.*)" does not exist': "it does not exist; make it (createdb) or correct the name in DATABASE_URL",
    r"too many (connections|clients)|remaining connection slots": (
        "it has no free connections; raise its max_connections or lower WEB_WORKERS"
    ),
    r'relation ".*" does not exist': "it has no tables of this version yet; run .venv/bin/python manage.py prepare",
    r"permission denied": "this user may not do that there; make it the owner of the database",
    r"refused|could not (connect|translate)|timed? ?out|timeout|No such file|No route|starting up|shutting down": (
        "nothing answers there; start PostgreSQL or correct host and port in DATABASE_URL"
    ),
}
SQLITE = {
    r"unable to open": "cannot be opened; check who owns it and its folder, or name another folder with FLOCK_DATA",
    r"readonly": "cannot be written; check who owns it and its folder, or name another folder with FLOCK_DATA",
    r"disk is full|disk I/O": "cannot be written because the disk is full or failing; free some space and start again",
    r"not a database|malformed": "is not a healthy database; put a backup in its place (docs/operations.md)",
    r"no such table": "has no tables of this version yet; run .venv/bin/python manage.py prepare",
    r"locked": "is held by another program for too long; stop that program and start again",
}
NO_ROOM = r"disk is full|disk I/O|readonly database|No space left|could not (extend|write)|read-only transaction"
FILES = {
    errno.EACCES: "it belongs to somebody else; check who owns it, or name another folder with FLOCK_DATA",
    errno.EPERM: "it belongs to somebody else; check who owns it, or name another folder with FLOCK_DATA",
    errno.EROFS: "the disk is read-only; name another folder with FLOCK_DATA",
    errno.ENOSPC: "the disk is full; free some space, or name another folder with FLOCK_DATA",
    errno.EDQUOT: "the disk quota is used up; free some space, or name another folder with FLOCK_DATA",
    errno.EFBIG: "the disk takes no larger file; free some space, or name another folder with FLOCK_DATA",
    errno.ENOTDIR: "a file stands where a folder is needed; remove it, or name a folder with FLOCK_DATA",
    errno.EEXIST: "a file stands where a folder is needed; remove it, or name a folder with FLOCK_DATA",
}


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Ends the process with one sentence where there is one; `--traceback` shows the traceback all the same."""
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        words = "" if "--traceback" in sys.argv else explain(error)
        if not words:
            raise
        sys.exit(f"flock: {words}.")


def explain(error: BaseException) -> str:
    """The sentence for an error of the machine or its settings; "" for a mistake in the program."""
    if isinstance(error, EnvValidationError):
        return explain_variables(error)
    if isinstance(error, DatabaseError):
        return explain_database(str(error))
    if isinstance(error, OSError) and error.filename and (is_of_the_data(error) or error.errno in FILES):
        cure = FILES.get(error.errno or 0, "name another folder with FLOCK_DATA")
        return f"{error.filename} cannot be written: {cure}"
    return ""


def is_no_room(error: BaseException | None) -> bool:
    """Whether the site could not write, for want of room or of a disk that takes anything."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
    return isinstance(error, DatabaseError) and bool(re.search(NO_ROOM, str(error)))


def is_of_the_data(error: OSError) -> bool:
    """Whether it is about the folder that FLOCK_DATA names: there, what is missing could not be made (below /proc)."""
    folder = os.environ.get("FLOCK_DATA", "")
    return folder != "" and Path(folder).resolve().is_relative_to(Path(os.fsdecode(error.filename)).parent)


def explain_database(message: str) -> str:
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        helps = advice(SQLITE, message)
        return f"the database {database['NAME']} {helps}" if helps else ""
    helps = advice(POSTGRESQL, message)
    place = f"{database.get('HOST') or 'the local socket'}:{database.get('PORT') or 5432}"
    return f"the PostgreSQL database {database['NAME']!r} at {place} cannot be used: {helps}" if helps else ""


def advice(known: dict[str, str], message: str) -> str:
    return next((words for pattern, words in known.items() if re.search(pattern, message)), "")

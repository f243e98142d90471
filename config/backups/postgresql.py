"""PostgreSQL's own programs, with the site's database."""

from __future__ import annotations

import os
import subprocess

from django.conf import settings

from .place import Problem

NAMES = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def run_client(*command: str) -> None:
    """Runs it. What it needs to know stands in its environment, for arguments are everybody's to read."""
    database = settings.DATABASES["default"]
    known = {variable: str(database[name]) for name, variable in NAMES.items() if database.get(name)}
    options = database.get("OPTIONS", {})
    known |= {variable: str(options[name]) for name, variable in OPTIONS.items() if name in options}
    try:
        done = subprocess.run(command, env=os.environ | known, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise Problem(f"{command[0]} is not installed; apt install postgresql-client.") from error
    if done.returncode:
        raise Problem(f"{command[0]} gave up: {done.stderr.strip() or done.returncode}")

"""How quickly a data set comes in, beside the same rows loaded raw: `python -m tests.bench.importing FILE`.

FILE is a catalogue as CSV or JSON Lines; DATABASE_URL names an empty PostgreSQL, without it SQLite is measured.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time


def main(file):
    with tempfile.TemporaryDirectory() as folder:
        settings = {"FLOCK_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment = {**os.environ, **settings}
        manage([sys.executable, "manage.py", "migrate", "-v0"], environment)
        started, before = time.perf_counter(), processor()
        manage([sys.executable, "manage.py", "import_dataset", "catalogue", file], environment)
        took, worked = time.perf_counter() - started, processor() - before
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        os.environ.update(settings)
        rows, bare, searchable = loaded_again()
    rate = rows / took
    print(f"imported {rows:,} rows in {took:.1f} s: {rate:,.0f} a second, {memory} MB, {worked:.0f} s of processor")
    for raw, what in ((bare, "with all indexes"), (searchable, "and so that search finds them")):
        print(f"the same rows raw, {what}, in {raw:.1f} s: {rows / raw:,.0f} a second; {raw / took:.2f} of that")


def processor():
    """The seconds of processor that the commands took so far: on a busy machine these say more than the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def manage(command, environment):
    subprocess.run(command, env=environment, check=True)


def loaded_again():
    """How many rows the import made, and the seconds in which they load: with all indexes, and with full text too."""
    import django  # the settings are known only now

    django.setup()
    from django.apps import apps
    from django.db import connection

    from films.models import SearchEntry
    from films.search import fulltext

    tables = [model._meta.db_table for model in apps.get_app_config("films").get_models(include_auto_created=True)]
    entries = SearchEntry._meta.db_table
    count, seconds = 0, 0.0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
        else:
            cursor.execute("SET session_replication_role=replica")
        fulltext.remove(connection)
        searchable = load_table(cursor, connection, entries, lambda: fulltext.install(connection))[1]
        fulltext.remove(connection)
        for table in tables:
            rows, took = load_table(cursor, connection, table)
            count, seconds = count + rows, seconds + took
            searchable += took * (table != entries)
    return count, seconds, searchable


GENERATED = {"films_film": {"rating_count", "rating_sum", "settled_average"}}


def load_table(cursor, connection, table, prepare=lambda: None):
    """Empties a table and loads it again: how many rows, in how many seconds."""
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
    generated = GENERATED.get(table, set())
    names = ", ".join(f'"{column[0]}"' for column in cursor.description if column[0] not in generated)
    cursor.execute(f'SELECT {names} FROM "{table}"')
    rows = cursor.fetchall()
    cursor.execute(f'DELETE FROM "{table}"')
    prepare()
    return len(rows), raw_load(cursor, connection, table, names, rows)


def raw_load(cursor, connection, table, names, rows):
    from tests.bench.build import field

    started = time.perf_counter()
    if connection.vendor == "sqlite":
        raw = connection.connection
        marks = ", ".join("?" * (names.count(",") + 1))
        raw.execute("BEGIN")
        raw.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
        raw.execute("COMMIT")
    else:
        import io

        escaped = {ord("\\"): "\\\\", ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r"}
        lines = ("\t".join(f if f == "\\N" else f.translate(escaped) for f in map(field, row)) + "\n" for row in rows)
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', io.StringIO("".join(lines)))
    return time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1])

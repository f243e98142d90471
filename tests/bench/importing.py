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
        rows, raw = loaded_again()
    rate, limit = rows / took, rows / raw
    print(f"imported {rows:,} rows in {took:.1f} s: {rate:,.0f} a second, {memory} MB, {worked:.0f} s of processor")
    print(f"the same rows raw in {raw:.1f} s: {limit:,.0f} a second; {rate / limit:.2f} of that")


def processor():
    """The seconds of processor that the commands took so far: on a busy machine these say more than the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def manage(command, environment):
    subprocess.run(command, env=environment, check=True)


def loaded_again():
    """How many rows the import made, and the seconds in which they load, indexes and all."""
    import django  # the settings are known only now

    django.setup()
    from django.apps import apps
    from django.db import connection

    from films.search import fulltext

    fulltext.remove(connection)
    tables = [model._meta.db_table for model in apps.get_app_config("films").get_models(include_auto_created=True)]
    count, seconds = 0, 0.0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
        else:
            cursor.execute("SET session_replication_role=replica")
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
            generated = {"rating_count", "rating_sum", "settled_average"} if table == "films_film" else set()
            names = ", ".join(f'"{column[0]}"' for column in cursor.description if column[0] not in generated)
            cursor.execute(f'SELECT {names} FROM "{table}"')
            rows = cursor.fetchall()
            cursor.execute(f'DELETE FROM "{table}"')
            count += len(rows)
            seconds += raw_load(cursor, connection, table, names, rows)
    return count, seconds


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

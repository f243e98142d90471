"""PostgreSQL's second index over the search entries, which hands out the first that fit (films/search/reach.py)."""

from django.db import migrations

from films.search import fulltext


def install(apps, schema_editor):
    fulltext.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("films", "0002_full_text")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from films.search import fulltext


def install(apps: Any, editor: Any) -> None:
    fulltext.install(editor.connection)


def remove(apps: Any, editor: Any) -> None:
    fulltext.remove(editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('films', '0004_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('count', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('key', models.CharField(db_index=True, max_length=200)),
                ('words', models.TextField()),
                ('popularity', models.PositiveIntegerField(default=0)),
                ('film', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='films.film')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='films.person')),
            ],
        ),
        migrations.RunPython(install, remove, elidable=False),
    ]

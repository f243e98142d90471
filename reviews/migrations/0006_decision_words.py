"""The words of decisions move into a table beside the records, and the chain is sealed anew over their digests.

The chain is followed first, as `verify_log` did until now: a broken one is not sealed over.
"""

import hashlib
import json
from datetime import datetime

import django.db.models.deletion
from django.db import migrations, models

import reviews.moderation.kinds
import reviews.moderation.models.words
from reviews.moderation import triggers

BOTH = (
    "number is_demo at by_id action kind target_id member_id film_id case_id from_status to_status ground rule before "
    "undoes_id batch waited previous_hash"
).split()
BEFORE = [*BOTH, "letter", "quote", "evidence"]
AFTER = [*BOTH, "words_digest"]
WORDS = ["letter", "quote", "evidence", "salt"]


def digest(row, names):
    content = {name: getattr(row, name) for name in names}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=plain).encode()).hexdigest()


def plain(value):
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)


def seal_anew(apps, schema_editor):
    triggers.remove(schema_editor.connection)
    for book, is_demo in ((1, False), (2, True)):
        former = last = ""
        chain = apps.get_model("reviews", "Decision").objects.filter(is_demo=is_demo).order_by("number")
        for row in chain.iterator(500):
            if row.previous_hash != former or digest(row, BEFORE) != row.hash:
                raise RuntimeError(f"decision {row.number} was changed after it was written; nothing was migrated")
            former = row.hash
            if row.letter or row.quote or row.evidence:
                words = apps.get_model("reviews", "DecisionWords")(
                    decision=row,
                    letter=row.letter,
                    quote=row.quote,
                    evidence=row.evidence,
                    salt=reviews.moderation.models.words.new_salt(),
                )
                words.save(force_insert=True)
                row.words_digest = digest(words, WORDS)
            row.previous_hash = last
            row.hash = last = digest(row, AFTER)
            row.save(update_fields=["words_digest", "previous_hash", "hash"])
        apps.get_model("reviews", "LogTail").objects.filter(pk=book).update(hash=last)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_likeness")]

    operations = [
        migrations.CreateModel(
            name="DecisionWords",
            fields=[
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="reviews.decision",
                    ),
                ),
                ("letter", models.TextField(blank=True)),
                ("quote", models.TextField(blank=True)),
                ("evidence", models.JSONField(blank=True, default=list)),
                (
                    "salt",
                    models.CharField(
                        default=reviews.moderation.models.words.new_salt, editable=False, max_length=32
                    ),
                ),
            ],
            options={"default_permissions": []},
        ),
        migrations.AddField("decision", "words_digest", models.CharField(blank=True, editable=False, max_length=64)),
        migrations.RunPython(seal_anew),
    ]

"""The former columns of words go, moderators' locks come, and the kinds of text are asked for when they are needed."""

from django.db import migrations, models

import reviews.moderation.kinds
from reviews.moderation import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


def kinds(**more):
    return models.CharField(choices=reviews.moderation.kinds.choices, max_length=12, **more)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_decision_words")]

    operations = [
        migrations.RemoveField("decision", "evidence"),
        migrations.RemoveField("decision", "letter"),
        migrations.RemoveField("decision", "quote"),
        migrations.AddField(
            "review",
            "comments_locked",
            models.BooleanField(default=False, editable=False, verbose_name="closed by a moderator"),
        ),
        migrations.AlterField("case", "kind", kinds(verbose_name="kind")),
        migrations.AlterField("decision", "kind", kinds()),
        migrations.AlterField("report", "kind", kinds()),
        migrations.RunPython(install, remove),
    ]

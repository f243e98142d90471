"""The groups of moderators."""

from django.db import migrations

from reviews.moderation import roles


def make(apps, schema_editor):
    roles.make_groups()


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_moderation_guards"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]

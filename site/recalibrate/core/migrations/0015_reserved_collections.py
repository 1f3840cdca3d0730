import django.db.models.deletion
from django.db import migrations, models

NAMES = {"pictures-with-stories": "Pictures with stories", "from-contributors": "From contributors"}


def reserve(apps, schema_editor):
    collections = apps.get_model("wagtailcore", "Collection").objects.filter(depth=2).order_by("path")
    for key, name in NAMES.items():
        if found := collections.filter(name=name).first():
            apps.get_model("core", "ReservedCollection").objects.create(key=key, collection=found)


class Migration(migrations.Migration):
    is_safe_because = (
        "It writes to a table of its own. The old version goes on by name: rename neither collection meanwhile."
    )
    dependencies = [
        ("core", "0014_plain_words"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReservedCollection",
            fields=[
                ("key", models.SlugField(primary_key=True, serialize=False)),
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reserved",
                        to="wagtailcore.collection",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(reserve, migrations.RunPython.noop),
    ]

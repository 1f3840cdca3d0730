"""A subscription names its list by the record that it is about: a new slug must not end it in silence."""

from django.db import migrations, models

PREFIX = "states"


def by_record(apps, schema_editor):
    State = apps.get_model("core", "StateOfMind")
    for state in State.objects.all():
        rename(apps, f"{PREFIX}/{state.slug}", f"{PREFIX}:{state.pk}")


def by_slug(apps, schema_editor):
    State = apps.get_model("core", "StateOfMind")
    for state in State.objects.all():
        rename(apps, f"{PREFIX}:{state.pk}", f"{PREFIX}/{state.slug}")


def rename(apps, before, after):
    for name in ("Subscription", "Digest"):
        apps.get_model("digest", name).objects.filter(path=before).update(path=after)


class Migration(migrations.Migration):

    is_safe_because = (
        "the new version also reads a list that the old one notes down by its slug meanwhile; a digest that the "
        "old one cannot make for a list by its record is made by the new one, up to two days later"
    )

    dependencies = [
        ("core", "0011_past_slugs"),
        ("digest", "0002_one_state_for_each_cause"),
    ]

    operations = [
        migrations.AlterField(
            model_name="subscription",
            name="path",
            field=models.CharField(
                help_text="By its record, not by its slug: “everything”, “states:12”.",
                max_length=120,
                verbose_name="list",
            ),
        ),
        migrations.RunPython(by_record, by_slug),
    ]

from django.db import migrations, models

# What the sentences of the release before said, for sources that are in trouble when it is upgraded.
SAID = (
    ("browser check", "browser-check"),
    ("no feed.", "no-feed"),
    ("web page, no feed", "no-feed"),
    ("certificate", "certificate"),
    ("larger than", "too-large"),
    ("never fetched from", "private-network"),
)


def read_from_sentences(apps, schema_editor):
    sources = apps.get_model("feeds", "Source").objects.filter(last_fault="")
    for words, fault in SAID:
        sources.filter(last_error__icontains=words).update(last_fault=fault)


class Migration(migrations.Migration):
    is_safe_because = "it fills a column that the old version neither reads nor writes"

    dependencies = [("feeds", "0014_perhaps_the_same")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="last_fault",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=20),
        ),
        migrations.RunPython(read_from_sentences, migrations.RunPython.noop),
    ]

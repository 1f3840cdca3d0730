from django.db import migrations, models

BEFORE, NOW = "How is it today?", "How are things today?"


def exchange(apps, before, now):
    """Where editors left the question as it came; in the versions of the page too, or the next edit brings it back."""
    apps.get_model("home", "HomePage").objects.filter(question=before).update(question=now)
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="home", content_type__model="homepage"
    )
    for revision in revisions.filter(content__question=before):
        revision.content["question"] = now
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    is_safe_because = "it changes a sentence that both versions show as it is stored"

    dependencies = [
        ("home", "0004_raised_and_lowered_text"),
        ("wagtailcore", "0094_alter_page_locale"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterField(
            model_name="homepage",
            name="question",
            field=models.CharField(default="How are things today?", max_length=80),
        ),
        migrations.RunPython(
            lambda apps, editor: exchange(apps, BEFORE, NOW), lambda apps, editor: exchange(apps, NOW, BEFORE)
        ),
    ]

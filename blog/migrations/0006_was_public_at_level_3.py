from django.db import migrations, models
from django.db.models import Q


def mark(apps, schema_editor):
    """What readers have seen at level 3 already, or in words that were agreed to."""
    posts = apps.get_model("blog", "PostPage").objects
    seen = posts.filter(Q(sensitivity__gte=3) | Q(second_approvals__isnull=False), first_published_at__isnull=False)
    posts.filter(pk__in=list(seen.values_list("pk", flat=True))).update(was_public_at_level_3=True)


class Migration(migrations.Migration):

    is_safe_because = (
        "it writes a column of its own, which the old version does not know"
    )

    dependencies = [
        ("blog", "0005_picks_in_a_post"),
    ]

    operations = [
        migrations.AddField(
            model_name="postpage",
            name="was_public_at_level_3",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]

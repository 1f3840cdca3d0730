import uuid

import django.utils.timezone
from django.db import migrations, models


def give_ids(apps, schema_editor):
    YouSaid = apps.get_model("guardian", "YouSaid")
    for pk in YouSaid.objects.values_list("pk", flat=True):
        YouSaid.objects.filter(pk=pk).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [("guardian", "0005_reports_and_figures")]

    operations = [
        migrations.AddField(
            model_name="yousaid",
            name="first_published_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="yousaid",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="yousaid",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]

# What changed since it was kept is a handful among all items: the desk and the inbox ask for it on every page.
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feeds", "0012_links_have_a_room")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("has_changed_since_decision", True)), fields=["id"], name="item_changed"
            ),
        ),
    ]

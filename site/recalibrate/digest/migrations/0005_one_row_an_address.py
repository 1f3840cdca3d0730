"""After the rows were joined, and apart from that: PostgreSQL alters no table amid changes to its rows."""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):

    dependencies = [
        ("digest", "0004_one_row_a_person"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(Lower("email"), name="one_subscription_an_address"),
        ),
    ]

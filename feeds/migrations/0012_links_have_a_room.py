# Link and PageRead belong to `link_checks` now, with their tables: here only Django forgets them.

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('feeds', '0011_words_on_hard_subjects'),
        ('link_checks', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Link'),
                migrations.DeleteModel(name='PageRead'),
            ],
        ),
    ]

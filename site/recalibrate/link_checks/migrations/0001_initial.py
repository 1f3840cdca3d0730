# Links of pages have left `feeds` for a room of their own. Only Django's idea of them moves: the tables stay
# as they are, under their names, so no row is copied and the old version may go on using them meanwhile.

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('feeds', '0011_words_on_hard_subjects'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='PageRead',
                    fields=[
                        ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'db_table': 'feeds_pageread',
                    },
                ),
                migrations.CreateModel(
                    name='Link',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.CharField(max_length=2000, unique=True)),
                        ('verdict', models.CharField(choices=[('new', 'not checked yet'), ('fine', 'fine'), ('moved', 'moved'), ('unclear', 'cannot be checked'), ('doubtful', 'failed once'), ('broken', 'broken')], db_index=True, default='new', max_length=8)),
                        ('words', models.CharField(blank=True, max_length=500, verbose_name='what it says')),
                        ('status', models.PositiveSmallIntegerField(null=True)),
                        ('moved_to', models.CharField(blank=True, max_length=2000)),
                        ('since', models.DateTimeField(null=True)),
                        ('checked_at', models.DateTimeField(null=True, verbose_name='checked')),
                        ('next_check_at', models.DateTimeField(db_index=True)),
                        ('leased_until', models.DateTimeField(null=True)),
                        ('reported_at', models.DateTimeField(null=True)),
                        ('pages', models.ManyToManyField(related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                    ],
                    options={
                        'ordering': ['address'],
                        'db_table': 'feeds_link',
                    },
                ),
            ],
        ),
    ]

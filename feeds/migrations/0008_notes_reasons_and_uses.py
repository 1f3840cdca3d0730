import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def note_what_is_decided(apps, schema_editor):
    """Items that were decided on before there was a column that says so."""
    Curation = apps.get_model("feeds", "Curation")
    decided_at = Curation.objects.filter(item=models.OuterRef("pk")).values("decided_at")
    decided = apps.get_model("feeds", "Item").objects.exclude(curation=None)
    decided.update(decided_at=models.Subquery(decided_at))


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_logo_and_accent'),
        ('feeds', '0007_story_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.RemoveIndex(
            model_name='item',
            name='item_inbox_order',
        ),
        migrations.RemoveIndex(
            model_name='item',
            name='item_hidden_by',
        ),
        migrations.AddField(
            model_name='curation',
            name='content_note',
            field=models.CharField(blank=True, db_default='', default='', help_text='What readers are told first, if it deals with something hard: “Mentions suicide.”', max_length=200),
        ),
        migrations.AddField(
            model_name='curation',
            name='note',
            field=models.CharField(blank=True, db_default='', default='', help_text='For editors. Readers never see it.', max_length=500),
        ),
        migrations.AddField(
            model_name='curation',
            name='pass_reason',
            field=models.CharField(blank=True, choices=[('elsewhere', 'Not about people like ours'), ('known', 'We have had this'), ('advertises', 'It advertises something'), ('claims', 'It claims more than it shows'), ('blames', 'It puts the load on individuals'), ('unsafe', 'It is not safe to show'), ('other', 'Something else')], db_default='', default='', max_length=10, verbose_name='why not'),
        ),
        migrations.AddField(
            model_name='curation',
            name='pass_words',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='in words'),
        ),
        migrations.AddField(
            model_name='curation',
            name='was_held',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='item',
            name='decided_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='item',
            name='publisher',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddIndex(
            model_name='curation',
            index=models.Index(fields=['decided_by', '-decided_at'], name='curation_by_editor'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('decided_at', None), ('expired_at', None)), fields=['-first_seen_at', '-published_at', '-id'], name='item_waiting'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('decided_at', None), ('expired_at', None)), fields=['source', 'hidden_by'], name='item_waiting_by_source'),
        ),
        migrations.AddField(
            model_name='use',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='feeds.item'),
        ),
        migrations.AddField(
            model_name='use',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL),
        ),
        migrations.AddConstraint(
            model_name='use',
            constraint=models.UniqueConstraint(fields=('item', 'page'), name='item_once_a_page'),
        ),
        migrations.RunPython(note_what_is_decided, migrations.RunPython.noop),
    ]

"""One sentence for “One thing that should change”, which was cut out of the text until now.

What can be read alone is put in as a suggestion that an editor checks. Level 3 is left out: the second
approver has agreed to these words, and such a post is never shown there.
"""

import re

from django.db import migrations, models
from django.db.models import Q
from django.utils.html import strip_tags

FIRST = re.compile(r"<(?:p|li)\b[^<>]*>(.*?)</(?:p|li)>", re.S)
SENTENCE = re.compile(r".+?[.!?…][”’\")]*(?=\s+[“‘(]?[A-Z0-9£]|$)", re.S)
LEANS = re.compile(
    r"[“‘(\"']*(?:and|but|or|so|then|it|its|it’s|this|that|these|those|they|he|she|if they|until then|because)\b",
    re.I,
)
MOST = 160


def suggest(apps, schema_editor):
    posts = apps.get_model("blog", "PostPage").objects
    for post in posts.filter(sensitivity__lt=3, one_change="").exclude(what_should_change=""):
        if sentence := suggestion(post.what_should_change):
            posts.filter(pk=post.pk).update(one_change=sentence, one_change_is_suggested=True)
            in_drafts(apps, post, sentence)


def suggestion(html):
    paragraph = FIRST.search(html)
    text = " ".join(strip_tags(paragraph[1]).split()) if paragraph else ""
    first = SENTENCE.match(text)
    fits = first and len(first[0]) <= MOST and not LEANS.match(first[0])
    return first[0] if fits else ""


def in_drafts(apps, post, sentence):
    """An editor works on the latest version, and a scheduled one is still to be published."""
    kept = Q(pk__in=[post.latest_revision_id, post.live_revision_id]) | Q(approved_go_live_at__isnull=False)
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(kept, object_id=str(post.pk))
    for revision in revisions.filter(content__title__isnull=False):
        if str(revision.content.get("pk")) == str(post.pk):
            revision.content |= {"one_change": sentence, "one_change_is_suggested": True}
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    is_safe_because = (
        "the old version reads neither column; a post that it saves meanwhile loses the suggestion and nothing else"
    )

    dependencies = [
        ('blog', '0009_minutes_within_one_of_the_count'),
    ]

    operations = [
        migrations.AddField(
            model_name='postpage',
            name='one_change',
            field=models.CharField(blank=True, db_default='', default='', help_text='One sentence that stands alone: pages about a state of mind show it without the rest.', max_length=160, verbose_name='one thing that should change'),
        ),
        migrations.AddField(
            model_name='postpage',
            name='one_change_is_suggested',
            field=models.BooleanField(db_default=False, default=False, editable=False, help_text='Taken from the text, and not checked yet.'),
        ),
        migrations.RunPython(suggest, migrations.RunPython.noop),
    ]

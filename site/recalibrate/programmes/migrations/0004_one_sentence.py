"""What should change becomes one sentence, without HTML: what is there already is made to fit."""

import html
import re

from django.db import migrations
from django.utils.html import strip_tags

MOST = 160
SENTENCE = re.compile(r".+?[.!?…][”’\")]*(?=\s|$)", re.S)
ENDS = re.compile(r"</(?:p|li)>")


def as_one_sentence(rich):
    """All of it if it fits, else its first sentence, else as many of its words as fit."""
    text = " ".join(html.unescape(strip_tags(ENDS.sub(" ", rich))).split())
    if len(text) <= MOST:
        return text
    first = SENTENCE.match(text)
    if first and len(first[0]) <= MOST:
        return first[0]
    return f"{text[: MOST - 1].rpartition(' ')[0]}…"


def shorten(apps, schema_editor):
    sessions = apps.get_model("programmes", "SessionPage").objects
    for pk, rich in sessions.values_list("pk", "what_should_change"):
        sessions.filter(pk=pk).update(what_should_change=as_one_sentence(rich))
        in_versions(apps, pk)


def in_versions(apps, pk):
    """An editor works on the latest version, and may go back to an earlier one."""
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(object_id=str(pk))
    for revision in revisions.filter(content__what_should_change__isnull=False, content__opening__isnull=False):
        if str(revision.content.get("pk")) == str(pk):
            revision.content["what_should_change"] = as_one_sentence(revision.content["what_should_change"])
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    is_safe_because = "the old version shows the same words: a sentence without HTML is rich text too"

    dependencies = [("programmes", "0003_plain_words")]
    operations = [migrations.RunPython(shorten, migrations.RunPython.noop)]

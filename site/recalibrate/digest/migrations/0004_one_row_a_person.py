"""One row a person, with all their lists; a list about a state of mind is no longer kept beside an address."""

from collections import defaultdict
from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

KEPT = {
    "everything": "everything",
    "all": "all",
    "guardian": "guardian",
    "you-said-we-did": "guardian",
    "picks": "picks",
}
ORDER = ("everything", "all", "guardian", "picks")


def join(apps, schema_editor):
    Subscription = apps.get_model("digest", "Subscription")
    # Letters about a state, made or waiting: their deliveries would go on saying who felt how.
    apps.get_model("digest", "Digest").objects.filter(path__startswith="states").delete()
    people = defaultdict(list)
    for row in Subscription.objects.order_by("confirmed_at", "pk"):
        people[row.email.strip().lower()].append(row)
    for rows in people.values():
        join_rows(apps, rows)
        note_last_letter(apps, rows)


def join_rows(apps, rows):
    """Into the oldest. What was refused counts only while no other row of the address was taken."""
    kept, others = rows[0], rows[1:]
    chosen = {KEPT[row.path] for row in rows if row.path in KEPT}
    lists = ["everything"] if "everything" in chosen else [slug for slug in ORDER if slug in chosen]
    kept.lists = "+".join(lists)
    kept.owes_last_letter = any(row.path not in KEPT for row in rows)
    kept.path = lists[0] if lists else ""
    kept.bounces = min(row.bounces for row in rows)
    if not kept.bounces:
        kept.refused_with, kept.refused_at = "", None
    if others:
        kept.earlier_tokens = f" {' '.join(row.token for row in others)} "
    move_deliveries(apps, kept, others)
    kept.save()
    type(kept).objects.filter(pk__in=[row.pk for row in others]).delete()


def note_last_letter(apps, rows):
    """Where their next letter begins: else it would hold all that there was since they subscribed."""
    digests = apps.get_model("digest", "Digest").objects.order_by("-until")
    last = digests.filter(deliveries__subscription=rows[0].pk, deliveries__state="sent").first() or digests.first()
    until = last.until if last else timezone.now() - timedelta(days=7)
    type(rows[0]).objects.filter(pk=rows[0].pk).update(written_until=until)


def move_deliveries(apps, kept, others):
    """Each letter once; of two of one week that wait, both still go out, as they were promised."""
    deliveries = apps.get_model("digest", "Delivery").objects
    for row in others:
        has = deliveries.filter(subscription=kept.pk).values_list("digest", flat=True)
        deliveries.filter(subscription=row.pk).exclude(digest__in=list(has)).update(subscription=kept.pk)


class Migration(migrations.Migration):

    is_safe_because = (
        "the old version goes on sending each person the first of their lists, by `path`; what it confirms for "
        "a new address meanwhile, the new one takes over before each letter; a second list for an address cannot "
        "be confirmed on it, and can with the same link once the new one serves"
    )

    dependencies = [
        ("digest", "0003_lists_by_record"),
    ]

    operations = [
        migrations.AddField(
            model_name="subscription",
            name="lists",
            field=models.CharField(
                blank=True,
                default="", db_default="",
                help_text="See letter_lists.py: “everything”, “all+dates”.",
                max_length=120,
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="written_until",
            field=models.DateTimeField(
                blank=True, help_text="Where the last letter that was taken ended, and the next begins.", null=True
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="earlier_tokens",
            field=models.TextField(
                blank=True,
                default="", db_default="",
                editable=False,
                help_text="In letters from before one person had one row.",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="owes_last_letter",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="One of their lists is sent no more; which is not kept.",
            ),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="path",
            field=models.CharField(
                blank=True, default="", db_default="", editable=False, max_length=120, verbose_name="list"
            ),
        ),
        migrations.RemoveConstraint(model_name="subscription", name="subscribed_once"),
        migrations.RemoveIndex(model_name="subscription", name="subscription_path"),
        migrations.AddField(
            model_name="digest",
            name="since",
            field=models.DateTimeField(help_text="Holds what was published from here …", null=True),
        ),
        migrations.AlterField(
            model_name="digest", name="path", field=models.CharField(max_length=120, verbose_name="lists")
        ),
        migrations.AlterField(
            model_name="digest", name="until", field=models.DateTimeField(help_text="… to here.")
        ),
        migrations.RemoveConstraint(model_name="digest", name="one_digest_a_week"),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(
                fields=["path", "since", "until"], name="one_digest_a_choice_and_time"
            ),
        ),
        migrations.RunPython(join, migrations.RunPython.noop),
    ]

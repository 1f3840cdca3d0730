"""A subscription follows the list that somebody asked for, whatever it is called since."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from factories import PostPageFactory

from recalibrate.core.models import StateOfMind, User
from recalibrate.digest.double_opt_in import SALT
from recalibrate.digest.issue import make
from recalibrate.digest.models import DigestSettings, Subscription

ADDRESS = "someone@staff.example"
A_WEEK_AGO = timezone.now() - timedelta(days=8)


@pytest.fixture
def fatigue(home) -> StateOfMind:
    DigestSettings.objects.update_or_create(defaults={"is_on": True})
    return StateOfMind.objects.get(slug="fatigue")


def rename(state: StateOfMind) -> None:
    state.slug = "worn-out"
    state.save()


def test_a_renamed_states_subscribers_get_its_digest_with_links_that_work(client, fatigue):
    PostPageFactory()
    Subscription.objects.create(email=ADDRESS, path=f"states:{fatigue.pk}", confirmed_at=A_WEEK_AGO)
    rename(fatigue)

    digest = make(f"states:{fatigue.pk}", timezone.now() + timedelta(hours=1))

    assert digest.deliveries.count() == 1
    assert "http://testserver/states/worn-out/" in digest.text


def test_the_form_offers_states_by_record_and_the_admin_shows_them_by_name(client, fatigue):
    page = client.get("/by-email/").content.decode()
    assert f'value="states:{fatigue.pk}"' in page

    Subscription.objects.create(email=ADDRESS, path=f"states:{fatigue.pk}")
    Subscription.objects.create(email=ADDRESS, path="states:999999")
    client.force_login(User.objects.create_superuser("root"))
    overview = client.get("/admin/digest/").content.decode()

    assert re.search(r"<td>Fatigue</td><td>1</td>", overview)
    assert "1 more address asked for a list that is no longer there" in overview


def test_a_link_that_was_mailed_before_the_rename_subscribes_to_the_renamed_list(client, fatigue):
    token = signing.dumps([ADDRESS, ["states/fatigue", "states/never"]], salt=SALT, compress=True)
    rename(fatigue)

    client.post(f"/by-email/confirm/{token}/")

    assert list(Subscription.objects.values_list("path", flat=True)) == [f"states:{fatigue.pk}"]
    assert mail.outbox == []


@pytest.mark.django_db(transaction=False)
def test_the_migration_turns_slugs_into_records_and_leaves_the_rest(fatigue):
    migration = MigrationExecutor(connection).loader.get_migration("digest", "0003_lists_by_record")
    operation = migration.operations[-1]
    for path in ("everything", "states/fatigue", "states/long-gone"):
        Subscription.objects.create(email=ADDRESS, path=path)
    apps = MigrationExecutor(connection).loader.project_state().apps

    operation.code(apps, None)
    forward = set(Subscription.objects.values_list("path", flat=True))
    operation.reverse_code(apps, None)

    assert forward == {"everything", f"states:{fatigue.pk}", "states/long-gone"}
    assert "states/fatigue" in Subscription.objects.values_list("path", flat=True)

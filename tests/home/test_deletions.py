"""Nothing is deleted for good that the table does not name, and no screen deletes without saying how much."""

from pathlib import Path
from types import SimpleNamespace

import deletions_found as found
import pytest
from admin_doors import addresses
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from factories import PostPageFactory
from wagtail.models import Comment, Page, PageLogEntry

from feeds.models import Curation, Item, Source
from recalibrate.core.goes_with import goes_with, steps, taken_with
from recalibrate.core.models import Contributor, Discipline, StateOfMind, User
from recalibrate.privacy.deletions import HARMLESS, ROWS, deletions_markdown
from recalibrate.stories.models import Reply

ASSURANCE = Path(__file__).parents[2] / "docs" / "assurance.md"
NAMED = {place for row in ROWS for place in row.where}
# Screens of Wagtail's that delete nothing at once, or that say their own number.
OWN_WORDS = {
    "curations:delete": "waiting for a decision again",
    "wagtailusers_groups:delete": "members",
    "wagtailadmin_workflows:disable": "disable this workflow",
    "wagtailadmin_workflows:disable_task": "disable this task",
    "merge-words": "You see what moves before anything happens.",
    "delete-contact": None,  # by POST alone, from the screen that shows what goes
    "guardian-unsuppress": "First withheld on",  # and every number that would open
    "wagtailadmin_workflows:remove": None,
    "wagtailimages:delete_multiple": None, "wagtailimages:delete_upload_multiple": None,
    "wagtaildocs:delete_multiple": None, "wagtaildocs:delete_upload_multiple": None,
}  # fmt: skip


@pytest.fixture
def admin(client, home):
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.fixture
def source(home) -> Source:
    made = Source.objects.create(
        name="A", slug="a", site_url="https://a.example/", feed_url="http://127.0.0.1:1/"
    )
    Item.objects.bulk_create(Item(source=made, identity=str(n) * 64, title=str(n)) for n in range(3))
    return made


def test_every_deletion_in_the_source_is_in_the_table():
    unnamed = found.in_source() - NAMED

    assert not unnamed, f"What is said before, and what is the way back? Add to privacy/deletions/: {unnamed}"
    assert len(found.in_source()) > 40


def test_every_screen_and_bulk_action_that_deletes_is_in_the_table():
    assert found.admin_addresses().keys() - NAMED == set()
    assert found.bulk_actions() - NAMED - HARMLESS == set()


def test_every_table_that_goes_along_is_in_the_table():
    missing = {}
    for row in ROWS:
        views = [found.admin_addresses()[name] for name in row.where if name in found.admin_addresses()]
        models = {model for view in views if (model := found.model_of(view))}
        if "wagtailadmin_pages:delete" in row.where:
            models |= {model for model in apps.get_models() if issubclass(model, Page)}
        if models:
            taken = set().union(*map(taken_with, models))
            missing[row.what] = taken ^ set(row.takes)

    assert {what: tables for what, tables in missing.items() if tables} == {}
    assert len(missing) > 7


def test_the_table_names_only_what_is_there():
    functions = {".".join([module, *inside]) for module, inside in found.functions()}
    known = functions | found.admin_addresses().keys() | found.bulk_actions()

    assert {place for place in NAMED | HARMLESS if place not in known} == set()


def test_the_document_shows_the_table_as_it_is():
    assert deletions_markdown() in ASSURANCE.read_text(), (
        "Print it with `manage.py deletions` and paste it in."
    )


@pytest.mark.parametrize(
    "source",
    ["def f():\n    Post.objects.filter(pk=1).delete()", "def f():\n    q._raw_delete(using='x')",
     "def f():\n    cursor.execute('delete from core_user')", "def f():\n    Path('x').unlink()",
     "def f():\n    partial(storage.delete, name)", "import os\ndef f():\n    os.remove('x')",
     "def f():\n    cursor.execute(f'TRUNCATE {table}')", "def f():\n    shutil.rmtree('x')"],
)  # fmt: skip
def test_a_new_deletion_is_found_however_it_is_written(source):
    assert found.deleting_functions(source, "new") == {"new.f"}


def test_what_deletes_nothing_is_not_found():
    assert (
        found.deleting_functions("def f():\n    names.remove('x')\n    out.flush()\n    x.save()", "new")
        == set()
    )


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's temporary files
def test_every_screen_that_deletes_says_what_goes_with_it(admin, examples):
    """The walk: a developer who adds a screen for deleting gets the numbers, or says here what it says instead."""
    silent = []
    for name in sorted(found.admin_addresses()):
        words = OWN_WORDS.get(name, "Nothing else is deleted with it.")
        if words is None:
            continue
        address = next(a for a in addresses() if a.name == name and "workflow_pk" not in a.arguments)
        page = admin.get(examples.url(address), follow=True).content.decode()
        is_said = words in page or (name not in OWN_WORDS and said_numbers(page))
        if not is_said:
            silent.append(name)
    assert not silent, "\n".join(silent)


def said_numbers(page: str) -> bool:
    return any(words in page for words in ("This also deletes, for good", "cannot be deleted"))


@pytest.mark.parametrize("action", sorted(found.bulk_actions() - HARMLESS if apps.ready else ()))
def test_every_bulk_deletion_says_what_goes_with_it(admin, examples, action):
    app, model, kind = action.replace(":", ".").split(".")
    things = apps.get_model(app, model).objects.order_by("-pk")[:1]

    page = admin.get(reverse("wagtail_bulk_action", args=[app, model, kind]), {"id": [t.pk for t in things]})

    assert said_numbers(page.content.decode()) or "Nothing else is deleted with it" in page.content.decode()


def test_deleting_a_source_says_how_many_items_go(admin, source):
    page = admin.get(reverse("sources:delete", args=[source.pk])).content.decode()

    assert "This also deletes, for good: <strong>3 items</strong>" in page
    assert "Yes, delete" in page


def test_a_source_with_decisions_is_not_deleted_and_says_how_many_there_are(admin, source):
    for item in source.items.all()[:2]:
        Curation.objects.create(item=item, decision="pass", decided_at=timezone.now())
    address = reverse("sources:delete", args=[source.pk])

    page = admin.get(address).content.decode()
    refused = admin.post(address, follow=True)

    assert "It cannot be deleted</strong> while it is in use by 2 decisions" in page
    assert "Yes, delete" not in page
    assert refused.status_code == 200
    assert "Nothing was deleted. Still in use by: 2 decisions." in refused.content.decode()
    assert Item.objects.filter(source=source).count() == 3


def test_deleting_a_post_says_how_many_replies_versions_and_approvals_go(admin):
    post = PostPageFactory()
    Reply.objects.bulk_create(Reply(page=post, text="Thank you.") for _ in range(2))

    page = admin.get(reverse("wagtailadmin_pages:delete", args=[post.pk])).content.decode()

    assert "2 replies" in page
    assert "1 revision" in page
    assert "1 second approval" in page


def test_deleting_what_has_pages_below_counts_them_and_what_goes_with_them(home):
    posts = [PostPageFactory() for _ in range(3)]
    Reply.objects.create(page=posts[0], text="Thank you.")

    gone = goes_with([posts[0].get_parent().specific])

    assert {"3 pages", "1 reply"} <= set(gone.goes)


def test_deleting_a_discipline_says_who_loses_it_and_a_contributor_with_posts_stays(home):
    contributor = PostPageFactory().post_contributors.get().contributor
    discipline = Discipline.objects.first()
    Contributor.objects.filter(pk=contributor.pk).update(discipline=discipline)

    assert goes_with([discipline]).loses == ("1 contributor",)
    assert goes_with([contributor]).forbids == ("1 post",)
    assert "1 post" in goes_with([StateOfMind.objects.get(slug="fatigue")]).forbids


def test_no_screen_counts_what_only_ties_two_things(home):
    """“2 posts”, not “2 post state of minds”."""
    models = filter(None, map(found.model_of, found.admin_addresses().values()))
    shown = {step.owner.related_model if step.owner else step.model for m in models for step in steps(m)}
    ties = {step.model for m in shown for step in steps(m) if step.is_tie}

    assert len(shown) > 15
    assert {model._meta.label for model in shown & ties} == set()


def test_a_log_of_what_was_done_does_not_go(home):
    post = PostPageFactory()
    PageLogEntry.objects.log_action(post, "wagtail.edit")

    assert "log" not in " ".join(goes_with([post]).goes)


def test_forgetting_a_log_in_says_the_numbers_before_it_asks(home, monkeypatch, capsys):
    post = PostPageFactory()
    leaver = User.objects.create_user("leaver")
    Comment.objects.create(page=post, user=leaver, text="Hm.", contentpath="title")
    monkeypatch.setattr("builtins.input", lambda question: "no")

    with pytest.raises(CommandError):
        call_command("forget_user", "leaver")

    assert "Deleted with the log-in: 1 comment" in capsys.readouterr().out
    assert User.objects.filter(username="leaver").exists()


@pytest.mark.parametrize(("gone", "refusal"), [(None, "add --gone"), ("1", "Nothing was changed")])
def test_a_restore_over_a_site_wants_the_number_of_pages_named(home, tmp_path, capsys, gone, refusal):
    PostPageFactory()

    with pytest.raises(CommandError, match=refusal):
        call_command("restore", tmp_path, replace=True, gone=gone)

    assert f"{Page.objects.count():>7} pages" in capsys.readouterr().out


def test_at_a_terminal_the_number_is_asked_for_and_then_the_backup_is_read(home, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda question: str(Page.objects.count()))

    with pytest.raises(CommandError, match="manifest"):  # the folder is empty: it got as far as that
        call_command("restore", tmp_path, replace=True)

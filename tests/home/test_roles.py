"""Who may do what: one table, kept by every address that the admin has, and shown in the editors’ guide."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from admin_doors import addresses, answer, is_open, takes_a_post
from admin_table import ASIDE, EVERYBODY, TABLE, is_aside, row_of
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from factories import GuardianUpdatePageFactory, PostPageFactory
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Workflow
from wagtail.permissions import policy_registry

from blog.models import PostIndexPage, PostPage
from recalibrate.core.models import Contributor, SiteImage, User
from recalibrate.home.make_roles import make_roles
from recalibrate.home.models import HomePage
from recalibrate.home.roles import ROLES

# Wagtail's temporary files, which go whenever Python comes round to them: perhaps in the test after.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def test_every_address_of_the_admin_is_open_to_those_of_the_table_and_to_nobody_else(people, examples):
    """The walk. A new address that is in no row must be closed to every role; then it needs a row.

    No one else gets in by POST either, be it an address that the admin shows no one a form for.
    """
    wrong = []
    for address in sorted(set(addresses())):
        if is_aside(address.name):
            continue
        url = examples.url(address)
        let_in = {name for name, user in people.items() if is_open(user, url)}
        action, roles = row_of(address.name) or ("in no row", set())
        expected = roles | ({"no role"} if roles == EVERYBODY else set())
        let_in |= {name for name in people.keys() - expected if takes_a_post(people[name], url)}
        if let_in != expected:
            wrong.append(f"{address.name}: open to {sorted(let_in)}, not {sorted(expected)} ({action})")
    assert not wrong, "\n".join(wrong)


def test_an_administrator_reaches_every_address_that_is_closed_to_the_roles(home, examples):
    """Else the walk would take a broken address for a closed one."""
    root = User.objects.create_superuser("root")
    closed = [a for a in set(addresses()) if not is_aside(a.name) and not (row_of(a.name) or ("", {1}))[1]]

    unreachable = [a.name for a in closed if not is_open(root, examples.url(a))]

    assert len(closed) > 20
    assert not unreachable


def test_no_row_and_no_exception_is_left_over():
    names = {address.name for address in addresses()}
    used = {row[0] for name in names if not is_aside(name) and (row := row_of(name))}

    assert {action for action, _, _ in TABLE} - used == set()
    aside = [pattern for patterns in ASIDE for pattern in patterns.split()]
    assert [pattern for pattern in aside if not any(fnmatchcase(name, pattern) for name in names)] == []


@pytest.mark.parametrize("patterns", ASIDE)
def test_whatever_the_walk_leaves_aside_has_a_test_of_its_own(patterns):
    reason, test = ASIDE[patterns]
    path, _, name = test.partition("::")

    assert reason
    assert f"def {name}(" in Path(settings.BASE_DIR, path).read_text()


def test_whatever_a_menu_offers_opens(client, people):
    """Also the other way round: no one is led to a refusal."""
    for name, user in people.items():
        client.force_login(user)
        html = client.get("/admin/").content.decode()
        props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)
        urls = set(re.findall(r'"(?:url|href)": "(/admin/[^"]*)"', props[1] if props else ""))
        assert urls or name == "no role"
        refused = [url for url in urls if "logout" not in url and not is_open(user, url)]
        assert not refused, f"{name}: {refused}"


BULK = {
    ("wagtailcore", "page", "publish"): {"Editor"},
    ("wagtailcore", "page", "unpublish"): {"Editor"},
    ("wagtailcore", "page", "move"): {"Editor"},
    ("wagtailcore", "page", "delete"): {"Editor"},
    ("core", "siteimage", "delete"): {"Editor", "Guardian"},
    ("core", "sitedocument", "delete"): {"Editor", "Guardian"},
    ("core", "user", "delete"): {"Operator"},
    ("core", "user", "assign_role"): {"Operator"},
    ("core", "user", "set_active_state"): {"Operator"},
    ("core", "contributor", "delete"): {"Editor"},
}


@pytest.mark.parametrize("action", BULK, ids="-".join)
def test_bulk_actions_take_only_what_one_may_touch_one_by_one(people, examples, action):
    """Wagtail shows the page to everybody, with what it would leave out."""
    _, model, verb = action
    given = examples.arguments("wagtailadmin_pages:edit", ("page_id", "image_id", "document_id"))
    ids = {"page": given["page_id"], "siteimage": given["image_id"]}
    ids |= {"sitedocument": given["document_id"], "user": people["no role"].pk}
    ids["contributor"] = Contributor.objects.create(name="Unused", slug="unused").pk
    if verb == "unpublish":
        ids["page"] = PostPageFactory().pk
    url = f"{reverse('wagtail_bulk_action', args=action)}?id={ids[model]}&next=/admin/"

    taken = set()
    for name, user in people.items():
        response = answer(user, "GET", url)
        if response is not None and response.status_code == 200 and response.context_data["items"]:
            taken.add(name)

    assert taken == BULK[action]


def all_blocks(block):
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from all_blocks(child)
    if hasattr(block, "child_block"):
        yield from all_blocks(block.child_block)


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_contributor_has_the_own_drafts_and_nobody_elses(client, people):
    writer = people["Contributor"]
    own = PostPageFactory(live=False, owner=writer, title="My own draft")
    others = PostPageFactory(live=False, owner=people["Editor"], title="A draft by somebody else")
    live = PostPageFactory(owner=people["Editor"], title="Published by somebody else")

    assert is_open(writer, edit(own))
    assert not is_open(writer, edit(others))
    assert not is_open(writer, edit(live))
    assert not is_open(writer, reverse("wagtailadmin_pages:view_draft", args=[others.pk]))
    client.force_login(writer)
    index = PostIndexPage.objects.get().pk
    for address in (
        f"/admin/pages/{index}/",
        "/admin/pages/search/?q=somebody",
        f"/admin/choose-page/{index}/",
        f"/admin/api/main/pages/?child_of={index}",
        "/admin/reports/site-history/",
    ):
        text = client.get(address).content.decode()
        assert "A draft by somebody else" not in text, address
    assert "My own draft" in client.get(f"/admin/pages/{index}/").content.decode()


def test_a_contributor_publishes_nothing_by_any_button_or_address(client, people):
    own = PostPageFactory(live=False, owner=people["Contributor"])
    client.force_login(people["Contributor"])

    html = client.get(edit(own)).content.decode()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={own.pk}&next=/admin/")
    client.post(reverse("wagtailadmin_api:pages:action", args=[own.pk, "publish"]))

    assert 'name="action-publish"' not in html
    assert not PostPage.objects.get(pk=own.pk).live


def test_nobody_can_type_html_of_their_own():
    """Not one block or editor takes it, whatever the writer's role."""
    kinds = {type(block).__name__ for block in all_blocks(PostPage.body.field.stream_block)}

    assert not [kind for kind in kinds if "HTML" in kind]
    html = '<p>Fine<script>alert(1)</script><a href="javascript:alert(1)">x</a><img src="//x.example/"/></p>'
    converter = ContentstateConverter(["bold", "italic", "link"])
    kept = converter.to_database_format(converter.from_database_format(html))
    assert not re.search("script|javascript:|<img", kept)


def test_what_contributors_upload_lands_in_a_collection_of_its_own(people):
    policy = policy_registry.get_by_type(SiteImage)
    may_add = policy.collections_user_has_permission_for(people["Contributor"], "add")
    may_choose = policy.collections_user_has_permission_for(people["Contributor"], "choose")

    assert [collection.name for collection in may_add] == ["From contributors"]
    assert {collection.name for collection in may_choose} == {"Root", "From contributors"}


def test_the_guardian_edits_the_corner_and_nothing_else(people):
    news, post = GuardianUpdatePageFactory(), PostPageFactory()

    assert is_open(people["Guardian"], edit(news))
    assert not is_open(people["Guardian"], edit(post))
    assert not is_open(people["Guardian"], edit(HomePage.objects.get()))


@pytest.mark.parametrize(
    ("setting", "roles"),
    [
        ("core/siteidentity", {"Operator"}),
        ("digest/digestsettings", {"Operator"}),
        ("guardian/disclosuresettings", {"Guardian"}),
    ],
)
def test_settings_are_open_to_those_who_answer_for_them(people, setting, roles):
    url = f"/admin/settings/{setting}/"

    assert {name for name, user in people.items() if is_open(user, url)} == roles


def test_an_operator_makes_no_administrator_and_changes_none(client, people):
    root = User.objects.create_superuser("root")
    client.force_login(people["Operator"])
    data = {"username": "new", "email": "new@fenwold.example", "first_name": "New", "last_name": "Person"}
    data |= {"password1": "a-long-pass-phrase", "password2": "a-long-pass-phrase"}

    client.post("/admin/users/new/", data | {"is_superuser": "on"})
    client.post(f"/admin/users/edit/{root.pk}/", data | {"username": "root", "is_active": "on"})
    bulk = reverse("wagtail_bulk_action", args=["core", "user", "set_active_state"])
    client.post(f"{bulk}?id={root.pk}&next=/admin/", {"mark_as_active": ""})
    assert not User.objects.filter(username="new").exists()
    assert User.objects.get(pk=root.pk).password == root.password
    assert User.objects.get(pk=root.pk).is_active

    client.post("/admin/users/new/", data)
    assert User.objects.filter(username="new", is_superuser=False).exists()


def test_an_upgrade_gives_roles_what_is_new_and_leaves_other_groups_alone(home):
    group = Group.objects.get(name="Editor")
    own = Group.objects.create(name="Librarians")
    group.permissions.clear()

    call_command("migrate", verbosity=0)

    assert group.permissions.filter(codename="change_curation").exists()
    assert not own.permissions.exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert list(Workflow.objects.filter(active=True).values_list("name", flat=True)) == ["Posts"]


def test_a_group_of_wagtails_that_someone_is_in_stays(home):
    group = Group.objects.create(name="Moderators")
    group.user_set.add(User.objects.create_user("mo"))

    make_roles()

    assert Group.objects.filter(name="Moderators").exists()


def test_the_editors_guide_shows_the_table():
    names = [role.name for role in ROLES]
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for action, roles, _ in TABLE:
        lines.append(f"| {action} | {' | '.join('yes' if name in roles else '–' for name in names)} |")

    assert "\n".join(lines) in Path(settings.BASE_DIR, "docs", "editors.md").read_text()

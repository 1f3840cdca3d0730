"""Roles that must not meet are given by administrators only, never to oneself, and every change is told."""

from itertools import product
from typing import Any

import pytest
from admin_doors import addresses
from admin_examples import Examples, plant
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import GroupPagePermission, ModelLogEntry, Page

from recalibrate.core.models import User
from recalibrate.guardian.models import GuardianReportPage
from recalibrate.home.make_roles import make_roles
from recalibrate.home.roles import APART, ONLY_BY_ADMINISTRATORS, ROLES
from recalibrate.sample.reports import load_reports
from recalibrate.sign_in.grants import GRANTED
from recalibrate.stories.desk import desk_account

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PASSWORD = "a-pass-phrase-of-the-attacker"


def somebody(name: str, *roles: str) -> User:
    user = User.objects.create_user(name, f"{name}@fenwold.example", "its-own-pass-phrase", last_name="Moss")
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def root(home) -> User:
    return User.objects.create_superuser("root", "root@fenwold.example", "its-own-pass-phrase")


@pytest.fixture
def operator(root) -> User:
    return somebody("oda", "Operator")


def details(user: User, *roles: str, **more: Any) -> dict[str, Any]:
    given = {"username": user.username, "email": user.email, "first_name": "Oda", "last_name": "Moss"}
    groups = list(Group.objects.filter(name__in=roles).values_list("pk", flat=True))
    return given | {"is_active": "on", "groups": groups} | more


def edit(user: User) -> str:
    return reverse("wagtailusers_users:edit", args=[user.pk])


def bulk(action: str, *users: User) -> str:
    ids = "&".join(f"id={user.pk}" for user in users)
    return f"{reverse('wagtail_bulk_action', args=['core', 'user', action])}?{ids}&next=/admin/users/"


def names(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_an_operator_gives_themself_nothing(client, operator):
    client.force_login(operator)

    answer = client.post(
        edit(operator), details(operator, "Operator", "Editor", "Approver", "Contact keeper")
    )
    client.post(bulk("assign_role", operator), {"role": Group.objects.get(name="Guardian").pk})

    assert names(operator) == {"Operator"}
    assert "You cannot change your own roles" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("pair", APART, ids=lambda pair: "+".join(sorted(pair)))
def test_roles_that_must_not_meet_are_given_by_an_administrator_only(client, operator, root, pair):
    first, second = sorted(pair)
    colleague = somebody("colleague", first)
    group = Group.objects.get(name=second)
    for attacker in (operator, root):
        client.force_login(attacker)
        client.post(edit(colleague), details(colleague, first, second))
        client.post(bulk("assign_role", colleague), {"role": group.pk})
        client.post(reverse("wagtailusers_users:add"), details(
            User(username=f"new-{attacker}", email="n@fenwold.example"), first, second,
            password1=PASSWORD, password2=PASSWORD,
        ))  # fmt: skip
        new = User.objects.filter(username=f"new-{attacker}").first()
        assert (names(colleague) == set(pair)) == attacker.is_superuser
        assert bool(new and names(new) == set(pair)) == attacker.is_superuser


@pytest.mark.parametrize("role", sorted(ONLY_BY_ADMINISTRATORS))
def test_whose_role_only_an_administrator_gives_keeps_their_log_in_from_operators(client, operator, role):
    colleague = somebody("colleague", role)
    client.force_login(operator)

    client.post(
        edit(colleague),
        details(colleague, role, email="mine@a.example", password1=PASSWORD, password2=PASSWORD),
    )
    client.post(reverse("second-step-reset", args=[colleague.pk]))

    now = User.objects.get(pk=colleague.pk)
    assert (now.email, now.password) == (colleague.email, colleague.password)


def test_every_grant_is_in_the_log_with_before_and_after_and_mailed_to_administrators(client, operator):
    colleague = somebody("colleague", "Contributor")
    client.force_login(operator)
    mail.outbox.clear()

    client.post(edit(colleague), details(colleague, "Contributor", "Editor"))

    entry = ModelLogEntry.objects.filter(action=GRANTED).latest("pk")
    assert (entry.user, entry.object_id) == (operator, str(colleague.pk))
    assert entry.data == {"what": "roles", "before": ["Contributor"], "after": ["Contributor", "Editor"]}
    assert "Roles: Contributor → Contributor, Editor" in str(entry.message)
    told = [each for each in mail.outbox if "Before: Contributor\nAfter: Contributor, Editor" in each.body]
    assert [each.to for each in told] == [["root@fenwold.example"]]


def ways(user: User):
    group, editor = Group.objects.create(name="Own"), Group.objects.get(name="Editor")
    view = Permission.objects.get(codename="view_contact")
    yield lambda: user.groups.add(editor)
    yield lambda: editor.user_set.remove(user)
    yield lambda: editor.user_set.set([user])
    yield lambda: user.groups.clear()
    yield lambda: user.user_permissions.add(view)
    yield lambda: user.user_permissions.clear()
    yield lambda: group.permissions.add(view)
    yield lambda: GroupPagePermission.objects.create(
        group=group, page=Page.objects.first(), permission=Permission.objects.get(codename="publish_page")
    )
    yield lambda: group.page_permissions.all().delete()
    yield lambda: (editor.permissions.clear(), make_roles())
    for name, value in (("is_superuser", True), ("is_active", False), ("email", "x@x.example")):
        yield lambda name=name, value=value: (setattr(user, name, value), user.save())
    yield lambda: (user.set_password(PASSWORD), user.save())
    yield lambda: User.objects.create_superuser("another")


def test_no_way_of_changing_what_someone_may_do_goes_unlogged(root):
    user = somebody("colleague")
    for number, way in enumerate(ways(user)):
        before = ModelLogEntry.objects.filter(action=GRANTED).count()
        mail.outbox.clear()
        way()
        assert ModelLogEntry.objects.filter(action=GRANTED).count() > before, number
        assert mail.outbox, number
        assert PASSWORD not in str([each.body for each in mail.outbox])


def test_what_changes_nothing_is_not_told(root):
    ModelLogEntry.objects.all().delete()

    make_roles()
    root.save()

    assert not ModelLogEntry.objects.filter(action=GRANTED).exists()


def test_the_desk_is_nobodys_log_in(client, root):
    desk = desk_account()
    client.force_login(root)
    client.post(edit(desk), details(desk, "Editor", password1=PASSWORD, password2=PASSWORD, username="mine"))
    client.post(bulk("set_active_state", desk), {"mark_as_active": "True"})
    client.post(bulk("assign_role", desk), {"role": Group.objects.first().pk})
    desk = desk_account()
    desk.is_active, desk.is_superuser = True, True
    desk.set_password(PASSWORD)
    desk.save()

    desk = User.objects.get(username="contributor-desk")
    assert (desk.is_active, desk.is_superuser, desk.has_usable_password()) == (False, False, False)
    assert not names(desk)
    User.objects.filter(pk=desk.pk).update(is_active=True, email="desk@a.example")  # past everything
    assert not Client().login(username=desk.username, password=PASSWORD)
    mail.outbox.clear()
    Client().post("/admin/password_reset/", {"email": "desk@a.example"})
    assert not mail.outbox


# The walk: every address of the admin that takes a form, for every role, with everything that a grant needs.

ATTACK = {
    "is_superuser": "on", "is_active": "on", "is_staff": "on", "mark_as_active": "True",
    "password1": PASSWORD, "password2": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD,
    "email": "mine@a.example", "username": "taken-over", "first_name": "A", "last_name": "B", "name": "Own",
}  # fmt: skip


def state() -> dict[str, Any]:
    users = {
        row.pop("pk"): row
        for row in User.objects.values("pk", "username", "email", "is_active", "is_superuser", "password")
    }
    return {
        "users": users,
        "roles": set(User.groups.through.objects.values_list("user", "group__name")),
        "own": set(User.user_permissions.through.objects.values_list("user", "permission")),
        "groups": set(Group.permissions.through.objects.values_list("group", "permission")),
        "places": set(GroupPagePermission.objects.values_list("group", "page", "permission")),
    }


def urls(examples: Examples, targets: list[User]):
    for address in sorted(set(addresses())):
        if address.name in ("wagtailadmin_error_test", "wagtailadmin_logout", "wagtail_bulk_action"):
            continue
        if address.arguments == ("pk",) and ("users" in address.name or address.name == "second-step-reset"):
            yield from (reverse(address.name, args=[user.pk]) for user in targets)
        else:
            yield examples.url(address)
    for action in bulk_action_registry.get_bulk_actions_for_model("core", "user"):
        yield from (bulk(action.action_type, user) for user in targets)


def wrong_with(before: dict[str, Any], after: dict[str, Any], actor: User, desk: User, logged: int) -> str:
    if before == after:
        return ""
    if actor.pk in after["users"]:
        given = {row for row in after["roles"] - before["roles"] if row[0] == actor.pk}
        if given or after["users"][actor.pk]["is_superuser"]:
            return "gave themself something"
    if after["users"].get(desk.pk, before["users"][desk.pk]) != before["users"][desk.pk]:
        return "changed the desk"
    for user, role in after["roles"] - before["roles"]:
        theirs = {name for pk, name in after["roles"] if pk == user}
        if role in ONLY_BY_ADMINISTRATORS or any(pair <= theirs for pair in APART):
            return f"gave {role} to somebody with {theirs}"
    if any(
        row["is_superuser"] and not before["users"].get(pk, {}).get("is_superuser")
        for pk, row in after["users"].items()
    ):
        return "made an administrator"
    gone_only = (
        before["users"].keys() - after["users"].keys() and after["users"].items() <= before["users"].items()
    )
    return "" if logged or gone_only else "changed something that no log tells"


def test_no_address_lets_any_role_give_what_only_administrators_give(home, root, monkeypatch):
    # What a page looks like changes nothing, and is most of the work.
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    load_reports()
    examples = plant(GuardianReportPage.objects.get(slug="2026-27-q2"))
    desk, keeper, plain = (
        desk_account(),
        somebody("keeper", "Contact keeper"),
        somebody("plain", "Contributor"),
    )
    people = {role.name: somebody(role.name.replace(" ", "-").lower(), role.name) for role in ROLES}
    every_group = list(Group.objects.values_list("pk", flat=True))
    client, faults, changes = Client(raise_request_exception=False), [], 0
    before, logged_before = state(), ModelLogEntry.objects.filter(action=GRANTED).count()

    for (role, actor), only in product(people.items(), ("everything", "one role")):
        groups = every_group if only == "everything" else [Group.objects.get(name="Contact keeper").pk]
        client.force_login(actor)
        signed_in = dict(client.cookies)
        for url in (
            urls(examples, [actor, desk, keeper, plain]) if only == "everything" or role == "Operator" else ()
        ):
            mark = transaction.savepoint()
            attack = ATTACK | {"groups": groups, "role": groups[-1], "username": f"taken-{only[:3]}"}
            if only == "one role":
                del attack["is_superuser"]
            client.post(url, attack)
            after = state()
            logged = ModelLogEntry.objects.filter(action=GRANTED).count() - logged_before
            changes += before != after
            if why := wrong_with(before, after, actor, desk, logged):
                faults.append(f"{role} {url}: {why}")
            transaction.savepoint_rollback(mark)
            client.cookies.clear()  # one of the addresses signs out
            client.cookies.update(signed_in)

    assert not faults, "\n".join(faults)
    assert changes, "the walk can change log-ins at all"

"""What someone may do: read with one query, as Django and Wagtail say it, and true at the next request."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from wagtail.models import GroupPagePermission, GroupSitePermission, Site
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy

from blog.models import PostIndexPage
from recalibrate.core.models import SiteDocument, SiteIdentity, SiteImage, User
from recalibrate.home.roles import ROLES
from recalibrate.staff.auth_backend import Backend

INBOX, POSTS, PICTURES = "/admin/inbox/", "/admin/pages/{}/edit/", "/admin/images/"
EVERY_ROLE = [role.name for role in ROLES]
IN_TURN = [[], *([role] for role in EVERY_ROLE), ["Contributor", "Guardian"], EVERY_ROLE]


@pytest.fixture
def editor(home) -> User:
    return somebody("Editor")


@pytest.fixture
def posts(home) -> str:
    return POSTS.format(PostIndexPage.objects.get().pk)


def somebody(*roles: str, name: str = "edda") -> User:
    user = User.objects.create_user(name, first_name="Edda", last_name="Moss")
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def fresh(user: User) -> User:
    """As the next request reads them."""
    found = Backend().get_user(user.pk)
    assert found is not None
    return found


def sql(statement: str, *values: object) -> None:
    """A change as any other process would make it: past every signal and every object of this one."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


def at_places(grants, place: str):
    return sorted(
        (
            grant.pk,
            getattr(grant, f"{place}_id"),
            getattr(getattr(grant, place), "path", ""),
            getattr(getattr(grant, place), "depth", 0),
            grant.permission_id,
            grant.permission.content_type_id,
            grant.permission.codename,
        )
        for grant in grants
    )


@pytest.mark.parametrize("roles", IN_TURN)
def test_what_is_read_is_what_django_and_wagtail_would_say(home, roles, django_assert_num_queries):
    user = somebody(*roles)
    user.user_permissions.add(Permission.objects.get(codename="add_redirect"))
    group = Group.objects.create(name="Looks after this site’s name")
    user.groups.add(group)
    GroupSitePermission.objects.create(
        group=group,
        site=Site.objects.get(),
        permission=Permission.objects.get(codename="change_siteidentity"),
    )
    policies = [
        (PagePermissionPolicy(), "page"),
        (CollectionPermissionPolicy(SiteImage), "collection"),
        (CollectionPermissionPolicy(SiteDocument), "collection"),
        (SitePermissionPolicy(SiteIdentity), "site"),
    ]
    read = fresh(user)

    with django_assert_num_queries(1):
        names = read.get_all_permissions()
        found = [at_places(policy.get_cached_permissions_for_user(read), place) for policy, place in policies]

    assert names == read.get_user_permissions() | read.get_group_permissions()
    assert found == [
        at_places(policy.get_all_permissions_for_user(user), place) for policy, place in policies
    ]


def test_who_may_do_everything_and_who_may_do_nothing_are_as_django_says(home, django_assert_num_queries):
    everyone = fresh(User.objects.create_superuser("everyone"))
    left = somebody("Editor")
    left.is_active = False

    with django_assert_num_queries(0):
        assert everyone.has_perm("feeds.add_curation")
        assert not left.has_perm("feeds.add_curation")
        assert left.get_all_permissions() == set()
    assert len(everyone.get_all_permissions()) == Permission.objects.count()


def test_permissions_on_one_thing_are_nobodys(editor, home):
    assert fresh(editor).get_all_permissions(home) == set()


def test_a_place_says_the_rest_of_itself_when_asked(editor, home):
    user = fresh(editor)
    user.get_all_permissions()

    grants = PagePermissionPolicy().get_cached_permissions_for_user(user)

    assert {grant.page.title for grant in grants} == {home.title}
    assert {grant.group.name for grant in grants} == {"Editor"}


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        ("DELETE FROM core_user_groups WHERE user_id = %s", {INBOX, POSTS, PICTURES}),
        (
            "DELETE FROM auth_group_permissions WHERE group_id IN (SELECT group_id FROM core_user_groups"
            " WHERE user_id = %s) AND permission_id IN (SELECT id FROM auth_permission"
            " WHERE codename = 'add_curation')",
            {INBOX},
        ),
        (
            "DELETE FROM wagtailcore_grouppagepermission WHERE group_id IN"
            " (SELECT group_id FROM core_user_groups WHERE user_id = %s)",
            {POSTS},
        ),
        (
            "DELETE FROM wagtailcore_groupcollectionpermission WHERE group_id IN"
            " (SELECT group_id FROM core_user_groups WHERE user_id = %s)",
            {PICTURES},
        ),
        ("UPDATE core_user SET is_active = false WHERE id = %s", {INBOX, POSTS, PICTURES}),
    ],
)
def test_what_another_process_takes_away_is_gone_at_the_next_request(client, editor, posts, taken, refused):
    client.force_login(editor)
    addresses = {INBOX: INBOX, POSTS: posts, PICTURES: PICTURES}
    for _ in range(2):
        assert {client.get(address).status_code for address in addresses.values()} == {200}

    sql(taken, editor.pk)

    assert {name for name, address in addresses.items() if client.get(address).status_code != 200} == refused


def test_what_another_process_permits_is_permitted_at_the_next_request(client, home):
    user = somebody("Help-directory keeper")
    client.force_login(user)
    assert client.get(INBOX).status_code != 200

    sql(
        "INSERT INTO core_user_user_permissions (user_id, permission_id)"
        " SELECT %s, id FROM auth_permission WHERE codename = 'add_curation'",
        user.pk,
    )

    assert client.get(INBOX).status_code == 200


def test_an_own_permission_that_is_taken_away_is_gone_at_the_next_request(client, home):
    user = somebody("Help-directory keeper")
    user.user_permissions.add(Permission.objects.get(codename="add_curation"))
    client.force_login(user)
    assert client.get(INBOX).status_code == 200

    sql("DELETE FROM core_user_user_permissions WHERE user_id = %s", user.pk)

    assert client.get(INBOX).status_code != 200


def test_who_is_an_administrator_no_longer_may_do_at_once_what_their_roles_say(client, home):
    user = User.objects.create_superuser("everyone")
    client.force_login(user)
    assert client.get(INBOX).status_code == 200

    sql("UPDATE core_user SET is_superuser = false WHERE id = %s", user.pk)

    assert client.get(INBOX).status_code != 200


def test_who_is_logged_out_elsewhere_is_logged_out_at_the_next_request(client, editor):
    client.force_login(editor)
    assert client.get(INBOX).status_code == 200

    sql("DELETE FROM django_session WHERE session_key = %s", client.session.session_key)

    assert client.get(INBOX)["Location"].startswith("/admin/login/")


def test_a_place_that_moves_takes_its_permissions_along(home):
    user = somebody("Contributor")
    index = PostIndexPage.objects.get()
    grant = GroupPagePermission.objects.get(group__name="Contributor")
    assert grant.page_id == index.pk
    before = index.path

    index.move(home.get_parent(), pos="last-child")

    user = fresh(user)
    user.get_all_permissions()
    (read,) = PagePermissionPolicy().get_cached_permissions_for_user(user)
    assert read.page.path == PostIndexPage.objects.get().path != before

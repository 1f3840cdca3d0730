"""What a user may do, by themselves and through their groups, read with one query.

Django would ask two tables and Wagtail three more, each when it is first needed. Nothing is kept for longer
than a request: what was taken away is gone at the next one, in every process and however it was taken away.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import F, Model, QuerySet, Value
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy

from recalibrate.core.models import User


class StoredPermission(NamedTuple):
    """A permission as stored: everywhere, or in a table of permissions at a place."""

    table: str
    pk: int
    permission: int
    content_type: int
    app_label: str
    codename: str
    place: int = 0
    path: str = ""
    depth: int = 0

    @property
    def name(self) -> str:
        """As Django asks for it: “feeds.add_curation”."""
        return f"{self.app_label}.{self.codename}"


@dataclass(frozen=True, slots=True)
class PermissionTable:
    """Where Wagtail stores what groups may do at places of one kind, and how it names what it has read."""

    model: type[Model]
    place: str
    kept_as: str
    has_paths: bool = True

    def rows(self, user: User) -> QuerySet[Any, Any]:
        at = [f"{self.place}__path", f"{self.place}__depth"] if self.has_paths else [Value(""), Value(0)]
        ours = self.model._default_manager.filter(group__user=user)
        return ours.values_list(
            Value(self.kept_as), "pk", *permission_columns("permission__"), f"{self.place}_id", *at
        )

    def stored(self, row: StoredPermission, places: dict[tuple[str, int], Model]) -> Model:
        """The row as Wagtail reads it: with its permission, and its place as far as that says where it is."""
        kind: Any = self.model._meta.get_field(self.place).related_model
        where = {"id": row.place} | ({"path": row.path, "depth": row.depth} if self.has_paths else {})
        place = places.setdefault((self.place, row.place), partial_instance(kind, **where))
        stored = partial_instance(self.model, id=row.pk, permission_id=row.permission)
        setattr(stored, self.place, place)
        stored.permission = partial_instance(  # type: ignore[attr-defined]  # each of these tables has one
            Permission, id=row.permission, content_type_id=row.content_type, codename=row.codename
        )
        return stored


# One UNION in place of about ten questions before an editor's page did anything of its own, and nothing of it
# outlives a request: some ways to change a permission send no signal (decision 0023).
TABLES = (
    PermissionTable(GroupPagePermission, "page", PagePermissionPolicy.permission_cache_name),
    PermissionTable(
        GroupCollectionPermission, "collection", CollectionPermissionPolicy.permission_cache_name
    ),
    PermissionTable(GroupSitePermission, "site", SitePermissionPolicy.permission_cache_name, has_paths=False),
)

ANYONE = -1  # no one’s number, in a statement that is asked for each


def read_permissions(user: User) -> set[str]:
    """What they may do everywhere, by name. What they may do at places is left where Wagtail looks first."""
    places: dict[tuple[str, int], Model] = {}
    sql, parameters = permissions_sql(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk if value == ANYONE else value for value in parameters])
        stored = [StoredPermission(*row) for row in cursor.fetchall()]
    for table in TABLES:
        found = [table.stored(row, places) for row in stored if row.table == table.kept_as]
        setattr(user, table.kept_as, found)
    return {row.name for row in stored if not row.table}


@cache
def permissions_sql(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement of `all_permissions`, and its parameters with ANYONE for whom it is asked.

    Django would write the same statement at every request, which takes longer than the database needs to answer it.
    """
    return all_permissions(User(pk=ANYONE)).query.sql_with_params()


def all_permissions(user: User) -> QuerySet[Any, Any]:
    anywhere = [Permission.objects.filter(user=user), Permission.objects.filter(group__user=user)]
    no_place = (Value(0), Value(""), Value(0))
    own, by_group = (
        found.order_by().values_list(Value(""), "pk", *permission_columns(""), *no_place)
        for found in anywhere
    )
    return own.union(by_group, *(table.rows(user) for table in TABLES), all=True)


def permission_columns(permission: str) -> list[F]:
    names = ("pk", "content_type_id", "content_type__app_label", "codename")
    return [F(f"{permission}{name}") for name in names]


def partial_instance(model: type[Model], **fields: Any) -> Any:
    """A row of which only this was read; the rest is read when it is asked for."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in fields]
    return model.from_db(connection.alias, names, [fields[name] for name in names])

"""The board’s view of a report: as entered, for those who may, and clearly not for publication."""

from django.contrib.auth.models import Group

from recalibrate.core.models import User
from recalibrate.guardian import store
from recalibrate.guardian.views.board import board_tables


def user_in(group):
    user = User.objects.create_user(f"one-of-{group.lower()}")
    user.groups.add(Group.objects.get(name=group))
    return user


def address(report):
    return f"/admin/guardian/reports/{report.pk}/board/"


def test_it_shows_the_small_departments_and_says_that_it_is_not_for_publication(client, reports):
    client.force_login(user_in("Guardian"))

    response = client.get(address(reports["2026-27-q2"]))

    html = response.content.decode()
    assert "Not for publication." in html
    assert '<th scope="row">ENT</th>' in html
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_rows_are_categories_and_columns_the_measures_reported_by_them(reports):
    tables = board_tables(store.entered_figures([reports["2026-27-q2"].pk]), store.vocabulary())

    department = next(table for table in tables if table.caption == "By department")
    raised = department.columns.index("Exception reports raised") - 1
    assert dict(department.rows)["Psychiatry"][raised] == "5"
    assert tables[0].caption == "The whole Trust"


def test_nobody_else_gets_in(client, reports):
    report = reports["2026-27-q2"]
    anonymous = client.get(address(report))

    client.force_login(User.objects.create_user("a-stranger"))
    stranger = client.get(address(report))
    client.force_login(user_in("Editor"))
    editor = client.get(address(report), follow=True)

    assert anonymous.status_code == 302
    assert stranger.status_code in (302, 403)
    assert "ENT</th>" not in editor.content.decode()


def test_a_report_without_figures_says_so(client, reports):
    report = reports["2026-27-q2"]
    report.figures.all().delete()
    client.force_login(user_in("Guardian"))

    assert "No figures have been entered yet." in client.get(address(report)).content.decode()

"""Lists are pasted: rows into the vocabulary, posts into the grid; what few boards ask for is folded away."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Group

from recalibrate.core.models import User
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.grid import Grid
from recalibrate.guardian.models import Category, Dimension, ReportFigure
from recalibrate.guardian.store import vocabulary


@pytest.fixture
def guardian(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


def paste(client, dimension, rows):
    chosen = Dimension.objects.get(slug=dimension).pk
    return client.post("/admin/guardian/vocabulary/paste/", {"dimension": chosen, "rows": rows})


def names(dimension):
    return list(Category.objects.filter(dimension__slug=dimension).values_list("name", flat=True))


def grid_of(report):
    return f"/admin/guardian/figures/{report.pk}/"


def typed(client, report):
    grid = client.get(grid_of(report)).context["grid"]
    return {cell.name: cell.text for cell in grid.cells}


def test_a_list_of_rotas_is_added_in_one_go(guardian):
    response = paste(
        guardian, "rota", "Medical on call\t14\r\n\r\n  Surgical   nights \nMedical on call\nOther rotas\n"
    )

    assert response.status_code == 302
    assert names("rota") == ["Medical on call", "Surgical nights", "Other rotas"]
    page = guardian.get(response.url).content.decode()
    assert "2 rows added. There already: Other rotas." in page
    assert "/admin/guardian/vocabulary/paste/" in page


def test_a_list_of_which_one_may_not_be_adds_none(guardian):
    """A kind of breach that names a department says where people work."""
    before = names("breach")
    response = paste(guardian, "breach", "Late rota\nMissed breaks in ENT\n")

    assert response.status_code == 422
    assert "names “ENT”" in response.content.decode()
    assert names("breach") == before


def test_a_list_is_for_those_who_may_add_rows(client, reports):
    editor = User.objects.create_user("an-editor")
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)

    assert paste(client, "rota", "A rota").status_code in (302, 403)
    assert "A rota" not in names("rota")


def test_names_that_give_one_code_get_two(guardian):
    paste(guardian, "site", "St Bride’s\nSt Brides\n")

    codes = Category.objects.filter(dimension__slug="site").values_list("slug", flat=True)
    assert len(set(codes)) == len(codes) == 3


def test_posts_are_pasted_into_the_grid(guardian, reports):
    report = reports["2026-27-q2"]
    lines = "ENT\tFY1\t1\t1\t1\t0.5\nPaeds, F2, 2\n"
    answer = guardian.post(grid_of(report), typed(guardian, report) | {"rows:post": lines, "save": "1"})

    assert answer.status_code in (200, 302)
    posts = ReportFigure.objects.filter(report=report, category__dimension__slug="post")
    if answer.status_code == 200:  # it is planned: looked at first
        seen = answer.context["outlook"].seen
        again = {c.name: c.text for c in answer.context["grid"].cells}
        guardian.post(grid_of(report), again | {"save": "1", "agreed": "1", "seen": seen})
    assert {(f.measure.slug, f.category.slug, float(f.value)) for f in posts.select_related("measure", "category")} == {
        ("vacancies", "ent--fy1", 1.0), ("vacancies_first", "ent--fy1", 1.0), ("vacancies_second", "ent--fy1", 1.0),
        ("vacancies_third", "ent--fy1", 0.5), ("vacancies", "paediatrics--fy2", 2.0),
    }  # fmt: skip


def test_a_post_that_fits_nowhere_stays_as_typed_and_saves_nothing(guardian, reports):
    report = reports["2026-27-q2"]
    values = typed(guardian, report) | {"rows:post": "Gastroenterology\tFY1\t1\nENT\tFY1\t2\n", "save": "1"}
    answer = guardian.post(grid_of(report), values)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“Gastroenterology” is no row that we know" in page
    assert "Gastroenterology\tFY1\t1</textarea>" in page
    assert not ReportFigure.objects.filter(category__dimension__slug="post").exists()


def test_what_few_boards_ask_for_is_folded_away_until_it_is_used(guardian, reports):
    report = reports["2026-27-q2"]
    grid = guardian.get(grid_of(report)).context["grid"]
    whole, *parts = grid.sections

    assert len(whole.lines) < 40
    assert len(whole.more) >= 20
    assert not any("Bank" in name for section in parts if section.is_used for name in section.columns)

    hours = Figure(measure="hours_toil", period=report.period, value=Decimal(12), unit="hours")
    whole = Grid(vocabulary(), report.period, [hours]).sections[0]
    assert "hours_toil:trust:all" in [cell.name for line in whole.lines for cell in line.cells]

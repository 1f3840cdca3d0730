"""The vocabulary in the admin: the Guardian edits it, and reports stay true and protected."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recalibrate.core.models import SiteRevision, User
from recalibrate.guardian import publication
from recalibrate.guardian.models import Balance, Breakdown, Category, Dimension, Measure, ReportFigure

LISTS = ["figure_measures", "figure_dimensions", "figure_categories", "figure_breakdowns", "figure_balances"]


@pytest.fixture
def guardian(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


def form_of(client, address):
    """What the edit form would send if nothing were changed."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def edit(client, viewset, row, **changes):
    address = f"/admin/{viewset}/edit/{row.pk}/"
    values = form_of(client, address) | changes
    response = client.post(address, {name: value for name, value in values.items() if value is not None})
    row.refresh_from_db()
    return response


def said(response):
    return " ".join(response.context["form"].non_field_errors()) if response.context else ""


@pytest.mark.parametrize("name", LISTS)
def test_the_guardian_edits_the_vocabulary_and_an_editor_does_not(client, guardian, name):
    assert guardian.get(f"/admin/{name}/").status_code == 200
    assert guardian.get(f"/admin/{name}/new/").status_code == 200

    editor = User.objects.create_user("an-editor")
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)

    assert client.get(f"/admin/{name}/").status_code == 302
    assert client.get(f"/admin/{name}/new/").status_code == 302


def test_a_new_measure_is_in_the_grid_and_in_templates_at_once(guardian, reports):
    values = {
        "name": "Cases of detriment", "slug": "detriment_cases", "unit": "people", "over_year": "sum",
        "order": "60", "has_whole": "on",
    }  # fmt: skip

    assert guardian.post("/admin/figure_measures/new/", values).status_code == 302

    text = guardian.get("/admin/guardian/figures/template/2026-27-Q3.csv").content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["measure"] == "detriment_cases"]
    assert [(row["category"], row["unit"]) for row in rows] == [("All", "people")]
    grid = guardian.get(f"/admin/guardian/figures/{reports['2026-27-q2'].pk}/").content.decode()
    assert "Cases of detriment" in grid


def test_a_new_department_starts_small_and_leaves_reports_as_they_were(guardian, reports):
    before = publication.public_figures()
    values = {
        "dimension": Dimension.objects.get(slug="department").pk, "name": "Oncology", "slug": "oncology",
        "order": "8",
    }  # fmt: skip

    assert guardian.post("/admin/figure_categories/new/", values).status_code == 302

    after = publication.public_figures()
    assert [(f.measure, f.name, f.value) for f in after.figures] == [
        (f.measure, f.name, f.value) for f in before.figures
    ]
    assert "Oncology" not in after.names_of_rows()


def test_a_code_in_use_stays_and_a_name_may_change(guardian):
    ent = Category.objects.get(slug="ent")

    assert "“ENT” is in use" in said(edit(guardian, "figure_categories", ent, slug="ear-nose-throat"))
    assert ent.slug == "ent"

    edit(guardian, "figure_categories", ent, name="Ear, nose and throat")
    assert ent.name == "Ear, nose and throat"


@pytest.mark.parametrize(
    ("viewset", "find", "changes", "reason"),
    [
        ("figure_dimensions", (Dimension, {"slug": "department"}), {"kind": "split"}, "its kind stays"),
        ("figure_dimensions", (Dimension, {"slug": "reason"}), {"kind": "part"}, "must be combined"),
        ("figure_measures", (Measure, {"slug": "survey_detriment"}), {"unit": "count"}, "in its unit"),
        ("figure_measures", (Measure, {"slug": "survey_worried"}), {"people_of": None}, "the same people"),
        ("figure_categories", (Category, {"slug": "ent"}), {"dimension": 3}, "“ENT” is in use"),
        (
            "figure_breakdowns",
            (Breakdown, {"measure__slug": "er_closed", "dimension__slug": "department"}),
            {"rule": "merge"},
            "only become stricter",
        ),
    ],
)
def test_a_change_that_would_protect_less_is_refused_in_words(guardian, viewset, find, changes, reason):
    model, wanted = find
    row = model.objects.get(**wanted)
    revision, before = SiteRevision.current().number, publication.public_figures().figures

    response = edit(guardian, viewset, row, **changes)

    assert reason in said(response)
    assert publication.public_figures().figures == before
    assert SiteRevision.current().number == revision
    assert row == model.objects.get(**wanted)


@pytest.mark.parametrize(
    ("viewset", "find", "reason"),
    [
        ("figure_categories", (Category, {"slug": "ent"}), "figures in 3 reports are entered for it"),
        ("figure_dimensions", (Dimension, {"slug": "reason"}), "It is in use by: "),
        ("figure_measures", (Measure, {"slug": "er_isc"}), "figures in 3 reports are entered for it"),
        (
            "figure_breakdowns",
            (Breakdown, {"measure__slug": "er_raised", "dimension__slug": "reason"}),
            "“Exception reports raised” by main reason is in use",
        ),
    ],
)
def test_what_is_in_use_cannot_be_deleted_and_says_why(guardian, viewset, find, reason):
    model, wanted = find
    row, figures = model.objects.get(**wanted), ReportFigure.objects.count()
    address = f"/admin/{viewset}/delete/{row.pk}/"

    for response in (guardian.get(address, follow=True), guardian.post(address, follow=True)):
        html = response.content.decode()
        assert "cannot be deleted" in html
        assert reason in html
    assert model.objects.filter(**wanted).exists()
    assert ReportFigure.objects.count() == figures


def test_a_measure_in_a_sum_is_not_deleted_with_it(guardian):
    ReportFigure.objects.filter(measure__slug="wsr_opened").delete()
    opened = Measure.objects.get(slug="wsr_opened")

    html = guardian.post(f"/admin/figure_measures/delete/{opened.pk}/", follow=True).content.decode()

    assert "It is in use by: Work-schedule reviews brought forward + " in html


def test_what_nothing_uses_is_deleted(guardian):
    unused = Measure.objects.create(slug="unused", name="Unused")

    assert guardian.get(f"/admin/figure_measures/delete/{unused.pk}/").status_code == 200
    assert guardian.post(f"/admin/figure_measures/delete/{unused.pk}/").status_code == 302

    assert not Measure.objects.filter(slug="unused").exists()


def test_a_sum_that_changes_is_a_change_to_the_site(guardian):
    before = SiteRevision.current().number

    Balance.objects.first().save()

    assert SiteRevision.current().number > before


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_the_vocabulary_stay_within_their_budget(guardian, name):
    guardian.get(f"/admin/{name}/")

    with CaptureQueriesContext(connection) as few:
        guardian.get(f"/admin/{name}/")
    dimension = Dimension.objects.create(slug="ward", name="Ward")
    for n in range(18):
        measure = Measure.objects.create(slug=f"m{n}", name=f"Measure {n}", order=1)
        Category.objects.create(dimension=dimension, slug=f"c{n}", name=f"Row {n}", order=1)
        Dimension.objects.create(slug=f"d{n}", name=f"Dimension {n}", order=1)
        Breakdown.objects.create(measure=measure, dimension=dimension, rule="open", order=1)
        Balance.objects.create(opening=measure, increase=measure, decrease=measure, closing=measure)
    with CaptureQueriesContext(connection) as many:
        guardian.get(f"/admin/{name}/")

    assert len(many) <= len(few) <= 15, "\n".join(q["sql"] for q in many)

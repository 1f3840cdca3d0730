"""Every text field of everything that the Guardian publishes is read for rows that are withheld, near a number."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from recalibrate.core.models import User
from recalibrate.guardian import publication
from recalibrate.guardian.models import (
    ExceptionGuidePage,
    GuardianIndexPage,
    GuardianReportPage,
    GuardianUpdatePage,
    YouSaid,
)
from recalibrate.guardian.public_kinds import KINDS
from recalibrate.guardian.telling import telling_in, texts_of
from recalibrate.guardian.views.outlook import words_going_out

# Fields that hold an address, a code or a choice, and no words of their own.
NOT_WORDS = {
    "path", "slug", "url_path", "draft_title", "board_paper", "progress", "translation_key", "uuid",
}  # fmt: skip


class Planter:
    """Plants “ENT had 1 report.”, “ENT had 2 reports.” … into every text that it meets."""

    def __init__(self):
        self.number = 0

    def sentence(self):
        self.number += 1
        return f"ENT had {self.number} reports."

    def value(self, block):
        if isinstance(block, blocks.StructBlock):
            return blocks.StructValue(
                block, {name: self.value(child) for name, child in block.child_blocks.items()}
            )
        if isinstance(block, blocks.ListBlock):
            return block.to_python(block.get_prep_value([self.value(block.child_block)]))
        if isinstance(block, blocks.StreamBlock):
            return blocks.StreamValue(block, [(n, self.value(b)) for n, b in block.child_blocks.items()])
        if isinstance(block, blocks.RichTextBlock):
            return RichText(f"<p>{self.sentence()}</p>")
        if isinstance(block, blocks.CharBlock | blocks.TextBlock):
            return self.sentence()
        return block.get_default()

    def plant(self, row):
        for field in row._meta.concrete_fields:
            if field.name in NOT_WORDS or field.primary_key or field.choices:
                continue
            if isinstance(field, StreamField):
                setattr(row, field.name, self.value(field.stream_block))
            elif isinstance(field, RichTextField):
                setattr(row, field.name, f"<p>{self.sentence()}</p>")
            elif isinstance(field, models.CharField | models.TextField) and field.name not in NOT_WORDS:
                setattr(row, field.name, self.sentence())


@pytest.mark.parametrize(
    "kind", dict.fromkeys(kind.model for kind in KINDS), ids=lambda model: model.__name__
)
def test_every_text_of_every_kind_is_read(kind):
    planter, row = Planter(), kind()
    planter.plant(row)

    found = {int(n) for text in texts_of(row) for n in re.findall(r"ENT had (\d+)", text)}
    assert planter.number >= 3
    assert found == set(range(1, planter.number + 1))


def test_there_is_no_kind_that_is_not_asked_about():
    assert {kind.model for kind in KINDS} == {
        GuardianUpdatePage, GuardianReportPage, GuardianIndexPage, ExceptionGuidePage, YouSaid,
    }  # fmt: skip


def test_a_reports_look_reads_its_notes_and_the_corners_events(reports):
    report = reports["2026-27-q1"]
    report.figures.filter(measure__slug="er_isc").update(note="ENT had 3 of them.")

    assert "ENT had 3 of them." in list(words_going_out(report))
    assert set(texts_of(report.get_latest_revision_as_object())) <= set(words_going_out(report))


@pytest.fixture
def guardian(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


def news(words):
    page = GuardianUpdatePage(title="What came of it", summary=words, live=False)
    GuardianIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def publish(client, page, **changes):
    values = {
        "title": page.title, "slug": page.slug, "summary": page.summary, "minutes": "2", "banner": "",
        "body-count": "0", "action-publish": "1",
    }  # fmt: skip
    return client.post(f"/admin/pages/{page.pk}/edit/", values | changes, follow=True)


def test_news_that_tells_is_pointed_out_before_it_is_public_and_goes_out_when_meant(guardian):
    page = news("ENT had 3 reports this time.")
    assert telling_in(page)

    answer = publish(guardian, page)
    assert "names ENT near a number" in answer.content.decode()
    assert not GuardianUpdatePage.objects.get(pk=page.pk).live

    other = publish(guardian, page, summary="Psychiatry had 2 reports.")
    assert "names Psychiatry near a number" in other.content.decode()
    assert not GuardianUpdatePage.objects.get(pk=page.pk).live

    publish(guardian, page, summary="Psychiatry had 2 reports.")
    assert GuardianUpdatePage.objects.get(pk=page.pk).live


def test_news_that_tells_nothing_goes_out_at_once(guardian):
    page = news("General surgery has a new rota from January.")

    publish(guardian, page)
    assert GuardianUpdatePage.objects.get(pk=page.pk).live


def test_a_concern_that_tells_is_pointed_out_before_it_is_saved(guardian):
    values = {
        "you_said": "ENT had 2 missed breaks", "we_did": "", "progress": "heard", "owner_role": "Guardian",
        "updated_on": "2026-11-30", "order": "100",
    }  # fmt: skip
    first = guardian.post("/admin/you_said/new/", values)
    assert "names ENT near a number" in first.content.decode()
    assert not YouSaid.objects.filter(you_said=values["you_said"]).exists()

    read = first.context["form"]["words_read"].value()
    guardian.post("/admin/you_said/new/", values | {"words_read": read})
    assert YouSaid.objects.filter(you_said=values["you_said"]).exists()


def test_what_is_withheld_is_withheld_in_the_samples(reports):
    public = publication.public_figures()
    assert "ENT" not in public.names_of_rows()

"""A page that the site itself leads to stays there; no page hides behind what the site answers itself."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import PostIndexPage
from recalibrate.core import fixed_pages
from recalibrate.core.fixed_addresses import LED_TO
from recalibrate.core.models import User
from recalibrate.guardian.models import GuardianIndexPage
from recalibrate.home.models import InformationPage

ROOT = Path(__file__).parents[2]
IN_A_TEMPLATE = re.compile(r"""(?:href|url)="(/[a-z-]+/)["#?]""")
IN_A_MODULE = re.compile(r"""["'](/[a-z-]+/)["']""")
FOLDERS = {"feed", "media", "documents"}  # below which something is, and no page


def is_an_editors(address: str) -> bool:
    try:
        return resolve(address).url_name == "wagtail_serve"
    except Resolver404:
        return False


def test_every_page_that_templates_and_modules_lead_to_keeps_its_slug():
    templates = [IN_A_TEMPLATE.findall(path.read_text()) for path in (ROOT / "templates").rglob("*.html")]
    folders = ("site/recalibrate/core", "site/recalibrate/syndication", "site/recalibrate/sharing", "blog")
    modules = [IN_A_MODULE.findall(p.read_text()) for name in folders for p in (ROOT / name).rglob("*.py")]
    led_to = {address for found in (*templates, *modules) for address in found if is_an_editors(address)}

    written_once = {slug for name, slug in vars(fixed_pages).items() if name.isupper()}
    assert set(LED_TO) == written_once
    assert led_to
    assert {address.strip("/") for address in led_to} - FOLDERS <= set(LED_TO)


@pytest.mark.parametrize(("model", "slug"), [(PostIndexPage, "posts"), (GuardianIndexPage, "guardian")])
def test_an_index_keeps_its_slug_and_the_form_says_why(client, home, model, slug):
    client.force_login(User.objects.create_superuser("root"))
    index = model.objects.get()
    sent = {"title": index.title, "slug": "elsewhere", "intro": rich_text(""), "events": streamfield([])}
    sent["comments"] = inline_formset([])

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[index.pk]), nested_form_data(sent))

    assert f"Keep “{slug}” here" in answer.context["form"].errors["slug"][0]
    index.slug = "elsewhere"
    with pytest.raises(ValidationError, match=f"lead to /{slug}/"):
        index.save()


def test_a_page_of_the_menu_keeps_its_slug_and_gets_a_lost_one_back(home):
    about = home.add_child(instance=InformationPage(title="About", slug="about"))

    about.slug = "about-us"
    with pytest.raises(ValidationError, match="lead to /about/"):
        about.full_clean()
    InformationPage.objects.filter(pk=about.pk).update(slug="lost")
    about.slug = "about"
    about.save()

    assert InformationPage.objects.get().slug == "about"


@pytest.mark.parametrize("slug", ["states", "feeds", "admin", "search"])
def test_no_page_is_put_where_the_site_answers_itself(home, slug):
    with pytest.raises(ValidationError, match="readers could not reach this page"):
        home.add_child(instance=InformationPage(title="Page", slug=slug))


def test_a_page_further_down_may_be_called_anything(home):
    about = home.add_child(instance=InformationPage(title="About", slug="about"))

    about.add_child(instance=InformationPage(title="States", slug="states"))

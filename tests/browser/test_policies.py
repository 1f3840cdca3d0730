"""The content security policies hold and hinder no colleague; the second step can be set up."""

import re
from base64 import b32decode
from collections.abc import Iterator

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Page
from running_site import SampleSite, give_password
from signing_in import Phone

pytestmark = pytest.mark.browser

LISTEN = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`violated: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""
OF_ADMIN = (
    "", "pages/", "images/", "images/add/", "documents/", "documents/add/", "inbox/", "reports/site-history/",
    "reports/aging-pages/", "users/", "users/add/", "groups/", "collections/", "redirects/add/", "account/",
    "snippets/core/stateofmind/", "snippets/core/contributor/add/", "workflows/list/", "styleguide/",
)  # fmt: skip


@pytest.fixture
def violations(page: Page) -> Iterator[list[str]]:
    found: list[str] = []
    page.add_init_script(LISTEN)
    page.on("console", lambda said: found.append(said.text) if "violated" in said.text else None)
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    return found


def sitemap(page: Page, site: SampleSite) -> list[str]:
    """One address of each shape: the pages of a kind are made of one template."""
    found = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", page.request.get("/sitemap.xml").text())
    by_shape = {re.sub(r"[^/]+/$", "", url) + str(url.count("/")): url for url in found}
    return [
        *by_shape.values(),
        "/",
        "/search/?q=sleep",
        "/help/",
        "/shelf/",
        "/nothing/",
        "/by-email/",
        "/feeds/",
    ]


def test_no_page_for_readers_asks_for_more_than_its_policy_allows(page, sample_site, violations):
    addresses = sitemap(page, sample_site)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")

    assert len(addresses) > 12
    assert violations == []


def test_an_injected_script_does_not_run_for_readers_nor_an_attribute_for_editors(
    page, sample_site, violations
):
    give_password(page, sample_site, "editor")
    page.wait_for_url("**/admin/")
    page.goto("/admin/account/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None

    page.context.clear_cookies()
    page.goto("/help/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert len(violations) >= 2


def test_the_admin_works_within_its_policy(page: Page, sample_site: SampleSite, violations):
    give_password(page, sample_site, "administrator")
    page.wait_for_url("**/admin/")
    for address in OF_ADMIN:
        page.goto(f"/admin/{address}")
    page.goto("/posts/")
    page.locator("main article a, main .card a").first.click()
    assert page.locator("wagtail-userbar").count() == 1
    edit = page.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page", include_hidden=True)
    page.goto(str(edit.get_attribute("href")))
    page.get_by_role("button", name="Toggle preview").click()
    page.frame_locator("#w-preview-iframe").locator("main").wait_for(state="attached")
    page.get_by_role("button", name="Choose a page").first.or_(page.get_by_role("tab").first).click()
    page.wait_for_timeout(500)

    assert violations == []


def test_the_walk_to_a_second_step_is_accessible_and_leads_in(
    page: Page, sample_site: SampleSite, violations
):
    give_password(page, sample_site, "keeper")
    page.wait_for_url("**/admin/")
    page.goto("/admin/second-step/phone/")
    faults = axe_faults_by_day_and_night(page)
    page.get_by_text("I cannot scan it").click()
    shown = str(page.locator(".second-step__key").text_content())
    phone = Phone(b32decode(shown.replace(" ", "")).hex())
    page.get_by_label("Your password").fill(sample_site.passwords["keeper"])
    page.get_by_label("six digits").fill(phone.code)
    page.get_by_role("button", name="Confirm my phone").click()
    code = str(page.locator(".second-step__codes code").first.text_content())
    faults += axe_faults_by_day_and_night(page)

    page.context.clear_cookies()
    give_password(page, sample_site, "keeper")
    page.get_by_label("Code from your phone").wait_for()
    faults += axe_faults_by_day_and_night(page)
    page.get_by_label("Code from your phone").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")

    assert faults == []
    assert violations == []

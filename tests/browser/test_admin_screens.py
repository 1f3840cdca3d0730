"""Our screens of the admin, on a phone and a desk, light and dark: nothing for axe to find, nothing cut off."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_faults import axe_faults, axe_faults_by_day_and_night
from guide_pictures import FIGURES, open_the_grid, upload_with_new_names
from playwright.sync_api import Browser, Page, ViewportSize
from running_site import ROOT, SampleSite, sign_in

pytestmark = pytest.mark.browser

BEFORE_SIGNING_IN = (
    "login/", "password_reset/", "password_reset/done/", "password_reset/complete/",
    "password_reset/confirm/MQ/a-b/", "invitation/over/",
)  # fmt: skip
SCREENS = {
    "editor": (
        "", "inbox/", "inbox/?view=held", "inbox/?q=zzzz", "inbox/paste/", "round-up/?days=", "curations/",
        "curations/edit/1/", "curations/history/1/", "sources/", "sources/inspect/1/", "sources/find/",
        "sources/import/", "reports/care/", "reports/balance/", "reports/links/", "arrived/",
        "arrived/replies/", "imports/", "signed-in/", "digest/", "subscribers/", "guide/", "snippets/core/stateofmind/",
        "snippets/core/contributor/", "nothing-here/",
    ),
    "guardian": (
        "guardian/figures/", "guardian/figures/upload/", "you_said/", "dates/", "figure_measures/",
        "figure_dimensions/", "figure_breakdowns/", "figure_balances/new/",
    ),
    "keeper": ("help-checks/", "help-checks/1/", "help_services/", "second-step/phone/"),
    "operator": ("", "condition/", "guardian/withheld/", "users/", "users/invite/"),
}  # fmt: skip
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
# A title that is longer than a phone is wide scrolls; one that is cut off by what stands beside it is a fault.
CUT_OFF = """() => [...document.querySelectorAll("main :is(button, .button, input, select, td, th, h2, p)")]
  .filter((one) => one.checkVisibility() && !one.closest("[tabindex='0'], .figures__scroll, .form-side"))
  .filter((one) => !one.closest(".w-sr-only, .w-minimap"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .concat([...document.querySelectorAll(".w-slim-header .w-breadcrumbs:has(~ nav .w-header-button)")]
    .filter((title) => title.scrollWidth > title.clientWidth + 1 && title.clientWidth < 0.8 * innerWidth))
  .concat([...document.querySelectorAll(".sidebar .menuitem-label")]
    .filter((name) => name.checkVisibility() && name.scrollWidth > name.clientWidth + 1))
  .map((one) => one.outerHTML.slice(0, 120))"""
HAND_IN = """
from blog import checklist
from blog.models import PostPage
from recalibrate.core.models import User
contributor, editor = (User.objects.get(username=name) for name in ("contributor", "editor"))
post = PostPage.objects.exclude(owner=contributor).first()
post.sensitivity, post.content_note = 3, "Mentions suicide."
post.save_revision(user=contributor)
post.get_workflow().start(post, contributor)
answers = {"patients": "none", "promises": [promise.key for promise in checklist.PROMISES]}
for somebody, said in ((contributor, answers), (editor, {})):
    state = PostPage.objects.get(pk=post.pk).current_workflow_task_state
    state.task.specific.on_action(state.specific, somebody, "approve", **said)
print(post.pk)
"""


def faults(page: Page, inside: str = "body") -> list[str]:
    """What axe finds, and what does not fit: on a phone, then on a desk, whose colours are the same by night."""
    page.set_viewport_size(PHONE)
    found = axe_faults_by_day_and_night(page, inside) + cut_off(page)
    page.set_viewport_size(DESK)
    return found + [f"on a desk {fault}" for fault in axe_faults(page, inside) + cut_off(page)]


def cut_off(page: Page) -> list[str]:
    return [f"{page.url} cuts off {one}" for one in page.evaluate(CUT_OFF)]


def visit(page: Page, *addresses: str) -> list[str]:
    found: list[str] = []
    for address in addresses:
        page.set_viewport_size(PHONE)  # some of it is made for the width at which the page comes
        page.goto(f"/admin/{address}")
        found += faults(page)
    return found


@contextmanager
def phone_of(browser: Browser, site: SampleSite, who: str) -> Iterator[Page]:
    page = sign_in(browser, site, who, viewport=PHONE)
    yield page
    page.context.close()


def test_the_screens_before_signing_in(page: Page) -> None:
    assert visit(page, *BEFORE_SIGNING_IN) == []


@pytest.mark.parametrize("who", SCREENS)
def test_the_screens_of(browser: Browser, sample_site: SampleSite, who: str) -> None:
    with phone_of(browser, sample_site, who) as page:
        assert visit(page, *SCREENS[who]) == []


LATEST = """
from recalibrate.guardian.models import GuardianReportPage
print(*(GuardianReportPage.objects.get(slug=f"2026-27-{quarter}").pk for quarter in ("q1", "q2")))
"""
# "paper" leads back to "look", with a message, as long as no Guardian has agreed.
OF_A_REPORT = ("look", "board", "paper", "invite")


def test_what_the_guardian_looks_at_before_a_report_goes_out(
    browser: Browser, sample_site: SampleSite
) -> None:
    public, pk = in_the_sites_own_shell(sample_site, LATEST).split()[-2:]
    with phone_of(browser, sample_site, "guardian") as page:
        addresses = [f"guardian/reports/{pk}/{screen}/" for screen in OF_A_REPORT]
        addresses.append(f"guardian/reports/{public}/paper/")
        more = [f"guardian/figures/{pk}/", "guardian/vocabulary/paste/"]
        assert visit(page, *addresses, *more) == []


def test_the_guardians_grid_and_a_file_with_new_names(browser: Browser, sample_site: SampleSite) -> None:
    with phone_of(browser, sample_site, "guardian") as page:
        page.goto(FIGURES)
        open_the_grid(page)
        found = faults(page)
        page.goto(f"{FIGURES}upload/")
        upload_with_new_names(page)
        assert found + faults(page) == []


def test_what_the_second_pair_of_eyes_agrees_to(browser: Browser, sample_site: SampleSite) -> None:
    pk = in_the_sites_own_shell(sample_site, HAND_IN).split()[-1]
    with phone_of(browser, sample_site, "approver") as page:
        page.goto(f"/admin/pages/{pk}/edit/")
        page.wait_for_url("**/second-reading/")
        page.get_by_text("There is no patient in it.").wait_for()
        assert faults(page) == []


def in_the_sites_own_shell(site: SampleSite, commands: str) -> str:
    ours: dict[str, Any] = {
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev", "RECALIBRATE_VAR_DIR": str(site.output.parent),
    }  # fmt: skip
    inherited = {name: os.environ[name] for name in os.environ.keys() - {"DATABASE_URL"}}
    shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", commands]
    return subprocess.run(
        shell, cwd=ROOT, env=inherited | ours, capture_output=True, text=True, check=True
    ).stdout

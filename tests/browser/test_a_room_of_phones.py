"""A whole programme as one room lives it: copied, asked on 21 phones, closed, shown, and a change raised."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Browser, Page, expect
from running_site import ROOT, SampleSite, sign_in

pytestmark = pytest.mark.browser

PHONES = 21
PHONE = {"width": 390, "height": 844}
# The clock is moved by moving what it is compared with.
AT_NOW = """
from datetime import timedelta
from django.utils import timezone
from recalibrate.programmes.models import Wave
from recalibrate.programmes.release import open_and_release
now = timezone.now()
wave = Wave.objects.for_cards().get(code="{code}")
wave.opens_at, wave.closes_at = now + timedelta({opens}), now + timedelta({closes})
wave.save()
open_and_release(now)
print("pk", wave.pk, "programme", wave.programme.slug)
"""


def in_the_sites_shell(site: SampleSite, commands: str) -> str:
    inherited = {name: os.environ[name] for name in os.environ.keys() - {"DATABASE_URL"}}
    ours = {
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "RECALIBRATE_VAR_DIR": str(site.output.parent),
    }
    shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", commands]
    run = subprocess.run(shell, cwd=ROOT, env=inherited | ours, capture_output=True, text=True, check=True)
    return run.stdout


def copy_last_times(page: Page) -> int:
    """How many clicks it takes until six sessions with slides are there."""
    clicks = 0
    page.goto("/admin/programmes/")
    row = page.locator("tr").filter(has=page.get_by_role("link", name="Recalibrate", exact=True))
    row.get_by_role("link", name="Copy as new").click()
    page.wait_for_load_state()
    first_day = page.get_by_label("Day of the first session")
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    first_day.fill(f"{datetime.now(UTC) + timedelta(days=9):%d/%m/%Y}")
    expect(calendar).to_have_count(
        1
    )  # it opens a tenth of a second late: it must not come after the next click
    page.get_by_label("Title").click()
    expect(calendar).to_have_count(0)
    page.get_by_label("Title").fill("Recalibrate, spring")
    page.get_by_label("Publish at once").check()
    page.get_by_role("button", name="Copy").click()
    clicks = 3
    expect(page.get_by_role("heading", name=re.compile(r"^\d\. "))).to_have_count(6)
    assert page.get_by_role("link", name="Slide").count() == 18
    return clicks


def answer(browser: Browser, url: str, code: str, number: int) -> None:
    """Nine answers and Send: ten taps, on a phone of its own."""
    context = browser.new_context(base_url=url, viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto(f"/a/{code.lower()}")
    taps = 0
    for question in page.locator("fieldset").all():
        options = question.locator("label")
        is_scale = options.count() == 6
        option = options.nth((3 if number % 3 else 2) if is_scale else 0)
        option.tap()
        taps += 1
    page.get_by_role("button", name="Send").tap()
    page.wait_for_url("**/sent")
    assert taps + 1 <= 10
    assert context.cookies() == []
    if number == 0:
        assert axe_faults_by_day_and_night(page) == []
    context.close()


def test_a_programme_is_copied_asked_closed_shown_and_heard(
    browser: Browser, sample_site: SampleSite
) -> None:
    organiser = sign_in(browser, sample_site, "organiser")
    assert copy_last_times(organiser) <= 12
    first = organiser.locator("section").filter(has=organiser.get_by_role("heading", name=re.compile("^1. ")))
    row = first.locator("tr").filter(has=organiser.get_by_role("link", name="After", exact=True))
    code = row.locator("td").nth(4).inner_text().strip()

    told = in_the_sites_shell(sample_site, AT_NOW.format(code=code, opens="hours=-1", closes="hours=1"))
    pk, slug = told.split()[-3], told.split()[-1]
    the_slide(browser, sample_site, code)
    for number in range(PHONES):
        answer(browser, sample_site.url, code, number)
    organiser.goto(f"/admin/programmes/wave/{pk}/")
    expect(organiser.get_by_text("10 or more forms so far.")).to_be_visible()
    said = organiser.locator("main").inner_text().split("Reminders")[0].replace(code, "")
    assert not re.search(r"(?<![\d:])21(?![\d:])", said)  # the hour may be 21:20

    in_the_sites_shell(sample_site, AT_NOW.format(code=code, opens="days=-2", closes="hours=-1"))
    organiser.reload()
    expect(organiser.get_by_text("21 answered; attendance was not counted.")).to_be_visible()
    assert organiser.goto(f"/programmes/results/{pk}/").status == 404  # type: ignore[union-attr]
    organiser.goto(f"/admin/programmes/wave/{pk}/")
    organiser.get_by_role("button", name="Raise as a concern").first.click()
    expect(organiser.get_by_text("Raised.", exact=False).first).to_be_visible()

    in_the_sites_shell(sample_site, AT_NOW.format(code=code, opens="days=-12", closes="days=-8"))
    organiser.context.close()
    reader = browser.new_context(base_url=sample_site.url, viewport=PHONE, bypass_csp=True).new_page()
    reader.goto(f"/programmes/results/{pk}/")
    expect(reader.get_by_text("21 answered; attendance was not counted.")).to_be_visible()
    assert axe_faults_by_day_and_night(reader) == []
    reader.goto(f"/programmes/{slug}/")
    expect(reader.get_by_text("6 things to try, 1 raised")).to_be_visible()
    reader.context.close()


def the_slide(browser: Browser, site: SampleSite, code: str) -> None:
    """The code takes half the height, the address can be read from the last row, and nothing is cut off."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(f"/a/{code}/slide")
    size = page.locator(".slide__code svg").bounding_box()
    typed = page.locator(".slide__typed")
    assert size is not None
    assert size["height"] >= 360
    assert float(typed.evaluate("one => getComputedStyle(one).fontSize").removesuffix("px")) >= 720 / 12
    assert code in typed.inner_text()
    assert page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]") == [
        720,
        1280,
    ]
    context.close()

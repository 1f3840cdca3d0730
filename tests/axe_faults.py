"""What axe finds wrong on a page, by day and by night."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

BY_DAY: dict[str, Any] = {}  # every rule
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that differs by night


def axe_faults(page: Page, inside: str = "body", rules: dict[str, Any] = BY_DAY) -> list[str]:
    """A line for each rule broken in the look that the page has now."""
    for message in page.locator(".messages > ul").all():
        expect(message).to_have_css(
            "opacity", "1"
        )  # half faded in, its colours are not yet those that people read
    return [
        f"{page.url} {fault['id']}: {[node['html'][:150] for node in fault['nodes'][:3]]}"
        for fault in Axe().run(page, context={"include": [[inside]]}, options=rules).response["violations"]
    ]


def axe_faults_by_day_and_night(page: Page, inside: str = "body") -> list[str]:
    """The same in both looks; the page is left in the light one."""
    found = axe_faults(page, inside)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {fault}" for fault in axe_faults(page, inside, OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    return found

"""The Checks panel looks at the post, and at nothing of the page around it."""

import re

import pytest
from playwright.sync_api import Page, expect
from running_site import page_id

pytestmark = pytest.mark.browser


def test_it_counts_the_words_of_the_post_alone(as_editor: Page) -> None:
    as_editor.goto("/posts/toast-at-three/")
    around = len(as_editor.locator("main").inner_text().split())
    body = len(as_editor.locator("#after").inner_text().split())
    as_editor.goto(f"/admin/pages/{page_id(as_editor)}/edit/")
    as_editor.get_by_role("button", name="Toggle checks").click()
    count = as_editor.locator("[data-content-word-count]")
    expect(count).to_have_text(re.compile(r"^\d+$"), timeout=20_000)

    assert body < int(count.inner_text()) < around * 0.8

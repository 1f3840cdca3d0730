"""The pictures of the editors' guide, taken from a real admin: `make guide`.

Each recipe says who looks, where, and what must be seen there. The browser tests follow the same recipes, so
that a screen which the guide shows cannot go unseen; none of them saves anything.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright
from running_site import CHROMIUM, ROOT, SampleSite, sample_site_in, sign_in

PICTURES = ROOT / "docs" / "pictures"
COLOURS = 48
LOOK: dict[str, Any] = {"viewport": {"width": 1120, "height": 760}, "locale": "en-GB"}


def nothing(page: Page) -> None:
    """The page as it comes."""


def begin_a_post(page: Page) -> None:
    page.get_by_role("link", name="Write a post").click()


def open_the_grid(page: Page) -> None:
    page.get_by_role("row").filter(has_text="Q2 2026/27").get_by_role("link", name="Grid").click()


def upload_with_new_names(page: Page) -> None:
    lines = "Exception reports by department,", "Specialty,No. exceptions raised", "Genral surgery,12"
    text = "\n".join([*lines, "Acute Medicine,40", "Gastroenterology,22", "ENT,<5", "Paediatrics,nil"])
    page.get_by_label("File with figures").set_input_files(
        {"name": "figures.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Check the file").click()


def let_the_forum_read(page: Page) -> None:
    grid = page.get_by_role("row").filter(has_text="Q2 2026/27").get_by_role("link", name="Grid")
    page.goto(str(grid.get_attribute("href")).replace("/figures/", "/reports/") + "invite/")


@dataclass(frozen=True)
class Recipe:
    """One picture: `sees` is a text that the screen must show."""

    name: str
    who: str
    address: str
    sees: str
    do: Callable[[Page], None] = nothing


FIGURES = "/admin/guardian/figures/"
RECIPES = (
    Recipe("first-screen", "editor", "/admin/", "Write a post"),
    Recipe("inbox", "editor", "/admin/inbox/", "Keep"),
    Recipe("round-up", "editor", "/admin/round-up/", "Round-up"),
    Recipe("sources", "editor", "/admin/sources/", "Add a source"),
    Recipe("post", "editor", "/admin/", "Short version", begin_a_post),
    Recipe("stories", "editor", "/admin/arrived/", "Stories"),
    Recipe("help-checks", "keeper", "/admin/help-checks/", "Checked"),
    Recipe("states", "editor", "/admin/snippets/core/stateofmind/", "Frustration"),
    Recipe("you-said", "guardian", "/admin/you_said/", "Evening jobs on surgical wards"),
    Recipe("figures", "guardian", FIGURES, "Upload a file"),
    Recipe("grid", "guardian", FIGURES, "Whole Trust", open_the_grid),
    Recipe("upload", "guardian", f"{FIGURES}upload/", "names that are not known", upload_with_new_names),
    Recipe("forum", "guardian", FIGURES, "They see what readers will see", let_the_forum_read),
    Recipe("counted", "guardian", "/admin/figure_breakdowns/", "Exception reports raised by department"),
)


def follow(recipe: Recipe, page: Page) -> None:
    """Afterwards `page` shows what the recipe wants to be seen; fails if it does not."""
    page.goto(recipe.address)
    recipe.do(page)
    expect(page.locator("#main, main").get_by_text(recipe.sees).first).to_be_visible()


def take(recipe: Recipe, page: Page) -> int:
    """Write the picture, in few colours; its size in bytes."""
    follow(recipe, page)
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    path = PICTURES / f"{recipe.name}.png"
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def take_all(site: SampleSite) -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        # Empty date fields show the browser's own language: dd/mm/yyyy, where it has British English.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env={**os.environ, "LANGUAGE": "en_GB"}
        )
        pages: dict[str, Page] = {}
        for recipe in RECIPES:
            if recipe.who not in pages:
                pages[recipe.who] = sign_in(browser, site, recipe.who, **LOOK)
            print(f"{recipe.name}.png: {take(recipe, pages[recipe.who]):,} bytes")


def main() -> None:
    """A site with the sample, made for this and thrown away."""
    with tempfile.TemporaryDirectory() as var, sample_site_in(Path(var)) as site:
        take_all(site)


if __name__ == "__main__":
    main()

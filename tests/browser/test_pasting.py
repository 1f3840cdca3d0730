"""What an editor pastes from Word or Google Docs keeps its words, and what is raised and lowered in them."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from running_site import page_id

pytestmark = pytest.mark.browser

WORD = """<html><body><!--StartFragment--><p class=MsoNormal>A dose of 10<sup>3</sup> and
<span style="mso-spacerun:yes"> </span>CO<sub>2</sub>, the 1<sup><span>st</span></sup>.<o:p></o:p></p>
<!--EndFragment--></body></html>"""
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">
<span style="font-size:11pt">Some </span><span style="font-weight:700">bold</span><span> 10</span>
<span style="font-size:0.6em;vertical-align:super;">3</span></p></b>"""
PASTE = """(editor, html) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/html", html);
  clipboard.setData("text/plain", "plain");
  const options = { clipboardData: clipboard, bubbles: true, cancelable: true };
  editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def pasted(page: Page, html: str) -> tuple[str, set[tuple[str, str]]]:
    """The words that stand in the short version after that, and those that have a style."""
    field = page.locator('[data-contentpath="short_version"]')
    written = field.locator('input[name="short_version"]')
    editor = field.locator('[role="textbox"]')
    editor.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    expect(written).to_have_value("null")
    editor.evaluate(PASTE, html)
    expect(written).not_to_have_value("null")
    (block,) = json.loads(written.input_value())["blocks"]
    styles = {(style["style"], _words(block, style)) for style in block["inlineStyleRanges"]}
    return " ".join(block["text"].split()), styles


def _words(block: dict[str, Any], style: dict[str, Any]) -> str:
    start = style["offset"]
    return str(block["text"][start : start + style["length"]])


def test_raised_and_lowered_text_is_kept_when_it_is_pasted(as_editor: Page) -> None:
    as_editor.goto("/posts/toast-at-three/")
    as_editor.goto(f"/admin/pages/{page_id(as_editor)}/edit/")

    words, styles = pasted(as_editor, WORD)
    assert words == "A dose of 103 and CO2, the 1st."
    assert styles == {("SUPERSCRIPT", "3"), ("SUBSCRIPT", "2"), ("SUPERSCRIPT", "st")}

    words, styles = pasted(as_editor, DOCS)
    assert words == "Some bold 10 3"
    assert styles == {("SUPERSCRIPT", "3"), ("BOLD", "bold")}

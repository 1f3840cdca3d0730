"""Every word of a post is in its draft, or named: counted from both sides, converter aside."""

import re
import unicodedata
from collections import Counter
from html import unescape
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recalibrate.exchange.account import account, of_draft, of_source
from recalibrate.exchange.foreign_html import blocks_of
from recalibrate.exchange.short_codes import expanded
from recalibrate.exchange.stored_body import stored_body

OLD = "https://old.example/post/"
PICTURE = '<img src="https://old.example/a.jpg" alt="A kettle">'


def accounted(html, *, has_paragraphs=True, notes=None):
    """The account of a post without a title, and its body."""
    shown = expanded(html, {}, "")
    numbers = count(1)
    pictures = {}
    blocks = blocks_of(shown, base=OLD, has_paragraphs=has_paragraphs, notes=notes)
    body = stored_body(blocks, lambda source, alt: pictures.setdefault(source, next(numbers)))
    source = of_source("", [html, *(notes or {}).values()], notes or {}, base=OLD)
    return account(source, of_draft("", body)), body


# Each shape in which words arrive, with nothing in it that may be lost.
WHOLE = {
    "a paragraph with a link": '<p>See <a href="https://a.example/">the rota</a> first.</p>',
    "text without a paragraph": 'Bare <a href="https://a.example/">words</a> and <b>more</b>',
    "a link within the site": '<p><a href="/rota/">The rota</a></p>',
    "a telephone number": '<p><a href="tel:116123">116 123</a> or <a href="mailto:a@b.example">write</a></p>',
    "raised and lowered": "<p>10<sup>3</sup> of CO<sub>2</sub></p>",
    "crossed out": "<p>It is <del>not</del> <s>never</s> <ins>so</ins></p>",
    "crossed out, around a list": "<del><ul><li>one</li></ul></del>",
    "a table": "<table><caption>Hours</caption><thead><tr><th>Rota</th><th>Hours</th></tr></thead>"
    "<tbody><tr><th>Night</th><td>12<br>or 13</td></tr><tr><td colspan=2>Both</td></tr></tbody></table>",
    "a table with more in it":
    f"<table><tr><td><p>a</p><ul><li>b</li></ul></td><td>{PICTURE}c</td></tr></table>",
    "a table for one box": "<table><tr><td><h2>Head</h2><p>Words</p></td></tr></table>",
    "a table of links":
    '<table><tr><td><a href="https://a.example/">a</a></td><td>10<sup>2</sup></td></tr></table>',
    "a table in a figure":
    "<figure><table><tr><td>a</td><td>b</td></tr></table><figcaption>Hours</figcaption></figure>",
    "a pull quotation": "<figure><blockquote><p>Pulled words</p><cite>Dr A</cite></blockquote></figure>",
    "a quotation with a list":
    "<blockquote>Bring<ul><li>tea</li><li>10<sup>2</sup> <s>no</s></li></ul></blockquote>",
    "a quotation with links": '<blockquote>Go <a href="https://a.example/">home</a>'
    '<footer><a href="https://b.example/">Dr A</a></footer></blockquote>',
    "a quotation with a picture":
    f"<blockquote><p>Before</p>{PICTURE}<p>after</p><cite>Dr A</cite></blockquote>",
    "raised letters in a quotation": "<blockquote>1<sup>st</sup>2 and H<sub>x</sub>y</blockquote>",
    "only an attribution": "<blockquote><cite>Dr A</cite></blockquote>",
    "a quotation in a quotation":
    "<blockquote>One<blockquote>two<cite>Dr B</cite></blockquote>three</blockquote>",
    "two attributions": "<blockquote>a<cite>b</cite>c<cite>d</cite></blockquote>",
    "a gallery": f"<figure><figure>{PICTURE}<figcaption>Each its own</figcaption></figure>"
    '<figure><img src="b.jpg"><figcaption>another</figcaption></figure><figcaption>all</figcaption></figure>',
    "a figure without a picture": "<figure><pre>code</pre><figcaption>What it does</figcaption></figure>",
    "a caption with a link":
    f'<figure>{PICTURE}<figcaption>By <a href="https://a.example/">Ann</a></figcaption></figure>',
    "a picture in a paragraph": f"<p>Before {PICTURE} after</p>",
    "a picture in a heading": f"<h2>Tea {PICTURE}</h2>",
    "a picture in an item": f"<ul><li>Tea {PICTURE} <p>hot</p></li></ul>",
    "a film": '<figure><iframe src="https://www.youtube.com/embed/x" title="Breathe"></iframe>'
    "<figcaption>Three slow breaths</figcaption></figure>",
    "a frame": '<iframe src="https://map.example/1" title="The way in"></iframe>',
    "a sound":
    '<figure><audio src="https://a.example/b.mp3">No sound</audio><figcaption>Choir</figcaption></figure>',
    "a film with sources": '<video><source src="https://a.example/b.mp4">Words instead</video>',
    "definitions": "<dl><dt>FY1</dt><dd>First <b>year</b></dd><dd>so called</dd><dt>SHO</dt></dl>",
    "an address": "<address>Ward 9<br>Level 2</address>",
    "a poem": "<pre>Tea\n  first\n\nthen all</pre>",
    "lists in lists": "<ul><li>a<ol><li>b</li></ol>c</li>d<li>e</li><ul><li>f</li></ul></ul>",
    "what opens": "<details><summary>More</summary><p>inside</p></details>",
    "what opens onto a picture": f"<details><summary>More</summary>{PICTURE}<p>inside</p></details>",
    "a block in a link": '<a href="https://a.example/"><div>One</div><p>two</p></a>',
    "emphasis around paragraphs": "<strong><p>One</p><p>two</p></strong>",
    "words for no script": "<noscript>Turn <b>it</b> on</noscript>",
    "a form": "<form><label>Name</label><button>Send it</button></form>",
    "quoted within a line": "<p>She said <q>go home</q>.</p>",
    "what is not closed": "<p>one<div>two<b>three<p>four",
    "what is closed twice": "one</p></div>two</b>three",
    "signs": "<p>a &lt; b &amp; c &gt; d &nbsp; e &eacute;</p>",
    "a caption of the classic editor": f'[caption id="x" width="3"]{PICTURE} The kettle[/caption]',
    "a caption with a paragraph": f'[caption caption="The kettle"]{PICTURE}[/caption]',
    "an embed":
    "[embed]https://vimeo.com/1[/embed] and [audio src='https://a.example/b.mp3'] and [video mp4='/c.mp4']",
    "words in brackets": "<p>[sic] and [1] and [to be continued]</p>",
    "a box of a plugin": '[box color="red"]Words inside[/box]',
    "a bare address":
    "<p>https://www.youtube.com/watch?v=x</p><p>https://a.example/b</p><p>in https://c.example/d.</p>",
}  # fmt: skip


@pytest.mark.parametrize("html", WHOLE.values(), ids=WHOLE)
def test_no_word_link_or_picture_of_a_shape_is_lost(html):
    found, _ = accounted(html)

    assert found.missing == ()
    assert found.lost == 0
    assert found.words[0] > 0 or found.links[0] > 0


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p><a href="javascript:alert(1)">odd</a></p>', ("the link to javascript:alert(1)",)),
        ('<p><a href="#below">below</a></p>', ("the link to #below",)),
        ("<svg><title>Two drawn words</title></svg>", ("words: “two drawn words”",)),
        ('<img src="data:image/png;base64,AA" alt="x">', ("1 of 1 pictures",)),
        ("<figure><h2>10<sup>3</sup></h2></figure>", ()),
    ],
)
def test_what_cannot_come_in_is_named(html, said):
    found, _ = accounted(html)

    assert found.missing == said


def test_a_converter_that_loses_something_is_found_out():
    source = of_source(
        "Tea", ["<p>One two three four.</p><p>10<sup>3</sup> <a href='https://a.example'>x</a></p>"]
    )
    draft = of_draft("Tea", [{"type": "text", "value": "<p>One four.</p><p>103</p>"}])

    found = account(source, draft)

    assert found.lost == 5
    assert found.missing == (
        "words: “10 3 x”",
        "words: “two three”",
        "the link to a.example",
        "raised text: 1 times",
    )


ELEMENTS = st.sampled_from([
    "p", "div", "b", "i", "a", "sup", "sub", "del", "ul", "ol", "li", "blockquote", "cite", "table", "tr",
    "td", "th", "figure", "figcaption", "pre", "h2", "h4", "dl", "dt", "dd", "span", "details", "summary",
    "section", "q", "address", "header", "noscript", "video", "label", "button", "center", "font", "strike",
])  # fmt: skip
WORDS = st.text("abcdefgh 123é&>[]\n", min_size=1, max_size=12)


def within(names, children, most=4):
    inner = st.lists(children, min_size=1, max_size=most).map("".join)
    return st.builds(lambda name, inside: f"<{name}>{inside}</{name}>", st.sampled_from(names), inner)


INLINE = st.recursive(
    WORDS, lambda below: within(["b", "em", "sup", "sub", "s", "span", "q"], below), max_leaves=6
)
ROW = within(["tr"], within(["td", "th"], INLINE))
FLOW = st.recursive(
    within(["p", "h2", "h4", "pre", "address"], INLINE) | within(["table"], ROW) | INLINE,
    lambda below: (
        within(["div", "section", "blockquote", "figure", "figcaption", "dd", "noscript", "center"], below)
        | within(["ul", "ol"], within(["li"], below))
        | within(["dl"], within(["dt"], INLINE) | within(["dd"], below))
        | st.builds(lambda words, by: f"<blockquote>{words}<cite>{by}</cite></blockquote>", below, INLINE)
        | st.builds(
            lambda head, inside: f"<details><summary>{head}</summary>{inside}</details>", INLINE, below
        )
        | within(["table"], within(["tr"], within(["td", "th"], below)))
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FLOW, max_size=4).map("".join), st.booleans())
def test_a_sound_document_loses_nothing(html, has_paragraphs):
    found, _ = accounted(html, has_paragraphs=has_paragraphs)

    assert found.missing == ()


def element(children):
    return st.builds(
        lambda name, inner, is_closed: f"<{name}>{''.join(inner)}" + (f"</{name}>" if is_closed else ""),
        ELEMENTS,
        st.lists(children, max_size=4),
        st.booleans(),
    )


def signs(text):
    return Counter(re.findall(r"[a-z0-9é]", text))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.recursive(WORDS, element, max_leaves=20), max_size=5).map("".join), st.booleans())
def test_what_no_browser_would_take_for_html_loses_no_letter_unsaid(html, has_paragraphs):
    found, body = accounted(html, has_paragraphs=has_paragraphs)

    there = signs(unescape(re.sub("<[^<>]*>", "", re.sub(r"\[/?[a-z][^\[\]<>]*\]", "", html))))
    here = signs(re.sub("<[^<>]*>", "", unicodedata.normalize("NFKC", " ".join(strings(body)))))
    assert there <= here or found.missing


def strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner)]
    return [str(value)]

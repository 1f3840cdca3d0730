"""Lists of sources, in and out."""

import io
import sys

import pytest
from defusedxml.ElementTree import fromstring
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.models import Source
from feeds.sources.merge import export_sources, free_source_slug, merge_sources
from feeds.sources.opml import (
    MAX_BYTES,
    MAX_SOURCES,
    NotOpml,
    SourceList,
    SourceOutline,
    parse_opml,
    write_opml,
)
from recalibrate.core.models import StateOfMind, Strategy

NESTED = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="Work"><outline text="Fatigue">
    <outline type="rss" text="A" title="A &amp; B" xmlUrl="https://a.example/feed?utm_source=x" htmlUrl="https://a.example/"/>
  </outline></outline>
  <outline text="Again" xmlUrl="https://a.example/feed"/>
  <outline text="No address" xmlUrl="javascript:alert(1)"/>
  <outline type="link" text="A site" url="https://b.example/"/>
  <outline text="Only a folder"/>
  <outline xmlUrl="https://c.example/feed" category="/Boston/Weather,/worry"/>
</body></opml>"""


def opml(body: str) -> bytes:
    return f"<opml version='2.0'><head/><body>{body}</body></opml>".encode()


def test_sources_are_found_however_nested_each_address_once():
    listed = parse_opml(NESTED)

    assert listed.outlines == (
        SourceOutline("A & B", "https://a.example/", "https://a.example/feed", folders=("Work", "Fatigue")),
        SourceOutline("A site", "https://b.example/"),
        SourceOutline("https://c.example/feed", "", "https://c.example/feed", folders=("Weather", "worry")),
    )
    assert listed.refused == ("No address: we cannot follow its address.",)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "cannot be read as OPML"),
        (b"<opml", "cannot be read as OPML"),
        (b"<rss><channel/></rss>", "is not OPML"),
        (b"<opml version='2.0'><head/></opml>", "is not OPML"),
        (b"x" * (MAX_BYTES + 1), "larger than 1 MB"),
        (b"<!DOCTYPE o [<!ENTITY a 'aa'>]><opml><body>&a;</body></opml>", "its own entities"),
        (b"<!DOCTYPE o SYSTEM 'file:///etc/passwd'><opml><body/></opml>", "its own entities"),
        (b"\xff\xfe\x00", "cannot be read as OPML"),
        (
            opml("".join(f"<outline xmlUrl='https://a.example/{n}'/>" for n in range(MAX_SOURCES + 1))),
            "lists 501 sources. You can bring in 500 at a time",
        ),
    ],
)
def test_what_cannot_be_taken_in_says_why(document, words):
    with pytest.raises(NotOpml, match=words):
        parse_opml(document)


def test_folders_without_end_are_read_to_a_depth_and_bring_nothing_down():
    depth = 30_000
    document = opml(
        "<outline text='f'>" * depth + "<outline xmlUrl='https://a.example/f'/>" + "</outline>" * depth
    )

    assert len(parse_opml(document).outlines) <= 1


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs"]), min_size=1, max_size=40
)


@settings(max_examples=40)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_what_is_written_is_read_back_as_it_was(named):
    outlines = [
        SourceOutline(name, "https://s.example/", f"https://f.example/{number}", offers, ("calm",))
        for number, (name, offers) in enumerate(named)
    ]

    once = parse_opml(write_opml("Ours", outlines))

    assert parse_opml(write_opml("Ours", once.outlines)) == once
    assert [one.feed_url for one in once.outlines] == [one.feed_url for one in outlines]


def test_merging_adds_what_is_missing_and_changes_nothing_that_is_there(home, source):
    source.feed_url = "https://www.a.example/feed/"
    source.save()
    listed = parse_opml(NESTED)

    merged = merge_sources(listed)

    assert (merged.added, merged.known) == (("A site", "https://c.example/feed"), ("A & B",))
    assert merge_sources(listed).added == ()
    source.refresh_from_db()
    assert (source.name, source.feed_url) == ("A source", "https://www.a.example/feed/")


def test_a_dry_run_tells_the_same_and_adds_nothing(home):
    before = Source.objects.count()

    assert len(merge_sources(parse_opml(NESTED), is_dry_run=True).added) == 3

    assert Source.objects.count() == before


def test_a_folder_named_like_a_state_makes_it_usual(home):
    merge_sources(parse_opml(NESTED), is_followed=False)

    added = Source.objects.get(feed_url="https://a.example/feed")
    assert [state.slug for state in added.default_states.all()] == ["fatigue"]
    assert added.is_paused
    assert [s.slug for s in Source.objects.get(feed_url="https://c.example/feed").default_states.all()] == [
        "worry"
    ]


def test_names_and_addresses_that_are_taken_get_a_number(home, source):
    merge_sources(
        SourceList(
            (
                SourceOutline("A source", feed_url="https://x.example/1"),
                SourceOutline("A source", feed_url="https://x.example/2"),
            )
        )
    )

    assert set(Source.objects.filter(feed_url__contains="x.example").values_list("name", "slug")) == {
        ("A source 2", "a-source-2"),
        ("A source 3", "a-source-3"),
    }
    assert free_source_slug("!!!") == "source"


def test_what_is_exported_here_is_complete_there(home, source):
    source.default_states.add(StateOfMind.objects.get(slug="calm"))
    source.offers, source.licence_note = "Letters & more", "Ask before quoting “more than a line”"
    source.has_excerpts, source.is_listed, source.is_paused = False, False, True
    source.hide_words, source.only_words = "webinar,\njob of the week", "staff; rota"
    source.default_strategy = Strategy.objects.get(slug="talking")
    source.save()
    said = [
        "name",
        "site_url",
        "feed_url",
        "offers",
        "licence_note",
        "review_note",
        "has_excerpts",
        "is_listed",
        "is_paused",
    ]
    kept = list(Source.objects.order_by("name").values_list(*said, "default_strategy"))
    document = export_sources()
    Source.objects.all().delete()

    merge_sources(parse_opml(document))

    assert list(Source.objects.order_by("name").values_list(*said, "default_strategy")) == kept
    words = Source.objects.values_list("hide_words", "only_words").get(name="A source")
    assert words == ("webinar, job of the week", "staff, rota")
    assert [state.slug for state in Source.objects.get(name="A source").default_states.all()] == ["calm"]
    assert export_sources() == document


def test_what_is_ours_only_stands_where_other_readers_do_not_look(home, source):
    Source.objects.exclude(pk=source.pk).delete()
    plain = export_sources()
    Source.objects.filter(pk=source.pk).update(hide_words="webinar", is_paused=True)

    (outline,) = fromstring(export_sources()).iter("outline")

    assert b"recalibrate:" not in plain
    ours = {name: value for name, value in outline.attrib.items() if "}" in name}
    assert ours == {
        "{urn:recalibrate:sources}hide-words": "webinar",
        "{urn:recalibrate:sources}is-paused": "yes",
    }
    assert set(outline.attrib) - set(ours) == set(next(fromstring(plain).iter("outline")).attrib)


def test_a_list_that_follows_at_once_still_leaves_paused_what_its_writer_paused(home):
    hostile = "<outline xmlUrl='https://x.example/f' r:is-paused='yes' r:hide-words='{}' r:strategy='none'/>"
    document = opml(hostile.format("word, " * 2_000)).replace(
        b"<body>", b"<body xmlns:r='urn:recalibrate:sources'>"
    )

    merge_sources(parse_opml(document), is_followed=True)

    added = Source.objects.get(feed_url="https://x.example/f")
    assert (added.is_paused, added.default_strategy, len(added.hide_words)) == (True, None, 2_000)


def test_the_commands_read_and_write_files(home, tmp_path, monkeypatch):
    there, said = tmp_path / "in.opml", io.StringIO()
    there.write_bytes(NESTED)

    call_command("import_opml", str(there), "--dry-run", stdout=said)
    assert "3 would be added, 0 known already, 1 refused." in said.getvalue()
    call_command("import_opml", str(there), "--paused", stdout=said)
    assert "new      A & B" in said.getvalue()
    call_command("export_opml", str(tmp_path / "out.opml"), stderr=io.StringIO())
    assert b"https://c.example/feed" in (tmp_path / "out.opml").read_bytes()
    piped = io.TextIOWrapper(io.BytesIO(NESTED))
    monkeypatch.setattr(sys, "stdin", piped)
    call_command("import_opml", "-", stdout=said)
    assert "0 added, 3 known already" in said.getvalue()
    shown = io.StringIO()
    call_command("export_opml", stdout=shown)
    assert parse_opml(shown.getvalue().encode()).outlines


@pytest.mark.parametrize("contents", [None, b"no opml"])
def test_a_file_that_cannot_be_read_ends_the_command_with_an_error(home, tmp_path, contents):
    file = tmp_path / "in.opml"
    if contents is not None:
        file.write_bytes(contents)

    with pytest.raises(CommandError):
        call_command("import_opml", str(file))


def test_a_place_that_cannot_be_written_ends_the_command_with_an_error(home, tmp_path):
    with pytest.raises(CommandError):
        call_command("export_opml", str(tmp_path / "missing" / "out.opml"))


ONE = 'text="One" type="rss" xmlUrl="https://a.example/f"'


@pytest.mark.parametrize(
    ("document", "name", "address"),
    [
        (f'<opml xmlns="http://opml.org/spec2"><body><outline {ONE}/></body></opml>', "One", "https://a.example/f"),
        (f"<OPML><BODY><OUTLINE {ONE.upper()}/></BODY></OPML>", "ONE", "https://a.example/F"),
        (f"<!DOCTYPE opml><opml><body><outline {ONE}/></body></opml>", "One", "https://a.example/f"),
        (f"\ufeff\n\n<?xml version='1.0'?><opml><body><outline {ONE}/></body></opml>", "One", "https://a.example/f"),
        (f"<opml><outline {ONE}/></opml>", "One", "https://a.example/f"),
        ("<opml><body><outline text='R&D &nbsp;news' xmlUrl='https://a.example/?a=1&b=2'/></body></opml>",
         "R&D news", "https://a.example/?a=1&b=2"),
        ("<opml><body><outline text='R&amp;amp;D' xmlUrl='feed://a.example/f'/></body></opml>",
         "R&D", "http://a.example/f"),
        ("<opml><body><outline text='One' xmlUrl='feed:https://a.example/f'/></body></opml>",
         "One", "https://a.example/f"),
        ("<opml><body><outline text='One' type='rss' url='https://a.example/f'/></body></opml>",
         "One", "https://a.example/f"),
    ],
)  # fmt: skip
def test_a_list_from_any_reader_is_taken(document, name, address):
    (outline,) = parse_opml(document.encode()).outlines

    assert (outline.name, outline.feed_url) == (name, address)


def test_a_list_in_windows_letters_is_read():
    document = "<opml><body><outline text='Doctors’ news' xmlUrl='https://a.example/f'/></body></opml>"

    assert parse_opml(document.encode("cp1252")).outlines[0].name == "Doctors’ news"


def test_what_is_broken_is_named_by_its_line():
    with pytest.raises(NotOpml, match="line 3"):
        parse_opml(b"<?xml version='1.0'?>\n<opml>\n<body></opml>")


def test_a_list_in_utf_32_is_refused_in_words():
    with pytest.raises(NotOpml, match="UTF-32"):
        parse_opml("<opml/>".encode("utf-32"))

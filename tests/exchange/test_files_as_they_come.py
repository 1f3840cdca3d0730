"""Exports as people have them: odd names, broken signs, numbers twice; each costs little, and is said."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from bringing_in import ran
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect

from blog.models import PostPage
from recalibrate.exchange.models import ImportRun, Origin

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:excerpt="{0}://wordpress.org/export/1.2/excerpt/" xmlns:wp="{0}://wordpress.org/export/1.2/"'
)


def item(title="Tea", content="<p>Words</p>", *, number=1, guid=None, more="", status="publish", kind="post"):
    guid = guid or f"https://old.example/?p={number}"
    return (
        f"<item><title>{title}</title><link>https://old.example/{number}/</link><guid>{guid}</guid>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_name>post-{number}</wp:post_name>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>{more}</item>\n"
    )


@pytest.fixture
def brought(home, tmp_path):
    """What is said of a WordPress file of these items, and the exit code."""

    def bring(*items, scheme="http", **options):
        path = tmp_path / "export.xml"
        head = f'<?xml version="1.0"?>\n<rss version="2.0" {NAMESPACES.format(scheme)}><channel>\n'
        text = f"{head}<wp:wxr_version>1.2</wp:wxr_version>\n{''.join(items)}</channel></rss>"
        path.write_text(text)
        return ran("import_wordpress", path, no_fetch=True, **options)

    return bring


def titles():
    return sorted(PostPage.objects.values_list("title", flat=True))


def test_the_namespace_may_begin_with_https(brought):
    said, code = brought(item(), scheme="https")

    assert (titles(), code) == (["Tea"], 0)
    assert "1 words came in" not in said
    assert "2 words came in, 0 of them are not in the drafts." in said


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<![CDATA[Tea &amp; toast]]>", "Tea & toast"),
        ("Tea &amp;amp; toast", "Tea & toast"),
        ("<![CDATA[<em>Tea</em>]]>", "Tea"),
        ("<![CDATA[a & b]]>", "a & b"),
    ],
)
def test_a_title_is_read_as_html(brought, title, shown):
    brought(item(title))

    assert titles() == [shown]


def test_two_posts_with_one_guid_are_two_and_neither_comes_twice(brought):
    both = [item("One", number=1, guid="g"), item("Two", number=2, guid="g")]

    brought(*both)
    assert titles() == ["One", "Two"]

    said, _ = brought(*both)
    assert "0 posts made, as drafts; 2 were brought in before." in said


def test_what_an_earlier_version_brought_in_is_known_and_its_double_comes_at_last(brought):
    Origin.objects.create(address="g")

    brought(item("One", number=1, guid="g"), item("Two", number=2, guid="g"))

    assert titles() == ["Two"]


def test_a_bare_ampersand_and_a_control_character_are_mended_and_said(brought):
    said, code = brought(item("Tea & toast", "<p>a\x0bb</p>"))

    assert (titles(), code) == (["Tea & toast"], 0)
    assert "“&” was written alone and is read as it is (line 4)." in said
    assert "Control characters, which XML forbids, were taken out (line 4)." in said


def test_one_broken_item_costs_one_item(brought):
    said, code = brought(item("One", number=1), item("<b>Two", number=2), item("Three", number=3))

    assert (titles(), code) == (["One", "Three"], 3)
    assert "is broken in line 5 of the file." in said


def test_menus_comments_and_passwords_are_a_line_each_and_no_failure(brought):
    comment = "<wp:comment><wp:comment_content>Hi</wp:comment_content></wp:comment>"
    said, code = brought(
        item(more=comment * 2 + "<wp:post_password>x</wp:post_password>"),
        *(item(number=number, kind="nav_menu_item") for number in range(2, 5)),
    )

    assert code == 0
    for line in ("2 comments.", "3 entries of menus.", "1 passwords of posts."):
        assert f"Not brought in: {line}" in said


def test_words_that_are_not_in_the_draft_are_named_in_the_report_and_above_the_draft(brought, admin_client):
    said, code = brought(item(content="<p>Seen</p><svg><title>Never drawn</title></svg>"))

    assert code == 3
    assert "Tea: not in the draft: words: “never drawn”" in said
    shown = admin_client.get(f"/admin/pages/{PostPage.objects.get().pk}/edit/").content.decode()
    assert "words: “never drawn”" in shown


def test_tables_pull_quotations_powers_deletions_and_numbers_to_ring_come_whole(brought):
    _, code = brought(
        item(
            content='<figure class="wp-block-table"><table>'
            "<thead><tr><th>Shift</th><th>Hours</th></tr></thead><tbody>"
            "<tr><td>Late</td><td>9</td></tr></tbody></table><figcaption>Hours</figcaption></figure><figure>"
            "<blockquote><p>Go home</p><cite>Sister B</cite></blockquote></figure>"
            '<p>10<sup>6</sup> is <del>not</del> many: <a href="tel:116123">116 123</a></p>'
        )
    )

    table, quotation, text = PostPage.objects.get().body
    assert [cell.value for row in table.value["table"].rows for cell in row] == ["Late", "9"]
    assert [column["heading"] for column in table.value["table"].columns] == ["Shift", "Hours"]
    assert (quotation.value["quote"], quotation.value["attribution"]) == ("Go home", "Sister B")
    for kept in ("10<sup>6</sup>", "<s>not</s>", '<a href="tel:116123">116 123</a>'):
        assert kept in text.value.source
    assert code == 0


def test_footnotes_of_the_block_editor_become_references(brought):
    note = json.dumps([{"id": "n1", "content": "See <em>there</em>"}])
    value = f"<wp:meta_value><![CDATA[{note}]]></wp:meta_value>"
    meta = f"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key>{value}</wp:postmeta>"
    _, code = brought(
        item(content='<!-- wp:paragraph --><p>So<sup class="fn"><a href="#n1">1</a></sup></p>', more=meta)
    )

    text, references = PostPage.objects.get().body
    assert text.value.source == "<p>So[1]</p>"
    assert references.value["items"][0]["text"].source == "<p>See <i>there</i></p>"
    assert code == 0


FOOTNOTES = {
    "a short code": "So[ref]See <em>there</em>[/ref] it is",
    "one of a plug-in": "So[efn_note]See <em>there</em>[/efn_note] it is",
    "pasted from Word": 'So<a href="#_ftn1" name="_ftnref1">[1]</a> it is\n\n<hr />\n\n'
    '<a href="#_ftnref1" name="_ftn1">[1]</a> See <em>there</em>',
    "a list": '<p>So<sup id="r1"><a href="#n1">1</a></sup> it is</p><ol><li id="n1">See <em>there</em> '
    '<a href="#r1">↩</a></li></ol>',
}


@pytest.mark.parametrize("content", FOOTNOTES.values(), ids=FOOTNOTES)
def test_footnotes_of_the_classic_editor_become_references(brought, content):
    _, code = brought(item(content=content))

    text, references = PostPage.objects.get().body
    assert text.value.source == "<p>So[1] it is</p>"
    assert [one["text"].source for one in references.value["items"]] == ["<p>See <i>there</i></p>"]
    assert code == 0


def test_a_link_within_a_post_is_no_footnote(brought):
    said, _ = brought(
        item(content='<p><a href="#b">below</a></p><h2 id="b">B</h2><p><a href="#a">up</a></p>')
    )

    assert [block.block_type for block in PostPage.objects.get().body] == ["text"]
    assert "the link to #b" in said


def test_unknown_short_codes_are_named_and_not_shown(brought):
    said, _ = brought(item(content='<p>Before [contact-form to="x"] after [sic]</p>'))

    assert "<p>Before after [sic]</p>" in PostPage.objects.get().body[0].value.source
    assert "[contact-form]" in said


def test_links_to_posts_that_came_along_lead_to_them_and_others_become_text(brought):
    said, _ = brought(
        item("One", '<p><a href="/2/">two</a> <a href="https://old.example/9/">nine</a></p>', number=1),
        item("Two", number=2),
    )

    two = PostPage.objects.get(title="Two")
    assert PostPage.objects.get(title="One").body[0].value.source == (
        f'<p><a id="{two.pk}" linktype="page">two</a> nine</p>'
    )
    assert "the link to old.example/9" in said


def test_pictures_are_found_in_a_folder_beside_the_file(brought, tmp_path):
    folder = tmp_path / "uploads" / "2019" / "03"
    folder.mkdir(parents=True)
    Image.new("RGB", (9, 9), "teal").save(folder / "tea.png")
    address = "https://old.example/wp-content/uploads/2019/03/tea-300x200.png"

    _, code = brought(
        item(content=f'<figure><img src="{address}" alt="Tea"><figcaption>Hot</figcaption></figure>'),
        pictures=tmp_path / "uploads",
    )

    (shown,) = PostPage.objects.get().body
    assert (shown.value["caption"], shown.value["image"].contextual_alt_text, code) == ("Hot", "Tea", 0)


def date(name, when):
    return f"<wp:{name}>{when:%Y-%m-%d %H:%M:%S}</wp:{name}>"


@pytest.mark.parametrize("status", ["future", "publish"])
def test_what_was_still_to_come_is_planned_and_never_dated_in_the_future(brought, status):
    when = (timezone.now() + timedelta(days=40)).replace(microsecond=0)
    brought(item(more=date("post_date_gmt", when.astimezone(UTC)), status=status))

    post = PostPage.objects.get()
    assert (post.first_published_at, post.go_live_at) == (None, when)


def test_what_was_to_come_and_is_past_is_dated_when_it_is_published_here(brought):
    brought(item(more=date("post_date_gmt", datetime(2019, 1, 1, tzinfo=UTC)), status="future"))

    post = PostPage.objects.get()
    assert (post.first_published_at, post.go_live_at) == (None, None)


def test_the_local_date_stands_in_for_one_in_utc_that_is_missing(brought):
    without = "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
    brought(item(more=without + date("post_date", datetime(2019, 7, 1, 10, tzinfo=UTC))))

    assert PostPage.objects.get().first_published_at == datetime(2019, 7, 1, 9, tzinfo=UTC)


def test_an_old_address_leads_here_while_the_post_is_public_and_not_for_good(brought, client):
    brought(item())
    post = PostPage.objects.get()
    assert client.get("/1/").status_code == 404

    post.get_latest_revision().publish()
    answer = client.get("/1/")
    assert (answer.status_code, answer["Location"].endswith("/post-1/")) == (302, True)

    PostPage.objects.get().unpublish()
    assert client.get("/1/").status_code == 404
    assert not Redirect.objects.exists()


def test_a_run_is_kept_with_its_report(brought):
    brought(item(), dry_run=True)
    assert not ImportRun.objects.exists()

    brought(item())

    run = ImportRun.objects.get()
    assert (run.name, run.state, run.done) == ("export.xml", "done", 1)
    assert run.report["made"][0]["account"]["words"] == [2, 2]
    assert Origin.objects.get().run == run

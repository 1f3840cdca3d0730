"""Tumblr's exports, of today and of before: every kind of post comes whole, and says what it was."""

import json

import pytest
from bringing_in import body, ran

from blog.models import PostPage

BLOG = "https://ward.example"
V1 = """<?xml version="1.0" encoding="UTF-8"?><tumblr version="1.0"><posts>
<post id="1" type="video" date-gmt="2019-02-16 19:12:00 GMT" private="true">
<video-caption>Three breaths</video-caption>
<video-source>https://www.youtube.com/watch?v=x</video-source>
<video-player>&lt;embed src="https://y.example"&gt;</video-player></post>
<post id="2" type="audio" date-gmt="2019-02-16 19:10:43 GMT">
<audio-caption>&lt;p&gt;The choir&lt;/p&gt;</audio-caption></post>
<post id="3" type="quote" date-gmt="2019-02-16 19:01:06 GMT"><quote-text>Tea first.</quote-text>
<quote-source>A &lt;a href="https://old.example/"&gt;sister&lt;/a&gt;</quote-source></post>
<post id="4" type="answer" date-gmt="2020-03-03 18:00:00 GMT">
<question>Who do you ring when the rota is wrong and the
office is shut, and how do you sleep afterwards?</question>
<answer>&lt;p&gt;The site manager.&lt;/p&gt;</answer></post>
<post id="5" type="photo" date-gmt="2019-01-01 00:00:00 GMT"><photo-caption>Snow</photo-caption><photoset>
<photo caption="before"><photo-url>https://m.example/1.jpg</photo-url></photo>
<photo caption="after"><photo-url>https://m.example/2.jpg</photo-url></photo></photoset></post>
<post id="6" type="conversation"><conversation-title>Handover</conversation-title><conversation>
<line name="Ann" label="Ann:">Ready?</line><line name="Bo" label="Bo:">No.</line></conversation></post>
</posts></tumblr>"""

BLOCKS = {
    "response": {
        "posts": [
            {
                "id": 7,
                "blog_name": "ward",
                "timestamp": 1550344320,
                "state": "published",
                "slug": "slow",
                "tags": ["calm"],
                "trail": [{"blog": {"name": "other"}, "content": [{"type": "text", "text": "They began"}]}],
                "layout": [{"type": "ask", "blocks": [0]}],
                "content": [
                    {"type": "text", "text": "May I ask?"},
                    {"type": "text", "subtype": "heading1", "text": "Slow down"},
                    {
                        "type": "text",
                        "text": "Not so fast, see there",
                        "formatting": [
                            {"start": 0, "end": 6, "type": "bold"},
                            {"start": 4, "end": 11, "type": "italic"},
                            {"start": 17, "end": 22, "type": "link", "url": "https://a.example/"},
                        ],
                    },
                    {"type": "text", "subtype": "unordered-list-item", "text": "tea"},
                    {"type": "text", "subtype": "unordered-list-item", "text": "toast"},
                    {"type": "video", "url": "https://vimeo.com/1", "caption": "A film"},
                    {"type": "poll", "question": "Tea?", "answers": [{"answer_text": "Yes"}]},
                    {"type": "something new", "text": "kept"},
                ],
            },
            {"id": 8, "blog_name": "ward", "type": "chat", "state": "draft", "title": "Talk",
             "dialogue": [{"label": "Ann:", "phrase": "Ready?"}]},
            {"id": 9, "blog_name": "ward", "type": "photo", "state": "queued",
             "photos": [{"caption": "one", "original_size": {"url": "https://m.example/3.jpg"}}],
             "caption": "<p>all</p>"},
        ]
    }
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_text(content)
        return path

    return make


def bring(path):
    return ran("import_tumblr", path, blog=BLOG, no_fetch=True)


def test_every_kind_of_post_of_the_first_api_comes_whole(home, file):
    said, _ = bring(file("posts.xml", V1))

    assert PostPage.objects.count() == 6
    assert "not in the draft: words" not in said
    everything = " ".join(body(post) for post in PostPage.objects.all())
    for words in (
        "Three breaths",
        "The choir",
        "Tea first.",
        "how do you sleep",
        "before",
        "after",
        "Snow",
        "No.",
    ):
        assert words in everything
    assert said.count("It was private there: ask before you publish it.") == 1
    assert "not in the draft: 2 of 2 pictures" in said  # no network, no folder
    assert PostPage.objects.filter(title="Tea first.", summary="Tea first.").exists()
    film = next(b for b in PostPage.objects.get(slug__startswith="three").body if b.block_type != "text")
    assert film.value["url"] == "https://www.youtube.com/watch?v=x"


def test_blocks_and_kinds_of_the_second_api_come_whole(home, file):
    said, _ = bring(file("posts.json", json.dumps(BLOCKS)))

    assert PostPage.objects.count() == 3
    assert "not in the draft: words" not in said
    kept = body(PostPage.objects.get(slug="slow"))
    for words in (
        "They began",
        "other",
        "May I ask?",
        "<h2>Slow down</h2>",
        "<li>tea</li><li>toast</li>",
        "kept",
    ):
        assert words in kept
    assert "<b>Not <i>so</i></b><i> fast</i>" in kept
    assert '<a href=\\"https://a.example/\\">there</a>' in kept
    for remark in ("It was a draft there.", "It waited in the queue there."):
        assert remark in said


def test_the_folders_of_todays_zip_say_what_was_not_public(home, zipped):
    page = "<html><body><p>{} words</p></body></html>"
    folders = {"": "Public", "private/": "Secret", "drafts/": "Half", "submissions/": "Given"}
    names = {
        f"posts/html/{way}{number}.html": page.format(word)
        for number, (way, word) in enumerate(folders.items(), 1)
    }

    said, _ = bring(zipped(**names))

    assert "Secret words: It was private there" in said
    assert "Half words: It was a draft there." in said
    assert "Given words: A reader sent it in there" in said
    assert "Public words: It was" not in said


def test_json_that_is_broken_costs_that_file_and_is_named(home, zipped):
    said, code = bring(
        zipped(**{"json/1.json": "{", "json/2.json": json.dumps(BLOCKS["response"]["posts"][1])})
    )

    assert (PostPage.objects.count(), code) == (1, 3)
    assert "json/1.json: It cannot be read as JSON." in said

"""What stands around a text: every kind is known by how it begins, and words of its own stay."""

import pytest

from recalibrate.text.furniture import without_furniture

FURNITURE = """
Share
Share this on Facebook
» Share via e-mail
Tweet
Pin it
Email this
E-mail this
Print this page
Please subscribe
Subscribe to our newsletter
Sign up here
Register today
Click here to read more
Read more
[Read more…]
Find out more about it
Learn more at our site
Click here
Click here to donate
Continue reading “Sleep” →
Keep reading
Read the full story
View the original article
Leave a comment
12 comments
Comment
3 Comments
Advertisement
Follow us on Mastodon
Like this:
Related
Related posts
Photo credit: Ann Example
Photograph by Ann Example
Image: Ann Example
Picture by A. Example. All rights reserved.
Photo by Ann
""".strip().splitlines()
WORDS = """
Sharing a room helps.
Reading is rest.
Photos of wards.
Comments of staff matter to us.
Registered nurses sleep less.
5 nurses rest.
Please tell us how you sleep.
Related work exists.
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_furniture_goes(line):
    assert list(without_furniture([line, "Sleep is a right."])) == ["Sleep is a right."]


@pytest.mark.parametrize("line", WORDS)
def test_words_that_only_begin_alike_stay(line):
    assert list(without_furniture([line])) == [line]


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("Share this. Sleep is a right.", "Sleep is a right."),
        ("Sleep is a right. Read more", "Sleep is a right."),
        ("Sleep is a right. (Continue reading) …", "Sleep is a right."),
        ("Sleep is a right. The post Sleep appeared first on A Ward.", "Sleep is a right."),
        (f"{'Sleep. ' * 200}Find out more »", ("Sleep. " * 200).strip()),
    ],
)
def test_what_stands_at_a_line_s_edge_goes_alone(line, own):
    assert list(without_furniture([line])) == [own]

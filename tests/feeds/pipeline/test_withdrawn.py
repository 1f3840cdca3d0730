import pytest

from feeds.pipeline.withdrawn import said_since


@pytest.mark.parametrize(
    ("after", "note"),
    [
        ("RETRACTED: Rest cures all", "The source has withdrawn this since."),
        ("Retraction of: Rest cures all", "The source has withdrawn this since."),
        ("[Withdrawn] Rest cures all", "The source has withdrawn this since."),
        ("Rest cures all (Retracted)", "The source has withdrawn this since."),
        ("Correction to: Rest cures all", "The source has corrected this since."),
        ("Expression of Concern: Rest cures all", "The source has published a concern about this since."),
        ("Rest cures most", ""),
        ("Staff who were withdrawn: a study", ""),
        ("Correction officers and sleep", ""),
    ],
)
def test_a_title_tells_what_became_of_its_article(after, note):
    assert said_since("Rest cures all", after) == note


def test_what_was_so_when_it_was_kept_is_no_news():
    assert said_since("Retracted: a history", "Retracted: a short history") == ""

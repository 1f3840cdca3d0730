import pytest

from feeds.pipeline.word_filter import phrases, reason_to_hide


def test_a_list_is_separated_by_commas_semicolons_or_lines():
    assert phrases("webinar,  job of\tthe week ;\n, Webinar,webinar") == (
        "webinar",
        "job of the week",
        "Webinar",
    )


@pytest.mark.parametrize(
    ("hide", "only", "reason"),
    [
        ((), (), ""),
        (("webinar",), (), "says “webinar”"),
        (("job of the week",), (), "says “job of the week”"),
        (("week of the job",), (), ""),
        (("bin",), (), ""),
        (("w.*r",), (), ""),
        ((), ("rota", "contract"), "says none of “rota”, “contract”"),
        ((), ("a1", "b2", "c3", "d4"), "says none of “a1”, “b2”, “c3” …"),
        ((), ("webinars",), ""),
        (("webinar",), ("webinar",), "says “webinar”"),
        (("2026",), (), "says “2026”"),
    ],
)
def test_plain_words_hide_an_item_and_say_why(hide, only, reason):
    assert reason_to_hide("Two webinars in 2026", "The job of the week", hide=hide, only=only) == reason

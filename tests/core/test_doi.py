import pytest

from recalibrate.core.doi import doi_in


@pytest.mark.parametrize(
    "pasted",
    [
        "10.1136/bmj.n71",
        " 10.1136/bmj.n71 ",
        "doi:10.1136/bmj.n71",
        "DOI: 10.1136/bmj.n71",
        "https://doi.org/10.1136/bmj.n71",
        "http://dx.doi.org/10.1136/bmj.n71",
    ],
)
def test_a_doi_is_found_in_every_form_that_people_paste(pasted):
    assert doi_in(pasted) == "10.1136/bmj.n71"


@pytest.mark.parametrize(
    "pasted",
    ["", "10.1136", "11.1136/x", "10.1/x", "bmj.n71", "https://evil.example/10.1136/x", "10.1136/a b"],
)
def test_what_is_no_doi_gives_nothing(pasted):
    assert doi_in(pasted) == ""

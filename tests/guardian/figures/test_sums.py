from dataclasses import replace
from decimal import Decimal

from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.figures.sums import Sums, format_figure, format_number

Q4, Q1, Q2 = parse_period("2025-26-Q4"), parse_period("2026-27-Q1"), parse_period("2026-27-Q2")


def changed(sample, value, **where):
    """The sample with one figure's value changed."""

    def is_it(figure):
        return all(getattr(figure, name) == wanted for name, wanted in where.items())

    assert any(map(is_it, sample))
    return [replace(f, value=Decimal(value)) if is_it(f) else f for f in sample]


def faults(figures, vocabulary, period):
    return [c.sentence for c in Sums(figures, vocabulary).checks(period) if c.verdict == "differs"]


def test_the_samples_quarters_agree_with_themselves_and_each_other(sample, vocabulary):
    for period in (Q4, Q1, Q2):
        checks = Sums(sample, vocabulary).checks(period)
        assert {check.verdict for check in checks} == {"agrees"}
        assert len(checks) > 20


def test_a_sum_that_agrees_says_so_with_its_figures(sample, vocabulary):
    sentences = [check.sentence for check in Sums(sample, vocabulary).checks(Q2)]

    assert (
        "Exception reports carried over 31 + exception reports raised 338 − exception reports closed 336 "
        "= 33, as entered for exception reports outstanding." in sentences
    )
    assert any("£2,484.25" in s and "£3,337.00, as entered for fund" in s for s in sentences)
    assert any(s.startswith("Exception reports outstanding in Q1 2026/27 31 = ") for s in sentences)


def test_a_balance_that_differs_names_both_figures(sample, vocabulary):
    figures = changed(sample, 34, measure="er_outstanding", dimension="trust", period=Q2)

    assert any(
        "= 33, but exception reports outstanding says 34." in s for s in faults(figures, vocabulary, Q2)
    )


def test_parts_that_do_not_add_up_name_the_sum_and_the_whole(sample, vocabulary):
    figures = changed(sample, 70, measure="er_raised", category="general-surgery", period=Q2)

    found = faults(figures, vocabulary, Q2)
    assert any("by department" in s and "= 337, but the whole Trust says 338." in s for s in found)
    assert any(s.startswith("General surgery: ") for s in found)  # its own balance is wrong too


def test_what_is_carried_over_must_be_what_was_outstanding(sample, vocabulary):
    figures = changed(sample, 35, measure="er_carried_over", dimension="trust", period=Q1)

    assert any(
        "36, but exception reports carried over in Q1 2026/27 says 35." in s
        for s in faults(figures, vocabulary, Q1)
    )
    assert any("in Q1 2026/27 says 35." in s for s in faults(figures, vocabulary, Q4))


def test_what_is_still_to_enter_is_named_and_is_no_fault(sample, vocabulary):
    figures = [
        f for f in sample if (f.measure, f.category) != ("er_raised", "ent") and f.measure != "fund_spend"
    ]

    checks = Sums(figures, vocabulary).checks(Q4)
    missing = [check.sentence for check in checks if check.verdict == "missing"]
    assert any("by department: still to enter: ENT (a 0 if there was none" in s for s in missing)
    assert "Still to enter: fund: spend this quarter." in missing


def test_a_quarter_without_figures_has_nothing_to_check(vocabulary):
    assert Sums([], vocabulary).checks(Q1) == ()
    lonely = Figure(measure="doctors", period=Q1, value=Decimal(400))
    assert Sums([lonely], vocabulary).checks(Q1) == ()


def test_numbers_read_as_people_write_them():
    assert format_figure(Decimal("2314.8"), "GBP") == "£2,314.80"
    assert format_figure(Decimal("54.9"), "percent") == "54.9%"
    assert format_number(Decimal("1200.00")) == "1,200"
    assert format_number(Decimal("1200")) == "1,200"
    assert format_number(Decimal("100")) == "100"

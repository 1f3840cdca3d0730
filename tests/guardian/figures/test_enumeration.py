"""Who tries every other table still cannot tell a hidden cell: with the publications alone, with the rows that
are known to be empty, and from inside one of the rows. The full run is a benchmark of its own
(tests/disclosure_enumeration.py)."""

from disclosure_enumeration import ATTACKERS, run


def test_no_attacker_recovers_a_cell():
    tried, found = run(6, seed=2026)

    assert all(tried[attacker] > 40 for attacker in ATTACKERS)
    assert found == []

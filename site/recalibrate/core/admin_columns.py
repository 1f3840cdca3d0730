"""Columns of the admin's lists."""

WIDE_ONLY = "wide-only"  # class of a column that gives way on a phone

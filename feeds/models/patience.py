"""For how long a source may be quiet, in trouble or on the move before a human is asked to look."""

from datetime import timedelta

QUIET_AFTER = timedelta(days=90)  # for a source whose rhythm is not known
QUIET_AT_LEAST = timedelta(days=30)  # a monthly source is not quiet
GAPS = 3  # of its usual distance between two items
TROUBLED_AFTER, TROUBLED_TIMES = timedelta(hours=24), 3  # failing for so long, or so often
UNSETTLED_AFTER = timedelta(hours=72)  # by then a move has been followed, unless something forbids it

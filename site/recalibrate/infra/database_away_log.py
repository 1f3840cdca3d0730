"""While the database is away, the log says so once a minute."""

import logging
from collections.abc import Callable
from time import monotonic

from .database_away import is_database_away
from .seldom import Seldom


class DatabaseAwayIsOneLine(logging.Filter):
    """While the database is away every answer that needs it is 503, and each would be a traceback."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.seldom = Seldom(clock=clock)

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not is_database_away(error):
            return True
        if not self.seldom.lets_through():
            return False
        others = self.seldom.others()
        record.msg = f"The database is away ({type(error).__name__})."
        if others:
            record.msg += f" It was missed {others} more times since this was said last."
        record.args, record.exc_info, record.exc_text = None, None, None
        return True

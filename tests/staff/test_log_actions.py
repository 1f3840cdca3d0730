"""What the history of a record says of each action that we log."""

from collections import defaultdict
from types import SimpleNamespace

from wagtail.log_actions import LogFormatter, registry


def ours() -> dict[str, LogFormatter]:
    """Wagtail's own need what Wagtail keeps with them."""
    registry.scan_for_actions()
    return {action: said for action, said in registry.formatters.items() if not action.startswith("wagtail.")}


def test_every_action_of_ours_is_told_in_the_history_whatever_was_kept_with_it():
    told = {
        action: formatter.format_message(SimpleNamespace(action=action, data=defaultdict(str)))
        for action, formatter in ours().items()
    }

    assert {"feeds.pass", "feeds.undo", "sign_in.granted"} <= told.keys()
    assert [action for action, words in told.items() if not str(words)] == []

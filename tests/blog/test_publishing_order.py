"""What happens when a post is published, in which order: as docs/architecture.md says, and nothing besides."""

import re
from pathlib import Path

import pytest
from django.dispatch import Signal
from factories import PostPageFactory
from planted_rows import page_models
from wagtail import hooks
from wagtail.signals import page_published

from blog.models import PostPage, gate
from recalibrate.core.after_commit import after_commit
from recalibrate.core.models import StateOfMind

ARCHITECTURE = (Path(__file__).parents[2] / "docs/architecture.md").read_text()
OURS = ("recalibrate.", "blog.", "feeds.")


def documented():
    """The numbered steps below the heading: what is called, by module and name."""
    return re.findall(r"^\d+\. `([\w.]+)`", _section(), re.MULTILINE)


def documented_beside(words):
    """What the section's line with these words names."""
    (line,) = re.findall(rf"^- {words}.*(?:\n  .*)*", _section(), re.MULTILINE)
    return set(re.findall(r"`([\w.]+)`", line))


def _section():
    return ARCHITECTURE.partition("## What happens at publishing\n")[2].partition("\n## ")[0]


def named(function):
    """`search.signal_handlers.on_page`; what after_commit() and partial() wrap is named itself."""
    if function.__module__ == after_commit.__module__:
        (function,) = (cell.cell_contents for cell in function.__closure__ if callable(cell.cell_contents))
    function = getattr(function, "__self__", function)  # a task, for its enqueue()
    function = getattr(function, "func", function)
    name = f"{function.__module__}.{function.__qualname__}"
    return name.removeprefix("recalibrate.").replace("<locals>.", "")


@pytest.fixture
def called(monkeypatch):
    """What of ours is asked, or hears of the post, in order; each once."""
    heard = []

    def note(function):
        if function.__module__.startswith(OURS) and named(function) not in heard:
            heard.append(named(function))

    live, asks = Signal._live_receivers, gate.require_approval

    def listening(self, sender):
        found = live(self, sender)
        if sender is PostPage:
            for receiver in found[0]:
                note(receiver)
        return found

    def asking(post):
        note(asks)
        return asks(post)

    monkeypatch.setattr(Signal, "_live_receivers", listening)
    monkeypatch.setattr(gate, "require_approval", asking)
    return heard


@pytest.fixture
def saved(home, settings):
    settings.WEBSUB_HUB = "https://hub.example/"
    post = PostPageFactory(live=False, title="Asleep at noon")
    post.states_of_mind.add(StateOfMind.objects.get(slug="fatigue"))
    return post.save_revision()


def test_a_post_is_published_in_the_documented_order(saved, called, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        saved.publish()

    after = [named(callback) for callback in later]
    assert PostPage.objects.get().live
    assert [*called, *after] == documented()


def test_only_the_documented_kinds_of_page_do_more():
    heard = {
        named(receiver)
        for model in page_models()
        for receiver in page_published._live_receivers(model)[0]
        if receiver.__module__.startswith(OURS)
    }

    assert heard - set(documented()) == documented_beside("One kind only")


def test_the_admin_asks_only_what_is_documented_before_and_after():
    asked = [
        named(function)
        for hook in ("before_publish_page", "after_publish_page")
        for function in hooks.get_hooks(hook)
        if function.__module__.startswith(OURS)
    ]

    assert sorted(asked) == sorted(documented_beside("In the admin only"))

"""Pages and records for tests, each complete enough to be published."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from unittest.mock import patch

import factory
import wagtail_factories
from django.utils import timezone
from modelsearch import signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update

from blog.models import PostContributor, PostIndexPage, PostPage, SecondApproval
from blog.models.approval import as_published, words_fingerprint
from recalibrate.core.models import Contributor, StateOfMind
from recalibrate.guardian.models import GuardianIndexPage, GuardianReportPage, GuardianUpdatePage, YouSaid
from recalibrate.help_services.models import HelpService


@contextmanager
def indexed_by_publishing() -> Iterator[None]:
    """Saves that publishing repeats write neither index: half of what a made page costs."""
    with disable_reference_index_auto_update(), patch.object(signal_handlers, "insert_or_update_object_task"):
        yield


class ContributorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contributor

    name = factory.Sequence(lambda n: f"Writer {n}")
    slug = factory.Sequence(lambda n: f"writer-{n}")
    role = "porter"


class PostPageFactory(wagtail_factories.PageFactory):
    """A published post about fatigue, below the site's index of posts."""

    class Meta:
        model = PostPage

    title = factory.Sequence(lambda n: f"Post {n}")
    summary = "What it is about, in a sentence."
    short_version = "<p>The short of it.</p>"
    body = factory.LazyFunction(lambda: [{"type": "text", "value": "<p>The long of it.</p>"}])
    try_now = "<p>Stand up.</p>"
    what_should_change = "<p>Book the rest room.</p>"
    one_change = "Book the rest room."
    minutes = 3
    has_own_minutes = True
    second_approver = "Somebody else, liaison psychiatrist"
    parent = factory.LazyFunction(lambda: PostIndexPage.objects.get())
    primary_state = factory.LazyFunction(lambda: StateOfMind.objects.get(slug="fatigue"))

    @classmethod
    def _create_instance(cls, model_class: type, parent: object, kwargs: dict) -> PostPage:
        kwargs["body"] = model_class.body.field.to_python(kwargs["body"])
        minutes = kwargs["minutes"] if kwargs["has_own_minutes"] else None
        contributor = ContributorFactory()
        with indexed_by_publishing() if kwargs.get("live", True) else nullcontext():
            post = super()._create_instance(model_class, parent, {**kwargs, "live": False})
            post.states_of_mind.add(post.primary_state)
            post.post_contributors.add(PostContributor(contributor=contributor))
            revision = post.save_revision()
        if kwargs["second_approver"]:
            words = words_fingerprint(as_published(revision))
            SecondApproval.objects.create(
                post=post, fingerprint=words, approver_name=kwargs["second_approver"]
            )
        if kwargs.get("live", True):
            revision.publish()
        if minutes:  # as if its text were long enough for them
            PostPage.objects.filter(pk=post.pk).update(minutes=minutes)
        return PostPage.objects.get(pk=post.pk)


class GuardianUpdatePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = GuardianUpdatePage

    title = factory.Sequence(lambda n: f"Update {n}")
    summary = "What the Guardian says, in a sentence."
    body = factory.LazyFunction(lambda: [{"type": "text", "value": "<p>News.</p>"}])
    parent = factory.LazyFunction(lambda: GuardianIndexPage.objects.get())

    @classmethod
    def _create_instance(cls, model_class: type, parent: object, kwargs: dict) -> GuardianUpdatePage:
        states = kwargs.pop("states", ["fatigue"])
        kwargs["body"] = model_class.body.field.to_python(kwargs["body"])
        with indexed_by_publishing():
            update = super()._create_instance(model_class, parent, {**kwargs, "live": False})
            update.states_of_mind.set(StateOfMind.objects.filter(slug__in=states))
            revision = update.save_revision()
        revision.publish()
        return GuardianUpdatePage.objects.get(pk=update.pk)


class HelpServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HelpService

    name = factory.Sequence(lambda n: f"Service {n}")
    urgency = "talk-now"
    phone = "0000 000 0000"
    opening_hours = "24/7"
    audience = "everybody"
    checked_on = factory.LazyFunction(timezone.localdate)


class GuardianReportPageFactory(wagtail_factories.PageFactory):
    """A published report on a quarter, or with quarter 0 on a year."""

    class Meta:
        model = GuardianReportPage

    title = factory.Sequence(lambda n: f"Report {n}")
    headline = "What a reader should take away."
    start_year = 2026
    quarter = 1
    board_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    forum_seen_on = factory.LazyFunction(timezone.localdate)
    parent = factory.LazyFunction(lambda: GuardianIndexPage.objects.get())

    @classmethod
    def _create_instance(cls, model_class: type, parent: object, kwargs: dict) -> GuardianReportPage:
        with indexed_by_publishing():
            report = super()._create_instance(model_class, parent, {**kwargs, "live": False})
            revision = report.save_revision()
        revision.publish()
        return GuardianReportPage.objects.get(pk=report.pk)


class YouSaidFactory(factory.django.DjangoModelFactory):
    """A concern about fatigue that has been heard."""

    class Meta:
        model = YouSaid
        skip_postgeneration_save = True

    you_said = factory.Sequence(lambda n: f"Concern {n}")
    owner_role = "Estates"

    @factory.post_generation
    def states(self, create: bool, slugs: list[str] | None, **kwargs: object) -> None:
        if create:
            self.states_of_mind.set(StateOfMind.objects.filter(slug__in=slugs or ["fatigue"]))

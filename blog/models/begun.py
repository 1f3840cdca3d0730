"""What a new post begins with, so that its writer begins with the words."""

from typing import Any

from wagtail.models import Page

from recalibrate.core.models import Contributor, User

from .parts import PostContributor


def usual_contributors(user: User, posts: Any) -> list[Contributor]:
    """Whom readers saw as the writer of this colleague's last post; before the first, the contributors with their name.

    Nothing says which log-in a contributor is, and nothing is kept here either. Who last wrote without a name
    does so again, until they choose otherwise.
    """
    theirs = posts.live().filter(owner=user, post_contributors__isnull=False).order_by("-last_published_at")
    if last := theirs.first():
        return [row.contributor for row in last.post_contributors.select_related("contributor")]
    name = user.get_full_name()
    namesakes = list(Contributor.objects.filter(name__iexact=name, is_anonymous=False)[:2]) if name else []
    return namesakes if len(namesakes) == 1 else []


class BegunMixin(Page):  # type: ignore[misc]
    """For pages with rows of contributors."""

    post_contributors: Any

    class Meta:
        abstract = True

    def begin_for(self, user: User | None) -> None:
        """The contributor whom this colleague usually writes as is filled in."""
        if user is not None and not self.post_contributors.exists():
            usual = usual_contributors(user, type(self)._default_manager)
            self.post_contributors = [PostContributor(contributor=contributor) for contributor in usual]

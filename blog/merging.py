"""When two words become one, second approvals hold: no one changed a word that readers read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wagtail.models import Revision

from recalibrate.core.merged_versions import may_refer_to, versions_naming

from .models import PostPage, SecondApproval
from .models.approval import as_published, words_fingerprint


@contextmanager
def keeping_approvals(gone: Any, kept: Any) -> Iterator[None]:
    """What was approved under the one name is approved under the other."""
    if not may_refer_to(PostPage, type(gone)):
        yield
        return
    approved = {str(pk) for pk in SecondApproval.objects.values_list("post", flat=True)}
    versions = [version.pk for version in versions_naming(gone) if version.object_id in approved]
    before = approved_fingerprints(versions)
    yield
    for pk, after in approved_fingerprints(versions).items():
        post, said = before[pk]
        has_both = SecondApproval.objects.filter(post=post, fingerprint=after[1]).exists()
        if said != after[1] and not has_both:
            SecondApproval.objects.filter(post=post, fingerprint=said).update(fingerprint=after[1])


def approved_fingerprints(versions: list[int]) -> dict[int, tuple[int, str]]:
    """By version: its post, and what the words of that post would be known by."""
    found = Revision.objects.filter(pk__in=versions)
    posts = {version.pk: as_published(version) for version in found.iterator(chunk_size=50)}
    return {pk: (post.pk, words_fingerprint(post)) for pk, post in posts.items()}

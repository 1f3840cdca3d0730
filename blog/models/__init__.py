from .index import PostIndexPage
from .parts import PostContributor, PostStateOfMind, RelatedPost
from .post import PostPage
from .queryset import PostQuerySet
from .series import Series

__all__ = [
    "PostContributor",
    "PostIndexPage",
    "PostPage",
    "PostQuerySet",
    "PostStateOfMind",
    "RelatedPost",
    "Series",
]

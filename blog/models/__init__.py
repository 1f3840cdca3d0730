from .index import PostIndexPage
from .post import PostContributor, PostPage, PostStateOfMind

__all__ = ["PostContributor", "PostIndexPage", "PostPage", "PostStateOfMind"]

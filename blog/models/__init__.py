from .approval import SecondApproval
from .index import PostIndexPage
from .parts import PostContributor, PostStateOfMind, RelatedPost
from .post import PostPage
from .queryset import PostQuerySet
from .series import Series
from .workflow import ChecklistState, ChecklistTask, EditorTask, SecondApprovalTask

__all__ = [
    "ChecklistState",
    "ChecklistTask",
    "EditorTask",
    "PostContributor",
    "PostIndexPage",
    "PostPage",
    "PostQuerySet",
    "PostStateOfMind",
    "RelatedPost",
    "SecondApproval",
    "SecondApprovalTask",
    "Series",
]

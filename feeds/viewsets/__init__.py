from .decisions import CurationViewSet
from .sources import SourceViewSet

__all__ = ["CurationViewSet", "SourceViewSet"]

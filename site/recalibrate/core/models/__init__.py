"""The words every app shares."""

from .contributor import Contributor
from .discipline import Discipline
from .failed_item import FailedItem
from .identity import SiteIdentity
from .media import Rendition, SiteDocument, SiteImage
from .pages import BasePage
from .past_slug import PastSlug
from .reserved_collection import ReservedCollection
from .revision import SiteRevision
from .said_words import HardPhrase, Synonym
from .social_image import SocialImage
from .state_of_mind import StateOfMind
from .strategy import Strategy
from .user import User

__all__ = [
    "BasePage",
    "Contributor",
    "Discipline",
    "FailedItem",
    "HardPhrase",
    "PastSlug",
    "Rendition",
    "ReservedCollection",
    "SiteDocument",
    "SiteIdentity",
    "SiteImage",
    "SiteRevision",
    "SocialImage",
    "StateOfMind",
    "Strategy",
    "Synonym",
    "User",
]

"""Who may do what in the admin, as a table: what each role is given, and where.

`make_roles` gives it, at every migrate. A Trust that wants it otherwise makes a group of its own.
"""

from dataclasses import dataclass
from typing import Literal

from recalibrate.staff.unread_pictures import KEY as WITH_STORIES

CONTRIBUTOR, EDITOR, APPROVER = "Contributor", "Editor", "Approver"
GUARDIAN, KEEPER, OPERATOR = "Guardian", "Help-directory keeper", "Operator"
CONTACTS, ORGANISER = "Contact keeper", "Organiser"

# Roles that must not meet in one log-in unless an administrator says so: who reads how to reach an anonymous
# writer is not who edits their words, who writes is not who agrees, who gives log-ins does neither.
APART = (
    frozenset({CONTACTS, EDITOR}), frozenset({CONTACTS, APPROVER}), frozenset({EDITOR, APPROVER}),
    frozenset({OPERATOR, EDITOR}), frozenset({OPERATOR, APPROVER}), frozenset({OPERATOR, CONTACTS}),
    frozenset({OPERATOR, GUARDIAN}),
)  # fmt: skip
# Roles that no operator gives, nor looks after the log-ins of: a second log-in of one's own would do as well.
ONLY_BY_ADMINISTRATORS = frozenset({APPROVER, CONTACTS})

Place = Literal["the site", "posts", "the Guardian’s corner", "programmes"]
FROM_CONTRIBUTORS = "from-contributors"  # the key of the collection that contributors upload to

# What one may do with pictures and documents; adding brings changing and deleting one's own.
ADD, CHOOSE, CHANGE = "add", "choose", "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """`models` are given whole, `permissions` one by one; `media` by the key of a collection, “” for the root."""

    name: str
    does: str
    pages: tuple[str, ...] = ()
    below: Place = "the site"
    models: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    media: tuple[tuple[str, tuple[str, ...]], ...] = ()


EVERYWHERE = ("", (ADD, CHOOSE, CHANGE))  # but for pictures with stories, until these are published

ROLES = (
    Role(
        name=CONTRIBUTOR,
        does="Writes posts of their own and hands them in.",
        pages=("add",),
        below="posts",
        media=(("", (CHOOSE,)), (FROM_CONTRIBUTORS, (ADD, CHOOSE))),
    ),
    Role(
        name=EDITOR,
        does="Edits and publishes everything; curates the inbox.",
        pages=("add", "change", "publish", "lock", "unlock"),
        models=(
            "core.stateofmind", "core.strategy", "core.discipline", "core.contributor", "core.synonym",
            "core.hardphrase", "blog.series",
            "feeds.source", "feeds.item", "feeds.curation", "help_services.helpservice", "guardian.yousaid",
            "events.event", "wagtailredirects.redirect", "programmes.exercise", "programmes.opencall",
            "programmes.questionnaire", "programmes.question", "programmes.instrument",
        ),
        permissions=(
            "programmes.change_wave", "programmes.view_remark", "programmes.change_remark",
            "guardian.take_back_withheldrow", "digest.view_digest", "syndication.view_dailysubscribers",
            "exchange.add_importrun",
            "stories.view_contribution", "stories.change_contribution",
            "stories.view_reply", "stories.change_reply",
        ),
        media=(EVERYWHERE, (WITH_STORIES, (ADD, CHOOSE, CHANGE))),
    ),
    Role(
        name=APPROVER,
        does="Is the second pair of eyes at level 3; writes none of it.",
    ),
    Role(
        name=GUARDIAN,
        does="Publishes in the Guardian’s corner and enters its figures.",
        pages=("add", "change", "publish"),
        below="the Guardian’s corner",
        models=(
            "guardian.yousaid", "guardian.reportfigure", "guardian.measure", "guardian.dimension",
            "guardian.category", "guardian.breakdown", "guardian.balance", "guardian.disclosuresettings",
            "guardian.spreadsheetname",
            "events.event",
        ),
        permissions=("guardian.take_back_withheldrow",),
        media=(EVERYWHERE,),
    ),
    Role(
        name=ORGANISER,
        does="Plans programmes and publishes their pages; reads what people wrote with their answers.",
        pages=("add", "change", "publish"),
        below="programmes",
        models=(
            "programmes.exercise", "programmes.opencall", "programmes.questionnaire", "programmes.question",
            "programmes.instrument",
        ),
        permissions=("programmes.change_wave", "programmes.view_remark", "programmes.change_remark"),
        media=(("", (ADD, CHOOSE)),),
    ),
    Role(
        name=KEEPER,
        does="Keeps the help directory’s numbers right.",
        models=("help_services.helpservice",),
    ),
    Role(
        name=CONTACTS,
        does="Reads how to reach the people who wrote to us, if they left a contact.",
        permissions=(
            "stories.view_contact", "stories.delete_contact",
            "stories.view_contribution", "stories.view_reply",
        ),
    ),
    Role(
        name=OPERATOR,
        does="Runs the site: log-ins, settings, sources, redirects. Publishes nothing.",
        models=(
            "core.user", "feeds.source", "wagtailredirects.redirect", "guardian.measure",
            "guardian.dimension", "guardian.category", "guardian.breakdown", "guardian.balance",
            "guardian.spreadsheetname",
        ),
        permissions=(
            "guardian.take_back_withheldrow", "core.change_siteidentity", "digest.change_digestsettings",
            "wagtailcore.change_site",
            "digest.view_digest", "syndication.view_dailysubscribers", "stories.change_writingsettings",
            "operations.view_trouble",
        ),
    ),
)  # fmt: skip

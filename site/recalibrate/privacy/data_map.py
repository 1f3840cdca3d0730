"""Which of our tables say something about a person, what, and for how long. Every model is named here once.

A test fails for a model in neither list; another compares docs/assurance.md with this table.
"""

from typing import NamedTuple


class DataMapRow(NamedTuple):
    models: tuple[str, ...]
    what: str
    kept: str
    seen_by: str


# What docs/assurance.md promises; `purge` goes by the same.
LOG_YEARS = 3  # in which one can ask who changed what
ATTEMPT_DAYS = 1  # the lock itself lasts a quarter of an hour (AXES_COOLOFF_TIME); the purge comes at night
DRAFT_DAYS = 30  # Wagtail deletes them after a day, but only when a colleague opens a preview
DELIVERY_DAYS = 30  # given up after five, and the health page looks back seven

WHOEVER_RUNS = "the people who run the site"
COLLEAGUES = "people with a log-in"

ROWS = (
    DataMapRow(
        ("core.User", "wagtailusers.UserProfile", "wagtailcore.PageSubscription"),
        "who signs in: name, e-mail address, password (hashed), roles, settings",
        "until `forget_user`",
        "people who look after log-ins; names by colleagues",
    ),
    DataMapRow(
        ("otp_totp.TOTPDevice", "otp_static.StaticDevice", "otp_static.StaticToken"),
        "the second step: a phone’s secret, backup codes (hashed)",
        "until it is removed or replaced",
        WHOEVER_RUNS,
    ),
    DataMapRow(
        ("sign_in.TrustAccount",),
        "which account of the Trust a log-in is used with: its provider and its number there",
        "as long as the log-in, or until it is unlinked",
        WHOEVER_RUNS,
    ),
    DataMapRow(("sessions.Session",), "who is signed in", "12 hours, and one night", WHOEVER_RUNS),
    DataMapRow(
        ("axes.AccessAttempt", "axes.AccessAttemptExpiration", "axes.AccessFailureLog", "axes.AccessLog"),
        "failed sign-ins: the name that was tried, network address, browser",
        f"{ATTEMPT_DAYS} day; successful ones are not noted",
        WHOEVER_RUNS,
    ),
    DataMapRow(
        ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"),
        "which colleague changed what, and when",
        f"{LOG_YEARS} years",
        COLLEAGUES,
    ),
    DataMapRow(
        ("wagtailcore.Page", "wagtailcore.Revision", "wagtailcore.Comment", "wagtailcore.CommentReply",
         "wagtailcore.WorkflowState", "wagtailcore.TaskState", "blog.ChecklistState", "blog.SecondApproval",
         "core.SiteImage", "core.SiteDocument", "feeds.Curation", "exchange.ImportRun"),
        "pages, versions, notes, approvals, files and decisions, each with the colleague whose it is",
        "as long as the thing itself; the name goes with `forget_user`",
        COLLEAGUES,
    ),
    DataMapRow(
        ("wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.UploadedFile"),
        "who is editing just now, and unfinished forms and uploads",
        f"1 day; unfinished forms {DRAFT_DAYS} days",
        COLLEAGUES,
    ),
    DataMapRow(("wagtailcore.APIToken",), "keys for programs (none are made by us)", "until revoked", WHOEVER_RUNS),
    DataMapRow(
        ("core.Contributor", "core.PastSlug", "blog.PostContributor"),
        "bylines: name, role, or that the writer is anonymous; addresses they once had",
        "until an editor deletes it",
        "everybody: it is published",
    ),
    DataMapRow(
        ("stories.Contribution", "stories.Reply"),
        "stories and replies sent without an account, with the name they wished for",
        "stories not used: 90 days; set aside: 30 days; replies: 180 days",
        "people who may read what arrives",
    ),
    DataMapRow(
        ("stories.Contact",),
        "how to reach a writer who left a contact",
        "90 days",
        "people with the permission to see contacts",
    ),
    DataMapRow(("stories.SpentToken",), "that a copy of a form was sent; nothing of it", "2 days", WHOEVER_RUNS),
    DataMapRow(
        ("programmes.BallotBox",),
        "what a room answered, as sums under a seal; no form is kept",
        "90 days after the last form of its kind in the programme closes: until then they are added up with it",
        "no one while it is open; then as far as enough people answered, everybody",
    ),
    DataMapRow(
        ("programmes.Remark",),
        "words that came with a form, without time, order or form; which colleagues agreed to quote them",
        "90 days after closing",
        "people who may read remarks; quoted only if their writer ticked it and two colleagues agree",
    ),
    DataMapRow(
        ("programmes.SpentNonce",), "that a copy of a form was counted; nothing of it", "2 days", WHOEVER_RUNS
    ),
    DataMapRow(
        ("programmes.Wave", "programmes.PooledResult", "programmes.DoorCount"),
        "when a room was asked, how many came, and what was released of what it said",
        "as long as the programme",
        "everybody, once released; small numbers never",
    ),
    DataMapRow(
        ("digest.Subscription",),
        "an e-mail address, the kinds of news it asked for, and when it last got some; never a state of mind",
        "until its owner unsubscribes, or three mails in a row find no such address",
        "people who look after the digest see how many, not who",
    ),
    DataMapRow(
        ("digest.SubscriptionRequest",),
        "that the weekly e-mail was asked for and is not confirmed: a code made from the address, and the lists",
        "7 days",
        WHOEVER_RUNS,
    ),
    DataMapRow(
        ("digest.Delivery",),
        "which mail still has to go to which subscription",
        f"{DELIVERY_DAYS} days",
        WHOEVER_RUNS,
    ),
    DataMapRow(
        ("guardian.ReportFigure", "guardian.SuppressedRow"),
        "counts of hours and exceptions by department and grade, which may be one person’s",
        "as long as the report",
        "the Guardian; readers see them after disclosure control",
    ),
    DataMapRow(
        ("guardian.SpreadsheetName",),
        "how the Guardian’s spreadsheets call departments, grades, rotas and measures, and what is meant",
        "until the Guardian deletes it",
        "the Guardian and operators; the files themselves are not kept",
    ),
    DataMapRow(
        ("search.SearchEntry", "wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry",
         "wagtailcore.ReferenceIndex"),
        "copies of what is above, for finding it",
        "as long as the original",
        "as the original",
    ),
    DataMapRow(
        ("core.FailedItem",),
        "the title of what failed somewhere and was left out, and the error",
        "until it works again",
        "people who may change it; operators see its kind and number",
    ),
    DataMapRow(
        ("help_services.HelpService", "events.Event", "guardian.YouSaid", "guardian.GuardianReportPage",
         "guardian.GuardianUpdatePage", "guardian.Correction", "guardian.ExceptionGuidePage", "blog.PostPage",
         "home.HomePage", "home.InformationPage", "core.SiteIdentity", "feeds.Source",
         "programmes.ProgrammePage", "programmes.SessionPage", "programmes.Exercise", "programmes.OpenCall",
         "programmes.ProgrammeFacilitator"),
        "what is published; it may name people who agreed to it",
        "until an editor deletes it",
        "everybody, once published",
    ),
    DataMapRow(
        ("feeds.Item",),
        "what others published; it may name people",
        "what no editor kept leaves the inbox after 90 days, its words go 30 days later, the rest but for a "
        "mark 365 days later; never while its source still publishes it",
        "editors; everybody, once kept",
    ),
    DataMapRow(
        ("mail.OutgoingMail",),
        "mails that are on their way: address, words, a link of a password reset",
        "until the mail server has taken it, or there is no such address; 7 days at most, a reset 4 hours",
        WHOEVER_RUNS,
    ),
    DataMapRow(
        ("django_tasks_database.DBTaskResult",),
        "work left for the worker, by number",
        "7 days after it is done",
        WHOEVER_RUNS,
    ),
)  # fmt: skip

# Words, settings, relations and numbers that say nothing about a person.
IMPERSONAL = frozenset({
    "core.Discipline", "core.Rendition", "core.ReservedCollection", "core.SiteRevision", "core.SocialImage",
    "core.StateOfMind", "core.Strategy", "core.Synonym", "core.HardPhrase",
    "guardian.DisclosureSettings", "guardian.Measure", "guardian.Dimension",
    "guardian.Category", "guardian.Breakdown", "guardian.Balance", "guardian.GuardianUpdateStateOfMind",
    "guardian.YouSaidStateOfMind", "guardian.GuardianIndexPage", "syndication.DailySubscribers",
    "stories.WritingSettings", "digest.DigestSettings", "digest.Digest", "operations.Backup",
    "operations.Job", "operations.Release", "mail.MailServer", "digest.Removal",
    "operations.Trouble", "operations.Worker", "blog.PostStateOfMind",
    "blog.RelatedPost", "blog.PostIndexPage", "blog.Series", "blog.ChecklistTask", "blog.EditorTask",
    "blog.SecondApprovalTask", "feeds.CurationStateOfMind", "feeds.HostHold", "feeds.Use", "link_checks.Link",
    "programmes.ProgrammeIndexPage", "programmes.SessionExercise", "programmes.SessionStateOfMind",
    "programmes.ExerciseStateOfMind", "programmes.OpenCallStateOfMind", "programmes.Question",
    "programmes.Questionnaire", "programmes.Instrument", "programmes.RaisedConcern",
    "link_checks.PageRead", "feeds.Tombstone", "feeds.Check", "exchange.Origin", "wagtailredirects.Redirect",
    "wagtailembeds.Embed", "wagtaildocs.Document", "wagtailimages.Image", "wagtailimages.Rendition",
    "wagtailadmin.Admin", "wagtailcore.Locale", "wagtailcore.Site", "wagtailcore.GroupSitePermission",
    "wagtailcore.CollectionViewRestriction", "wagtailcore.Collection",
    "wagtailcore.GroupCollectionPermission", "wagtailcore.WorkflowContentType", "wagtailcore.Workflow",
    "wagtailcore.WorkflowTask", "wagtailcore.Task", "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupPagePermission", "wagtailcore.PageViewRestriction", "wagtailcore.WorkflowPage",
    "taggit.Tag", "taggit.TaggedItem", "auth.Permission", "auth.Group", "contenttypes.ContentType",
})  # fmt: skip


def data_map_markdown() -> str:
    """The table of docs/assurance.md."""
    lines = ["| What | How long | Seen by | Where |", "| --- | --- | --- | --- |"]
    for row in ROWS:
        where = ", ".join(f"`{model}`" for model in row.models)
        lines.append(f"| {row.what} | {row.kept} | {row.seen_by} | {where} |")
    return "\n".join(lines)

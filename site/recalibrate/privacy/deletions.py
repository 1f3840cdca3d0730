"""Everything that deletes or combines for good, with what is said before, the way back and the most at once.

`where` names functions of ours, addresses of the admin and bulk actions: `tests/home/test_deletions.py` finds
them all by itself and fails for one that is missing here. docs/assurance.md shows the table.
"""

from typing import NamedTuple

NUMBERS = "the screen says the number of everything that goes with it"
BACKUP = "a backup"
REFUSED = "refused while anything uses it"


class Deletion(NamedTuple):
    what: str
    by: str
    said: str
    way_back: str
    at_most: str
    where: tuple[str, ...]
    takes: tuple[str, ...] = ()  # the tables that go with it, whatever the screen calls them


ROWS = (
    Deletion(
        "posts, updates, reports and other pages, with replies to them, their versions, notes and approvals",
        "an editor, one or several",
        f"{NUMBERS}; with ten pages or more, the site’s name has to be typed",
        f"unpublishing instead, until it is deleted; then {BACKUP}",
        "what was chosen",
        ("wagtailadmin_pages:delete", "wagtailcore.page:delete"),
        (
            "blog.PostContributor", "blog.PostStateOfMind", "blog.RelatedPost", "blog.SecondApproval",
            "core.SiteIdentity", "core.SocialImage", "link_checks.PageRead", "feeds.Use",
            "guardian.Correction", "guardian.DisclosureSettings", "guardian.GuardianUpdateStateOfMind",
            "guardian.ReportFigure", "programmes.DoorCount", "programmes.PooledResult",
            "programmes.ProgrammeFacilitator", "programmes.RaisedConcern", "programmes.SessionExercise",
            "programmes.SessionStateOfMind", "stories.Contact", "stories.Reply", "wagtailcore.Comment",
            "wagtailcore.CommentReply", "wagtailcore.GroupPagePermission", "wagtailcore.GroupSitePermission",
            "wagtailcore.PageSubscription", "wagtailcore.PageViewRestriction", "wagtailcore.Site",
            "wagtailcore.WorkflowPage", "wagtailredirects.Redirect",
        ),
    ),
    Deletion(
        "exercises, open calls, questions that nobody was asked",
        "an editor, one",
        f"{NUMBERS}; {REFUSED}",
        BACKUP,
        "one",
        ("exercises:delete", "open_calls:delete", "questionnaires:delete"),
        ("programmes.ExerciseStateOfMind", "programmes.OpenCallStateOfMind", "programmes.Question"),
    ),
    Deletion(
        "the numbers of who came to a session, when they are typed again",
        "an editor",
        "the form shows them",
        "typing them again",
        "one session",
        ("recalibrate.programmes.admin_forms.DoorForm.save",),
    ),
    Deletion(
        "what rooms answered, under its seal, and their words; marks of forms that were counted",
        "the clock, at night",
        "the form and the list of words say “90 days after closing”",
        "none; what was released stays",
        "what is due",
        ("recalibrate.programmes.release.forget", "recalibrate.programmes.release.forget_boxes"),
    ),
    Deletion(
        "what one import brought in: its drafts, with later changes, and pictures that nothing else shows",
        "an editor, until one of them is published",
        "the screen says how many drafts, and that changes to them go too",
        "bringing in the file again",
        "one import",
        ("recalibrate.exchange.runs.undo_run",),
    ),
    Deletion(
        "the redirect from a post’s old address, when the post is withdrawn",
        "the site, by itself",
        "nothing: readers would find nothing there",
        "publishing the post again",
        "the addresses of one post",
        ("recalibrate.exchange.old_addresses.lead_nowhere",),
    ),
    Deletion(
        "pictures and documents",
        "an editor, one or several",
        f"{NUMBERS}, and where it is used",
        BACKUP,
        "what was chosen",
        (
            "wagtailimages:delete", "wagtaildocs:delete", "core.siteimage:delete", "core.sitedocument:delete",
        ),
        ("core.Rendition",),
    ),
    Deletion(
        "a file that one has just uploaded oneself",
        "whoever uploaded it, on the same screen",
        "nothing: the button stands beside it",
        "uploading it again",
        "one",
        (
            "wagtailimages:delete_multiple", "wagtailimages:delete_upload_multiple",
            "wagtaildocs:delete_multiple", "wagtaildocs:delete_upload_multiple",
        ),
    ),
    Deletion(
        "states of mind, ways of helping, disciplines, contributors, series, words of the trade, hard phrases",
        "an editor, one or several",
        f"{NUMBERS}; a state that posts use and a contributor with posts: {REFUSED}",
        BACKUP,
        "what was chosen",
        (
            "wagtailsnippets_core_stateofmind:delete", "wagtailsnippets_core_strategy:delete",
            "wagtailsnippets_core_discipline:delete", "wagtailsnippets_core_contributor:delete",
            "wagtailsnippets_blog_series:delete", "core.stateofmind:delete", "core.strategy:delete",
            "core.discipline:delete", "core.contributor:delete", "blog.series:delete",
            "wagtailsnippets_core_synonym:delete", "wagtailsnippets_core_hardphrase:delete",
            "core.synonym:delete", "core.hardphrase:delete",
        ),
    ),
    Deletion(
        "a source, with its items that nobody decided on",
        "an editor or operator",
        f"{NUMBERS}; with decisions: {REFUSED}, and it says how many",
        f"switching it off instead; then {BACKUP}, or following it again",
        "one",
        ("sources:delete",),
        ("feeds.Item",),
    ),
    Deletion(
        "the note that something failed and was left out",
        "the clock, once it works again or has gone",
        "nothing: nothing is left to do",
        "it is noted again if it fails again",
        "20 at a time",
        ("recalibrate.core.failed_items._look", "recalibrate.core.failed_items._try"),
    ),
    Deletion(
        "a decision on an item",
        "an editor",
        "the screen says that the item waits again",
        "deciding again; the log keeps what it was",
        "one",
        ("curations:delete", "feeds.curating.decide.undo_decision", "feeds.curating.decide._end_hold"),
        ("feeds.CurationStateOfMind",),
    ),
    Deletion(
        "help services, dates, “you said, we did”, redirects",
        "who keeps them",
        NUMBERS,
        BACKUP,
        "one",
        ("help_services:delete", "dates:delete", "you_said:delete", "wagtailredirects:delete"),
        ("guardian.YouSaidStateOfMind", "programmes.RaisedConcern"),
    ),
    Deletion(
        "old addresses of a state, a way of helping, a discipline or a contributor",
        "an editor who deletes it, makes it anonymous, or gives its old address to another",
        "nothing on the screen; the log says which address leads elsewhere now",
        "none: links and printed codes with the old address do not find it any more",
        "one record’s",
        ("recalibrate.core.past_slugs.delete_past_slugs", "recalibrate.core.past_slugs.record_past_slug"),
    ),
    Deletion(
        "what is counted in the Guardian’s figures, and by what",
        "the Guardian or an operator",
        f"{REFUSED}, in words; else {NUMBERS}",
        BACKUP,
        "one",
        (
            "figure_measures:delete", "figure_dimensions:delete", "figure_categories:delete",
            "figure_breakdowns:delete", "figure_balances:delete",
            "recalibrate.guardian.viewsets.vocabulary.DeleteUnused.get",
        ),
        ("guardian.Breakdown",),
    ),
    Deletion(
        "a report’s figures as entered, replaced by new ones",
        "the Guardian",
        "the screen shows what was read from the file, and a change of what is published asks for a reason",
        "entering the old ones; the public log of corrections says what changed",
        "one report",
        ("recalibrate.guardian.enter._write",),
    ),
    Deletion(
        "small numbers combined or withheld, once and so for good",
        "the rules, when a report is published or shown to the forum",
        "a screen shows what readers will see, what is hidden and why, and what that does, and asks to agree",
        "two people take it back: one asks with a reason, one agrees",
        "what the rules ask for",
        ("recalibrate.guardian.store.remember_suppressed_cells",),
    ),
    Deletion(
        "rows withheld by mistake, which are shown from then on",
        "two of the Guardian, editors and operators",
        "the screen lists every number that opens, and asks for a reason",
        "none: what opened stays known",
        "those withheld at one moment",
        ("guardian-take-back", "recalibrate.guardian.views.unsuppress.delete_suppressed_rows"),
    ),
    Deletion(
        "how to reach somebody who wrote",
        "a contact keeper, or its day",
        "the screen shows it, and until when it is kept",
        "none, as promised",
        "one; by the clock what is due",
        ("delete-contact", "recalibrate.stories.views.admin.delete_contact"),
    ),
    Deletion(
        "stories and replies that were set aside or not used, their pictures and contacts",
        "the clock, on the day that was promised",
        "setting aside says “thirty days”; every list says the day",
        "bringing it back, until its day",
        "what is due; the log has the numbers",
        ("recalibrate.stories.forget.delete_expired",),
    ),
    Deletion(
        "one of two words or people that are merged, and what both had",
        "an editor",
        "the screen says the number of everything that moves, and that it cannot be undone",
        f"its addresses and posts lead on to the other; else {BACKUP}",
        "one",
        (
            "merge-words", "recalibrate.core.merging.merge_records", "recalibrate.core.merging.move",
            "recalibrate.core.merging.move_references",
        ),
    ),
    Deletion(
        "addresses that a word or a contributor once had",
        "whoever deletes it, makes it anonymous, or gives the address to another by a command",
        "a form refuses the address of another; the log has a warning",
        "a redirect",
        "one record’s",
        ("recalibrate.core.past_slugs.record_past_slug", "recalibrate.core.past_slugs.delete_past_slugs"),
    ),
    Deletion(
        "a subscription, when its owner leaves",
        "its owner",
        "one click, as the law asks",
        "subscribing again",
        "one",
        ("recalibrate.digest.double_opt_in.delete_subscription",),
    ),
    Deletion(
        "what an address asked for, once it is confirmed",
        "its owner",
        "the page names the lists, which go on in the subscription",
        "none needed",
        "one",
        ("recalibrate.digest.double_opt_in.confirm",),
    ),
    Deletion(
        "a subscription to nothing but a state of mind, a list that is sent no more",
        "the program, with the letter that says so",
        "the letter says why, and offers the other lists",
        "the links in the letter, for a week; subscribing again",
        "50 a minute, those that are told",
        ("recalibrate.digest.last_letter.send_last_letter",),
    ),
    Deletion(
        "subscriptions whose address is none any more",
        "the program, after three refusals in a row",
        "nothing; more than that are listed for an operator",
        "subscribing again",
        "5 % of all subscriptions a week, and none of fewer than 20",
        ("recalibrate.digest.bounces.remove_some", "recalibrate.digest.bounces.allowance"),
    ),
    Deletion(
        "subscriptions whose address is none any more, when the program may delete no more",
        "an operator",
        "how many there are, of which list and domain, and that it cannot be taken back",
        "subscribing again",
        "what was ticked",
        ("recalibrate.digest.views.refused.resolve_refused",),
    ),
    Deletion(
        "mails that wait: taken by the mail server, to an address that is none, or out of date",
        "the program",
        "nothing for a mail that was taken; the log says how many expired",
        "none: it is sent, or of no use any more",
        "what is due, after a week",
        ("recalibrate.mail.outbox.record_reply", "recalibrate.mail.outbox.forget_expired"),
    ),
    Deletion(
        "a log-in, with its notes while writing, settings and second step",
        "an operator, one or several; `forget_user`",
        f"{NUMBERS}; the command asks for a “yes” below the same numbers",
        "making it inactive instead",
        "what was chosen",
        (
            "wagtailusers_users:delete", "core.user:delete", "recalibrate.privacy.forget_user.forget_user",
            "recalibrate.privacy.forget_user.end_sessions",
        ),
        (
            "otp_static.StaticDevice", "otp_static.StaticToken", "otp_totp.TOTPDevice",
            "wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.APIToken",
            "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription",
            "wagtailusers.UserProfile",
        ),
    ),
    Deletion(
        "a second step; backup codes, when new ones are made",
        "an operator for a colleague; everybody their own codes",
        "the screen says what stops working; the colleague is told by e-mail",
        "setting it up again",
        "one",
        (
            "recalibrate.sign_in.second_step.reset", "recalibrate.sign_in.second_step.renew_backup_codes",
        ),
    ),
    Deletion(
        "roles, sites, collections, workflows",
        "no role may; an administrator",
        NUMBERS,
        f"workflows are only switched off; else {BACKUP}",
        "one",
        (
            "wagtailusers_groups:delete", "wagtailsites:delete", "wagtailadmin_collections:delete",
            "wagtailadmin_workflows:disable", "wagtailadmin_workflows:disable_task",
            "wagtailadmin_workflows:remove",
        ),
        (
            "core.Rendition", "core.SiteDocument", "core.SiteIdentity", "core.SiteImage",
            "guardian.DisclosureSettings", "wagtailcore.CollectionViewRestriction",
            "wagtailcore.GroupCollectionPermission", "wagtailcore.GroupPagePermission",
            "wagtailcore.GroupSitePermission", "wagtailcore.TaskState", "wagtailcore.WorkflowContentType",
            "wagtailcore.WorkflowPage", "wagtailcore.WorkflowState", "wagtailcore.WorkflowTask",
            "wagtaildocs.Document", "wagtailimages.Image", "wagtailimages.Rendition",
            "wagtailredirects.Redirect",
        ),
    ),
    Deletion(
        "items that nobody kept: their words, then the rest but for a mark",
        "the clock, at night",
        "the table above says when; `purge --dry-run` says what is due",
        "none; what its source still publishes, and what is kept, held or used, is left alone",
        "1,000 a minute",
        ("feeds.refreshing.retention.clear_text", "feeds.refreshing.retention.remove_with_tombstone"),
    ),
    Deletion(
        "sessions, failed sign-ins, logs, unfinished forms and uploads, sent digests’ deliveries",
        "the clock, at night; `purge`",
        "the table above says when; `purge --dry-run` says how many are due",
        "none",
        "1,000 of each a minute; the log has the numbers",
        ("recalibrate.privacy.purge._delete", "recalibrate.privacy.purge._forget_upload"),
    ),
    Deletion(
        "old backups",
        "each new backup that is whole",
        "`RECALIBRATE_BACKUP_KEEP` says how many stay; the log says each that goes",
        "none",
        "all but the newest of 7 days, 5 weeks and 12 months, if nothing else is set",
        ("recalibrate.operations.backups.make.rotate",),
    ),
    Deletion(
        "the whole site, replaced by a backup",
        "`restore --replace`",
        "asks below the number of pages, items, subscriptions, log-ins and files; without a terminal "
        "`--gone` must name the number of pages",
        "a backup made before",
        "the site",
        (
            "recalibrate.operations.backups.database._load_sqlite",
            "recalibrate.operations.backups.database._load_postgres",
            "recalibrate.operations.backups.media.unpack",
        ),
    ),
    Deletion(
        "what an empty site begins with, replaced by an export",
        "`import_site`",
        "refused where there is a post, report, update or decision",
        "`set_up_site`",
        "an empty site",
        ("recalibrate.exchange.site_import.empty", "recalibrate.exchange.site_import.put_media_back"),
    ),
    Deletion(
        "Wagtail’s own “Welcome” page and unused groups",
        "`set_up_site`, `migrate`",
        "nothing: what anybody uses stays",
        "none is needed",
        "as many as Wagtail makes",
        ("recalibrate.home.site_pages.create_home_page", "recalibrate.home.make_roles.retire_wagtails_own"),
    ),
    Deletion(
        "what is made again from what stays: search entries, preview pictures, links found, uses, "
        "ended work, troubles that are over, half files",
        "the program",
        "nothing: readers and colleagues lose nothing",
        "it is made again",
        "what is out of date",
        (
            "recalibrate.link_checks.keep.forget_withdrawn", "recalibrate.link_checks.keep.store_page_links",
            "recalibrate.link_checks.keep.read_pages", "feeds.curating.uses.note_uses",
            "recalibrate.core.social_images.delete_file",
            "recalibrate.core.social_images.delete_social_image", "recalibrate.infra.storage.WholeFiles._save",
            "recalibrate.infra.storage.WholeFiles.forget_partial",
            "recalibrate.operations.backups.database._dump_sqlite",
            "recalibrate.operations.backups.database._unpacked",
            "recalibrate.operations.backups.database.verify_dump", "recalibrate.operations.backups.make._make",
            "recalibrate.operations.backups.make.sweep",
            "recalibrate.operations.health.alerts.raise_alarms",
            "recalibrate.operations.reap.forget_what_is_over", "recalibrate.operations.worker_loop.WorkerLoop.once",
            "recalibrate.core.failed_items._look", "recalibrate.core.failed_items._try",
            "recalibrate.operations.worker_loop.WorkerLoop.sign_off",
            "recalibrate.mail.server_status.clear", "recalibrate.exchange.site_export.take_out",
            "recalibrate.search.index.remove_entries", "recalibrate.search.index.rebuild",
        ),
    ),
)  # fmt: skip

# Bulk actions and addresses whose names sound like it, and that delete nothing.
HARMLESS = frozenset({
    "core.sitedocument:add_tags", "core.sitedocument:add_to_collection", "core.siteimage:add_tags",
    "core.siteimage:add_to_collection", "core.user:assign_role", "core.user:set_active_state",
    "wagtailcore.page:move", "wagtailcore.page:publish", "wagtailcore.page:unpublish",
})  # fmt: skip


def deletions_markdown() -> str:
    """The table of docs/assurance.md."""
    lines = ["| What goes | By whom | Said before | Way back | At most |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {' | '.join(row[:5])} |" for row in ROWS)])

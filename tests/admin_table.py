"""Who may do what: the table that tests/home/test_roles.py keeps and docs/editors.md shows."""

from fnmatch import fnmatchcase

C, E, A = "Contributor", "Editor", "Approver"
G, K, O = "Guardian", "Help-directory keeper", "Operator"  # noqa: E741

P = "Contact keeper"

EVERYBODY = {C, E, A, G, K, O, P}
NOBODY: set[str] = set()

# What is done, who may do it, and at which addresses (with * as in a shell). The first that fits counts.
TABLE: list[tuple[str, set[str], str]] = [
    ("Log in, keep one’s own account, choose pages and words to link to", EVERYBODY, """
        wagtailadmin_home wagtailadmin_account wagtailadmin_dismissibles wagtailadmin_log* wagtailadmin_sprite
        wagtailadmin_password_reset* wagtailadmin_javascript_catalog wagtailadmin_choose_page*
        editors-guide editors-guide-picture
        wagtailadmin_tag_autocomplete wagtailadmin_api:*:listing wagtailadmin_api:images:detail
        wagtailadmin_api:documents:detail wagtaildocs_chooser:choose* wagtailimages_chooser:choose*
        wagtaildocs_chooser:chosen_multiple wagtailimages_chooser:chosen_multiple
        wagtailsnippetchoosers_*:choose* wagtailadmin_editing_sessions:release wagtailembeds:*
        wagtailadmin_workflows:task_chooser* wagtailadmin_workflows:task_chosen
        wagtailadmin_reports:site_history* wagtailadmin_pages:choose_parent
        wagtailadmin_pages:confirm_workflow_cancellation"""),
    ("See what is published and one’s own drafts, and the reports on them", {C, E, G}, """
        wagtailadmin_explore* wagtailadmin_pages:search* wagtailadmin_pages:type_use* link-report*
        care-report* post-balance
        wagtailadmin_reports:aging_pages* wagtailadmin_reports:page_types_usage*
        wagtailadmin_reports:workflow* link-check"""),
    ("Write a post", {C, E}, """
        wagtailadmin_pages:add wagtailadmin_pages:add_subpage wagtailadmin_pages:preview_on_add"""),
    ("Upload pictures and documents", {C, E, G}, """
        wagtaildocs:index* wagtaildocs:add* wagtaildocs_chooser:cho* wagtaildocs_chooser:create
        wagtailimages:index* wagtailimages:add* wagtailimages_chooser:*"""),
    ("Change anybody’s pictures and documents", {E, G}, "wagtaildocs:* wagtailimages:*"),
    ("Edit, publish, move and withdraw anybody’s post", {E}, """
        wagtailadmin_pages:* wagtailadmin_reports:locked* wagtailadmin_editing_sessions:ping
        wagtailadmin_api:pages:detail"""),
    ("Hand in for a writer who is away", {E}, "post-checklist"),
    ("Curate the inbox, and round up what was kept", {E}, "inbox* curations:* round-up"),
    ("Take up stories and replies", {E}, "settle-contribution settle-reply"),
    ("Read stories and replies as they arrived", {E, P}, "contributions replies"),
    ("Read how to reach whoever wrote, and delete it", {P}, "contact delete-contact"),
    ("Keep the words and people that readers browse by, and the series", {E}, """
        wagtailsnippets_core_* wagtailsnippets_blog_series:* wagtailsnippetchoosers_*:create"""),
    ("Follow sources", {E, O}, "sources:*"),
    ("Send old addresses on", {E, O}, "wagtailredirects:*"),
    ("See how many subscribe", {E, O}, "digest-* subscribers"),
    ("Keep the help directory", {E, K}, "help-check* help_services:*"),
    ("Keep dates, and “you said, we did”", {E, G}, "dates:* you_said:*"),
    ("Write in the Guardian’s corner, and let the forum read a report", {E, G}, "guardian-invite"),
    ("Enter the Guardian’s figures, and see them before the board has met", {G}, """
        guardian-board guardian-figures-*"""),
    ("Say what is counted, and by what it is split", {G, O}, "figure_*"),
    ("Take back what was withheld by mistake", {O}, "guardian-withheld"),
    ("See how the site itself is", {O}, "condition"),
    ("Keep log-ins and give roles", {O}, "wagtailusers_users:* second-step-reset"),
    ("Keep the site’s name, look, address and digest", {O}, """
        wagtailsettings:* wagtailsites:edit wagtailsites:index* wagtailsites:history* wagtailsites:usage"""),
    ("Change roles, workflows and collections", NOBODY, """
        wagtailusers_groups:* wagtailadmin_workflows:* wagtailadmin_collections:* wagtailsites:*"""),
]  # fmt: skip

# Addresses that only answer in circumstances of their own; what they do is tried below, or is nothing.
ASIDE = """
    second-step second-step-set-up second-step-codes second-step-leave
    wagtailadmin_error_test wagtailadmin_block_preview wagtail_bulk_action wagtailsnippets:index
    wagtailadmin_tag_model_autocomplete wagtailadmin_api:*:find wagtailredirects:process_import
    wagtailadmin_login wagtailadmin_logout *:create_multiple_from_uploaded_*
    *:delete_upload_multiple wagtailadmin_pages:workflow_action
    wagtailadmin_pages:collect_workflow_action_data wagtailadmin_pages:unlock
    wagtailadmin_pages:convert_alias wagtailadmin_pages:move_confirm
    wagtailsnippetchoosers_*:chosen* wagtailimages:url_generator* wagtailimages:preview
    wagtailadmin_api:pages:action wagtailadmin_workflows:enable* sources:accept
    guardian-figures-choose wagtailsettings:preview_on_edit guardian-take-back
""".split()  # noqa: SIM905


def row_of(name: str) -> tuple[str, set[str]] | None:
    for action, roles, patterns in TABLE:
        if any(fnmatchcase(name, pattern) for pattern in patterns.split()):
            return action, roles
    return None


def is_aside(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in ASIDE)

"""Who may do what: the table that tests/home/test_roles.py keeps and docs/editors.md shows."""

from fnmatch import fnmatchcase

C, E, A = "Contributor", "Editor", "Approver"
G, K, O = "Guardian", "Help-directory keeper", "Operator"  # noqa: E741

P, R = "Contact keeper", "Organiser"

EVERYBODY = {C, E, A, G, K, O, P, R}
NOBODY: set[str] = set()

# What is done, who may do it, and at which addresses (with * as in a shell). The first that fits counts.
TABLE: list[tuple[str, set[str], str]] = [
    ("Sign in, keep their own account, choose pages and words to link to", EVERYBODY, """
        wagtailadmin_home signed-in wagtailadmin_account wagtailadmin_dismissibles wagtailadmin_log* wagtailadmin_sprite
        wagtailadmin_password_reset* wagtailadmin_javascript_catalog wagtailadmin_choose_page*
        wagtailadmin_block_preview wagtailadmin_tag_model_autocomplete
        editors-guide editors-guide-picture
        wagtailadmin_tag_autocomplete wagtailadmin_api:*:listing
        wagtaildocs_chooser:choose* wagtailimages_chooser:choose*
        wagtaildocs_chooser:chosen_multiple wagtailimages_chooser:chosen_multiple
        wagtailsnippetchoosers_*:cho* wagtailadmin_editing_sessions:release wagtailembeds:*
        wagtailadmin_workflows:task_chooser* wagtailadmin_workflows:task_chosen
        wagtailadmin_reports:site_history* wagtailadmin_pages:choose_parent"""),
    ("See what is published, their own drafts, and the reports on them", {C, E, G, R}, """
        wagtailadmin_explore* wagtailadmin_pages:search* wagtailadmin_pages:type_use* link-report*
        care-report* post-balance
        wagtailadmin_reports:aging_pages* wagtailadmin_reports:page_types_usage*
        wagtailadmin_reports:workflow* link-check"""),
    ("Write a post", {C, E}, """
        wagtailadmin_pages:add wagtailadmin_pages:add_subpage wagtailadmin_pages:preview_on_add"""),
    ("Upload pictures and documents", {C, E, G, R}, """
        wagtailadmin_api:images:* wagtailadmin_api:documents:*
        wagtaildocs:index* wagtaildocs:add* wagtaildocs_chooser:cho* wagtaildocs_chooser:create
        picture-in-text wagtailimages:index* wagtailimages:add* wagtailimages_chooser:*"""),
    ("Change anyone’s pictures and documents", {E, G}, "wagtaildocs:* wagtailimages:*"),
    ("Edit, publish, move and withdraw anyone’s post", {E}, """
        wagtailadmin_pages:* wagtailadmin_reports:locked* wagtailadmin_editing_sessions:ping
        wagtailadmin_api:pages:*"""),
    ("Hand in for a writer who is away", {E}, "post-checklist suggested-states"),
    ("Curate the inbox, and make round-ups", {E}, "inbox* curations:* round-up"),
    ("Bring in posts from WordPress or Tumblr, and take them back", {E}, "imports import"),
    ("Deal with stories and replies", {E}, "settle-contribution settle-reply"),
    ("Read stories and replies as they arrive", {E, P}, "contributions replies"),
    ("Read how to reach a writer, and delete it", {P}, "contact delete-contact"),
    ("Keep the vocabulary, the contributors and the series", {E}, """
        wagtailsnippets_core_* wagtailsnippets_blog_series:* wagtailsnippetchoosers_*:create merge-words"""),
    ("Follow sources", {E, O}, "sources:*"),
    ("Redirect old addresses", {E, O}, "wagtailredirects:*"),
    ("See how many subscribe", {E, O}, "digest-* subscribers"),
    ("Keep the help directory", {E, K}, "help-check* help_services:*"),
    ("Plan programmes, what people are asked in them, exercises and calls", {E, R}, """
        programme* wave-desk invented-results door-count raise-demand next-version preview-sheet questionnaires:*
        instruments:* exercises:* open_calls:*"""),
    ("Read what people wrote with their answers, and agree to quote it", {E, R}, "remarks quote-remark"),
    ("Keep dates, and “you said, we did”", {E, G}, "dates:* you_said:*"),
    ("Write in the Guardian’s corner, and let the forum read a report", {E, G},
     "guardian-invite guardian-look guardian-paper"),
    ("Enter the Guardian’s figures, and see them before the board has met", {G}, """
        guardian-board guardian-board-calendar guardian-figures-*"""),
    ("Say what is counted, and how it is broken down", {G, O}, "figure_* guardian-paste-rows"),
    ("Take back, with a second person, what was withheld by mistake", {E, G, O},
     "guardian-withheld guardian-unsuppress"),
    ("See whether the site is well", {O}, "health"),
    ("Look after log-ins and give roles", {O}, """
        wagtailusers_users:* second-step-reset invite invite-again trust-account-unlink"""),
    ("Keep the site’s name, look, address and weekly e-mail", {O}, """
        refused-subscriptions wagtailsettings:* wagtailsites:edit wagtailsites:index* wagtailsites:history*
        wagtailsites:usage"""),
    ("Change roles, workflows and collections", NOBODY, """
        wagtailusers_groups:* wagtailadmin_workflows:* wagtailadmin_collections:* wagtailsites:*"""),
]  # fmt: skip

# Addresses that the walk cannot judge: why not, and the test that does instead.
ASIDE = {
    "second-step second-step-set-up second-step-codes second-step-leave": (
        "for a colleague who has given a password and is not signed in yet, for their own phone",
        "tests/sign_in/test_second_step.py::test_no_address_of_the_admin_answers_after_the_password_alone",
    ),
    "trust-account trust-account-answer trust-account-link trust-account-go-on": (
        "for people who sign in with the Trust’s account, and no one while none is named",
        "tests/sign_in/test_trust_account.py::test_it_is_off_until_a_provider_is_named",
    ),
    "invitation": (
        "for people with the link of an invitation that still works",
        "tests/sign_in/test_invitations.py::test_a_link_works_once_and_for_a_week",
    ),
    "wagtailadmin_login wagtailadmin_logout": (
        "for people who are not signed in",
        "tests/sign_in/test_second_step.py::test_no_address_of_the_admin_answers_after_the_password_alone",
    ),
    "wagtail_bulk_action": (
        "one address for every bulk action of every kind of thing",
        "tests/home/test_roles.py::test_bulk_actions_take_only_what_one_may_touch_one_by_one",
    ),
    "*:create_multiple_from_uploaded_* *:delete_upload_multiple": (
        "belongs to the colleague who uploaded the file, whatever their role",
        "tests/home/test_odd_doors.py::test_an_unfinished_upload_is_its_uploaders_alone",
    ),
    "post-second-reading": (
        "for an approver who wrote none of a post at level 3, and for no one else",
        "tests/blog/test_workflow_answers.py::test_nobody_else_has_the_reading_page",
    ),
    "wagtailredirects:process_import": (
        "takes a form that the step before it has signed",
        "tests/home/test_odd_doors.py::test_redirects_are_imported_by_those_who_send_addresses_on",
    ),
    "wagtailimages:url_generator*": (
        "answers no one: pictures have no address that could be made up",
        "tests/home/test_odd_doors.py::test_what_is_not_in_use_answers_nobody",
    ),
    "wagtailsnippets:index": (
        "answers no one: what it would list has its own place in the menu",
        "tests/home/test_odd_doors.py::test_what_is_not_in_use_answers_nobody",
    ),
    "wagtailsettings:preview_on_edit": (
        "answers no one: no setting has a preview",
        "tests/home/test_odd_doors.py::test_what_is_not_in_use_answers_nobody",
    ),
    "wagtailadmin_error_test": (
        "fails on purpose, for anyone signed in, to try what happens to errors",
        "tests/home/test_odd_doors.py::test_the_address_that_fails_on_purpose_asks_for_a_log_in",
    ),
}


def row_of(name: str) -> tuple[str, set[str]] | None:
    for action, roles, patterns in TABLE:
        if any(fnmatchcase(name, pattern) for pattern in patterns.split()):
            return action, roles
    return None


def is_aside(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for patterns in ASIDE for pattern in patterns.split())

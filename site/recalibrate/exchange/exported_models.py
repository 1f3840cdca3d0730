"""What an export holds, and what stays behind and why. What is in neither list stays behind."""

from django.apps import apps
from django.db.models import Model, Q

# All models of these apps, but for those below.
APPS = {
    *("core", "help_services", "guardian", "events", "home", "blog", "feeds", "roundups", "exchange"),
    "programmes",
    "wagtailredirects",
}
ALSO = {
    *("wagtailcore.locale", "wagtailcore.collection", "wagtailcore.page", "wagtailcore.site"),
    *("wagtailcore.revision", "wagtailcore.comment", "wagtailcore.commentreply"),
    *("wagtailcore.pagelogentry", "wagtailcore.modellogentry"),
    *("wagtailcore.pageviewrestriction", "wagtailcore.collectionviewrestriction"),
    *("digest.digestsettings", "stories.writingsettings"),
}
SUBSCRIBERS = {"digest.subscription"}  # only if asked for: addresses of people
LEFT_OUT = {
    "core.rendition": "made again when a page is asked for",
    "core.faileditem": "what failed on this site",
    "core.siterevision": "counts what this site changed",
    "core.user_groups": "log-ins and what they may do are the new site’s own",
    "core.user_user_permissions": "log-ins and what they may do are the new site’s own",
    "programmes.ballotbox": "sealed with this site’s secret",
    "programmes.remark": "for those who read them here, and gone in 90 days",
    "programmes.spentnonce": "of forms that were counted here",
    "feeds.hosthold": "said by other servers, to this one",
    "link_checks.link": "found again weekly",
    "link_checks.link_pages": "found again weekly",
    "link_checks.pageread": "found again weekly",
    "blog.checkliststate": "belongs to a running workflow",
    "blog.checklisttask": "made by set_up_site",
    "blog.editortask": "made by set_up_site",
    "blog.editortask_groups": "made by set_up_site",
    "blog.secondapprovaltask": "made by set_up_site",
    "blog.secondapprovaltask_groups": "made by set_up_site",
}
# Emptied before an import: made anew from what came in, or pointing at what goes.
DERIVED = [
    *("wagtailcore.referenceindex", "wagtailsearch.indexentry", "search.searchentry", "core.rendition"),
    *("wagtailcore.grouppagepermission", "wagtailcore.groupcollectionpermission"),
    *("wagtailcore.groupsitepermission", "wagtailcore.workflowpage"),
    *("link_checks.link_pages", "link_checks.link", "link_checks.pageread"),
]


# What is not exported of a kind that is. Numbers of log-ins differ from site to site.
ROWS_LEFT_OUT = {
    # What people have begun to answer is answered where they began: its box stays behind.
    "programmes.wave": Q(released_at=None, box__isnull=False),
    "programmes.raisedconcern": Q(wave__released_at=None, wave__box__isnull=False),
    "wagtailcore.modellogentry": Q(content_type__app_label="core", content_type__model="user")
    | Q(content_type__app_label="auth")
    | Q(action__startswith="sign_in."),
}


def model_label(model: type[Model]) -> str:
    return model._meta.label_lower


def exported(*, with_subscribers: bool = False) -> list[type[Model]]:
    """Every kind in an export, in an order that never changes."""
    chosen = ALSO | (SUBSCRIBERS if with_subscribers else set())
    models = apps.get_models(include_auto_created=True)
    found = [
        model
        for model in models
        if (model._meta.app_label in APPS or model_label(model) in chosen)
        and model_label(model) not in LEFT_OUT
    ]
    return sorted(found, key=model_label)

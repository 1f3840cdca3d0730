"""An object of each kind that stands in an address of the admin, so that none is closed for want of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from admin_doors import Address
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from factories import HelpServiceFactory, PostPageFactory, YouSaidFactory
from planted_programmes import call, exercise, instrument, released
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Site, Workflow

from blog.models import EditorTask, PostIndexPage, PostPage, Series
from feeds.models import Curation, Source
from recalibrate.core.models import (
    Contributor,
    Discipline,
    HardPhrase,
    SiteImage,
    StateOfMind,
    Strategy,
    Synonym,
    User,
)
from recalibrate.events.models import Event
from recalibrate.exchange.models import ImportRun
from recalibrate.guardian.models import GuardianReportPage, SpreadsheetName, SuppressedRow
from recalibrate.link_checks.models import Link
from recalibrate.programmes.models import Questionnaire
from recalibrate.stories.models import Contact, Contribution, Reply


@dataclass(frozen=True)
class Examples:
    """What was planted, as any address names it. The post is a draft by someone else."""

    arguments: Callable[[str, tuple[str, ...]], dict[str, object]]
    queries: dict[str, dict[str, object]]

    def url(self, address: Address) -> str:
        path = reverse(address.name, kwargs=self.arguments(address.name, address.arguments))
        query = self.queries.get(address.name)
        return f"{path}?{urlencode(query)}" if query else path


def plant(guardian_report: GuardianReportPage) -> Examples:
    now = timezone.now()
    owner = User.objects.create_user("somebody-else")
    post, submitted = PostPageFactory(live=False, owner=owner), PostPageFactory(live=False, owner=owner)
    live = PostPageFactory(owner=owner)
    state = submitted.get_workflow().start(submitted, owner)
    waiting = PostPageFactory(live=False, owner=owner)
    reading = waiting.get_workflow().start(waiting, owner)
    reading.current_task_state.approve(user=owner)  # the checklist: now it waits for an editor
    reading.refresh_from_db()
    image = SiteImage.objects.create(title="i", file=get_test_image_file(), description="x")
    document = get_document_model().objects.create(title="d", file=ContentFile(b"x", "x.txt"))
    source = Source.objects.create(
        name="A",
        slug="a",
        site_url="https://a.example/",
        feed_url="http://127.0.0.1:1/",
        moved_to="http://127.0.0.1:2/",
    )
    item, other = (source.items.create(identity=each * 64, title=each) for each in "12")
    kept = Curation.objects.create(item=other, decision="keep", decided_by=owner, line="Here.")
    redirect = Redirect.add_redirect("/a", "/b")
    collection = Collection.get_first_root_node().add_child(name="One")
    story = Contribution.objects.create(byline="A porter", who_is_in_it="nobody", text="T", not_before=now)
    reply = Reply.objects.create(page=live, text="Thank you.")
    contact = Contact.objects.create(reply=reply, address="a@a.example", forget_on=now)
    index = PostIndexPage.objects.get()
    wave = released()
    rows = {
        "wagtailsnippets_core_stateofmind": StateOfMind, "wagtailsnippets_core_strategy": Strategy,
        "wagtailsnippets_core_discipline": Discipline, "wagtailusers_groups": Group, "wagtailsites": Site,
        "wagtailsnippets_core_contributor": Contributor, "wagtailsnippets_core_synonym": Synonym,
    }  # fmt: skip
    pks: dict[str, object] = {space: model.objects.first().pk for space, model in rows.items()}
    pks |= {
        "wagtailsnippets_core_hardphrase": HardPhrase.objects.create(name="gone", subject="suicide").pk,
        "wagtailsnippets_blog_series": Series.objects.create(name="S", slug="s").pk,
        "help_services": HelpServiceFactory().pk,
        "help-check": HelpServiceFactory().pk,
        "you_said": YouSaidFactory().pk,
        "dates": Event.objects.create(title="E", kind="forum", starts_at=now, ends_at=now + timedelta(1)).pk,
        "sources": source.pk,
        "inbox-decide": item.pk,
        "inbox-not-the-same": item.pk,
        "inbox-the-same": item.pk,
        "link-check": Link.objects.create(address="http://127.0.0.1:1/", next_check_at=now).pk,
        "curations": kept.pk,
        "import": ImportRun.objects.create(kind="wordpress", name="x.xml", state="checked").pk,
        "exercises": exercise().pk,
        "open_calls": call().pk,
        "questionnaires": Questionnaire.objects.get(moment="before").pk,
        "next-version": wave.questionnaire_id,
        "preview-sheet": wave.questionnaire_id,
        "programme-desk": wave.programme_id,
        "programme-copy": wave.programme_id,
        "door-count": wave.session_id,
        "wave-desk": wave.pk,
        "raise-demand": wave.pk,
        "remarks": wave.pk,
        "quote-remark": wave.pk,
        "invented-results": wave.pk,
        "instruments": instrument().pk,
        "figure_names": SpreadsheetName.objects.create(
            kind="grade", written="F1", meaning="f1", said="FY1"
        ).pk,
        "settle-contribution": story.pk,
        "settle-reply": reply.pk,
        "contact": contact.pk,
        "delete-contact": contact.pk,
        "second-step-reset": owner.pk,
        "trust-account-unlink": owner.pk,
        "invite-again": User.objects.create(username="invited", email="i@t.example", password="!").pk,
        "wagtailusers_users": owner.pk,
        "wagtailadmin_collections": collection.pk,
        "wagtailadmin_workflows": state.workflow_id,
        "wagtailadmin_api:pages": post.pk,
        "wagtailadmin_api:images": image.pk,
        "wagtailadmin_api:documents": document.pk,
        "post-checklist": submitted.pk,
        "suggested-states": post.pk,
        "post-second-reading": submitted.pk,
        "guardian-invite": guardian_report.pk,
        "guardian-look": guardian_report.pk,
        "guardian-paper": guardian_report.pk,
        "guardian-board": guardian_report.pk,
        "guardian-figures-grid": guardian_report.pk,
        "wagtailsettings": 1,
        "guardian-unsuppress": SuppressedRow.objects.earliest("pk").pk,
        "merge-words": StateOfMind.objects.get(slug="fatigue").pk,
        "wagtailadmin_pages": post.pk,
    }
    others: dict[str, object] = {
        "page_id": post.pk, "parent_page_id": index.pk, "page_to_move_id": post.pk,
        "destination_id": index.pk,
        "image_id": image.pk, "document_id": document.pk, "doc_id": document.pk,
        "revision_id": post.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest",
        "action_name": "publish", "task_state_id": state.current_task_state.pk,
        "task_id": state.current_task_state.task_id, "workflow_state_id": state.pk, "page_pk": index.pk,
        "workflow_pk": state.workflow_id, "session_id": 1, "object_id": post.pk, "redirect_id": redirect.pk,
        "collection_id": collection.pk, "key": guardian_report.period.key, "form": "csv",
        "subject_path": "everything", "filter_spec": "original", "uidb64": "x", "token": "y",
        "uploaded_file_id": 1, "kind": "stateofmind",
        "app_label": "blog", "model_name": "postpage", "action": "publish", "app_name": "core",
        "content_type_app_name": "blog", "content_type_model_name": "postpage",
    }  # fmt: skip
    of_the_waiting = {
        "page_id": waiting.pk, "action_name": "approve", "task_state_id": reading.current_task_state_id,
    }  # fmt: skip
    special = {
        "wagtailadmin_pages:convert_alias": {"page_id": live.create_alias(update_slug="alias").pk},
        "wagtailadmin_pages:workflow_action": of_the_waiting,
        "wagtailadmin_pages:collect_workflow_action_data": of_the_waiting,
        "wagtailadmin_workflows:enable": {"pk": Workflow.objects.create(name="Old", active=False).pk},
        "wagtailadmin_workflows:enable_task": {"pk": EditorTask.objects.create(name="Old", active=False).pk},
        "wagtailadmin_tag_model_autocomplete": {"model_name": "stateofmind"},
        "editors-guide-picture": {"file": "first-screen.png"},
        "settle-contribution": {"way": "aside"},
        "settle-reply": {"way": "dismiss"},
        "wagtailadmin_editing_sessions:ping": {"app_label": "wagtailcore", "model_name": "page"},
        "wagtailsettings:edit": {"model_name": "siteidentity"},
        "wagtailsettings:preview_on_edit": {"model_name": "siteidentity"},
        "wagtailadmin_workflows:add_task": {"app_label": "blog", "model_name": "editortask"},
        "wagtailadmin_workflows:edit_task": {"pk": state.current_task_state.task_id},
        "wagtailadmin_workflows:disable_task": {"pk": state.current_task_state.task_id},
        "wagtailadmin_pages:unpublish": {"page_id": live.pk},
        "wagtailadmin_pages:workflow_preview": {"page_id": submitted.pk},
        "wagtailadmin_pages:workflow_history_detail": {"page_id": submitted.pk},
        "wagtailadmin_pages:confirm_workflow_cancellation": {"page_id": submitted.pk},
    }

    def arguments(name: str, wanted: tuple[str, ...]) -> dict[str, object]:
        own = {"pk": pks.get(name.rpartition(":")[0] or name, 1)}
        return {key: (own | others | special.get(name, {}))[key] for key in wanted}

    text = PostPage._meta.get_field("body").stream_block.child_blocks["text"]
    queries: dict[str, dict[str, object]] = {
        "guardian-figures-choose": {"key": guardian_report.period.key, "form": "csv"},
        "wagtailadmin_api:pages:find": {"id": post.pk},
        "wagtailadmin_api:images:find": {"id": image.pk},
        "wagtailadmin_api:documents:find": {"id": document.pk},
        "wagtailadmin_block_preview": {"id": text.definition_prefix},
    }
    return Examples(arguments, queries)

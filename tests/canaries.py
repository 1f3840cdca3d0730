"""A secret word in every kind of thing that is not for everybody: what the canary crawl looks for.

Each is `qz` + its kind and part + `zq`, as in `qzdraftztitlezq`: letters only, so that no escaping hides it.
All titles begin with one more word, by which searches find them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_tasks_db.models import DBTaskResult
from factories import GuardianUpdatePageFactory, PostPageFactory
from planted_programmes import fill, open_now, programme, session, wave
from wagtail.actions.delete_page import DeletePageAction
from wagtail.admin.models import FormState
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    Page,
    PageViewRestriction,
    UploadedFile,
)

from feeds.models import Item, Source
from recalibrate.core.models import SiteDocument, SiteImage, User
from recalibrate.digest.models import Subscription
from recalibrate.exchange.models import ImportRun
from recalibrate.guardian.models import GuardianReportPage
from recalibrate.operations.models import Backup, Trouble
from recalibrate.programmes.models import Remark
from recalibrate.sample.reports import load_reports
from recalibrate.stories.keep import keep_contact, keep_story
from recalibrate.stories.models import Reply
from recalibrate.stories.settle import set_aside

SEARCHED = "canarybird"
FIGURE = 7_319_137
SECRET = re.compile(r"qz([a-z]+?)z([a-z]+?)zq|7,?319,?137")


made: set[str] = set()


def secret(kind: str, part: str) -> str:
    made.add(f"{kind}: {part}")
    return f"qz{kind}z{part}zq"


def secrets_in(text: str) -> set[str]:
    """By kind and part, as in “draft: title”."""
    found = SECRET.finditer(text.lower())
    return {f"{match[1]}: {match[2]}" if match[1] else "report: figure" for match in found} & made


@dataclass
class Planted:
    pages: list[Page] = field(default_factory=list)
    documents: list[SiteDocument] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # names in the media


def titled(kind: str) -> str:
    return f"{SEARCHED.title()} {secret(kind, 'title')}"


def words(kind: str, part: str = "words") -> str:
    return f"<p>Then {secret(kind, part)} happened.</p>"


def text(kind: str, part: str = "words") -> list[dict[str, str]]:
    return [{"type": "text", "value": words(kind, part)}]


def plant() -> Planted:
    """One of each kind, by people who are none of those that look for them."""
    planted = Planted()
    owner = User.objects.create_user("somebody-else", email=f"{secret('colleague', 'address')}@a.example")
    for plant_some in (posts, changes, report, restricted_pages, stories, documents, sources, programmes):
        plant_some(planted, owner)
    behind_the_scenes(planted, owner)
    planted.files = sorted(all_files())
    return planted


def a_draft(kind: str, owner: User, **more: Any) -> Any:
    parts = {"title": titled(kind), "summary": f"{secret(kind, 'summary')}.", "body": text(kind)}
    return PostPageFactory(**{**parts, "owner": owner, "live": False, "slug": f"a-{kind}", **more})


def posts(planted: Planted, owner: User) -> None:
    shared = SiteImage.objects.create(title="Shared", file=get_test_image_file(), description="A ward")
    draft = a_draft("draft", owner, cover_image=shared)  # its usage must not name the draft
    Comment.objects.create(page=draft, user=owner, text=secret("draft", "note"), contentpath="title")
    waiting = a_draft("waiting", owner, sensitivity=3, content_note="A death.", second_approver="")
    state = waiting.get_workflow().start(waiting, owner)
    for _ in range(2):  # the checklist, and an editor
        state.current_task_state.approve(user=owner, comment=secret("waiting", "comment"))
        state.refresh_from_db()
    assert state.current_task_state.task.name.startswith("A second pair of eyes")
    withdrawn = a_draft("withdrawn", owner, live=True)
    withdrawn.unpublish()
    deleted = a_draft("deleted", owner)
    DeletePageAction(deleted, owner).execute(skip_permission_checks=True)
    planted.pages += [draft, waiting, withdrawn]


def changes(planted: Planted, owner: User) -> None:
    """Words of a published post that are not public: those that were, and those that are to be."""
    changed = PostPageFactory(slug="changed", title="Changed", body=text("changed", "before"), owner=owner)
    changed.body = changed.body.stream_block.to_python([{"type": "text", "value": "<p>Public words.</p>"}])
    changed.save_revision(user=owner).publish()
    changed.title, changed.body = titled("changed"), changed.body.stream_block.to_python(text("changed"))
    changed.save_revision(user=owner)
    planted.pages.append(changed)


def report(planted: Planted, owner: User) -> None:
    load_reports()
    embargoed = GuardianReportPage.objects.get(slug="2026-27-q2")
    made.add("report: figure")
    embargoed.figures.filter(measure__slug="er_closed", category__slug="all").update(value=FIGURE)
    embargoed.title, embargoed.headline = titled("report"), f"{secret('report', 'headline')}."
    embargoed.save_revision(user=owner).publish()
    assert not GuardianReportPage.objects.get(pk=embargoed.pk).live
    planted.pages.append(embargoed)


def restricted_pages(planted: Planted, owner: User) -> None:
    """Published, for some readers only."""
    ways = {"loginpage": "login", "grouppage": "groups", "passwordpage": "password"}
    for kind, way in ways.items():
        page = GuardianUpdatePageFactory(
            title=titled(kind), summary=f"{secret(kind, 'summary')}.", body=text(kind), slug=kind, owner=owner
        )
        password = secret("password", "itself") if way == "password" else ""
        rule = PageViewRestriction.objects.create(page=page, restriction_type=way, password=password)
        if way == "groups":
            rule.groups.add(Group.objects.get(name="Guardian"))
        planted.pages.append(page)


def stories(planted: Planted, owner: User) -> None:
    picture = get_test_image_file().file.getvalue() + secret("picture", "itself").encode()
    for kind, reason in (("held", "Perhaps spam."), ("story", ""), ("aside", "Perhaps spam.")):
        answers = {
            "title": titled(kind), "text": secret(kind, "words"), "byline": secret("byline", "name"),
            "who_is_in_it": "nobody", "state": None, "picture": (picture, "png"),
            "picture_says": secret("picture", "says"), "contact": f"{secret('contact', 'address')}@a.example",
        }  # fmt: skip
        story = keep_story(answers, reason)
        assert bool(story.held_because) == bool(reason), story.held_because
        if kind == "aside":
            set_aside(story)
        story.refresh_from_db()
        picture_of_a_story(story.picture)
        planted.pages += [story.page] if story.page else []
    reply = Reply.objects.create(
        page=PostPageFactory(), text=secret("reply", "words"), name=secret("reply", "name")
    )
    keep_contact(f"{secret('contact', 'reply')}@a.example", reply=reply)


def picture_of_a_story(picture: SiteImage) -> None:
    """Under a name that can be looked for, and with a size of it as editors’ lists have it."""
    content, name = (
        default_storage.open(picture.file.name).read(),
        f"story-{secret('picture', 'name')}-{picture.pk}",
    )
    picture.file = ContentFile(content, f"{name}.png")
    picture.save()
    size = picture.get_rendition("max-165x165")
    default_storage.delete(size.file.name)
    default_storage.save(size.file.name, ContentFile(content))


def documents(planted: Planted, owner: User) -> None:
    for kind, way in {"open": "none", "login": "login", "groups": "groups"}.items():
        collection = Collection.get_first_root_node().add_child(name=kind)
        if way != "none":
            rule = CollectionViewRestriction.objects.create(collection=collection, restriction_type=way)
            if way == "groups":
                rule.groups.add(Group.objects.get(name="Guardian"))
        said = "For everybody." if way == "none" else secret(f"{kind}document", "words")
        document = SiteDocument.objects.create(
            title=f"{SEARCHED} {secret('document', 'title')}",
            file=ContentFile(said.encode(), f"{kind}.txt"),
            collection=collection,
        )
        Path(document.file.path).parent.mkdir(exist_ok=True)  # Wagtail sends them from the folder
        Path(document.file.path).write_bytes(document.file.read())
        planted.documents.append(document)


def sources(planted: Planted, owner: User) -> None:
    source = Source.objects.create(
        name="A source",
        slug="a-source",
        site_url="https://a.example/",
        feed_url=f"https://a.example/feed?token={secret('source', 'token')}",
        last_error=f"No answer from https://a.example/feed?token={secret('source', 'token')}",
        error_streak=5,
        next_check_at=timezone.now() + timedelta(days=1),
    )
    Item.objects.create(
        source=source,
        identity="1" * 64,
        fingerprint="1" * 64,
        title=titled("item"),
        excerpt=f"{secret('item', 'words')}.",
        url="https://a.example/1",
    )


def programmes(planted: Planted, owner: User) -> None:
    """A programme that is a draft, an open form with words in its box, and a remark that worries."""
    planted.pages.append(programme(titled("programme"), slug="draft-programme", live=False))
    open_form = open_now(wave(session(programme("Evenings"))))
    fill(open_form, 12, useful=4, knows=4, knew=2, change=[1, 2], say=secret("box", "words"))
    Remark.objects.create(
        wave=open_form, question="say", text=secret("remark", "words"), is_worrying=True,
        forget_on=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip


def behind_the_scenes(planted: Planted, owner: User) -> None:
    now, post = timezone.now(), planted.pages[0]
    kind_of_post = ContentType.objects.get_for_model(type(post))
    address = f"{secret('subscriber', 'address')}@a.example"
    Subscription.objects.create(email=address, lists="everything", token=secret("subscriber", "token"))
    guess = {"username": secret("guess", "name"), "ip_address": "192.0.2.1", "path_info": "/admin/login/"}
    AccessAttempt.objects.create(**guess, get_data="", post_data="", failures_since_start=3)
    AccessFailureLog.objects.create(**guess)
    StaticDevice.objects.create(user=owner, name="codes").token_set.create(token=secret("code", "one"))
    ImportRun.objects.create(kind="wordpress", name=f"{secret('import', 'name')}.xml", state="checked")
    Backup.objects.create(name=secret("backup", "name"), started_at=now, finished_at=now)
    Trouble.objects.create(check_name="disk", words=secret("trouble", "words"), since=now)
    DBTaskResult.objects.create(
        task_path="recalibrate.digest.tasks.send",
        args_kwargs={"args": [secret("task", "argument")], "kwargs": {}},
        queue_name="default",
        backend_name="background",
        run_after=now,
        exception_class_path="",
        traceback=secret("task", "traceback"),
    )
    FormState.objects.create(
        user=owner,
        content_type=kind_of_post,
        object_id=str(post.pk),
        data=f"title={secret('form', 'words')}",
        last_updated_at=now,
    )
    UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(SiteDocument),
        file=ContentFile(secret("upload", "words").encode(), "upload.txt"),
        uploaded_by_user=owner,
    )


def all_files(folder: str = "") -> Iterator[str]:
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for inner in folders:
        yield from all_files(f"{folder}/{inner}".lstrip("/"))

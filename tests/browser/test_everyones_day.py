"""The commonest jobs of approvers, Guardians, operators, and of who was asked for changes, counted like an editor’s."""

import re

import pytest
from counted_jobs import counted, desk_of, press
from playwright.sync_api import Browser, expect
from running_site import SampleSite, in_another_process

pytestmark = pytest.mark.browser
TITLE = "The drug cupboard at four"
HANDED_IN = f"""
from blog import checklist
from blog.models import PostContributor, PostIndexPage, PostPage
from recalibrate.core.models import Contributor, StateOfMind, User
contributor, editor = (User.objects.get(username=name) for name in ("contributor", "editor"))
post = PostPage(
    title={TITLE!r}, summary="What was in my hand.", sensitivity=3, content_note="Mentions suicide.", live=False,
    owner=contributor, primary_state=StateOfMind.objects.first(), is_just_a_story=True,
    body=[{{"type": "text", "value": "<p>I put it back, and rang.</p>"}}],
)
PostIndexPage.objects.get().add_child(instance=post)
post.post_contributors.add(PostContributor(contributor=Contributor.objects.first()))
post.save_revision(user=contributor)
post.get_workflow().start(post, contributor)
answers = {{"patients": "none", "promises": [promise.key for promise in checklist.PROMISES]}}
for colleague, said in ((contributor, answers), (editor, {{}})):
    state = PostPage.objects.get(pk=post.pk).current_workflow_task_state
    state.task.specific.on_action(state.specific, colleague, "approve", **said)
"""
AS_BEFORE = f"from blog.models import PostPage; PostPage.objects.get(title={TITLE!r}).delete()"

UNDECIDED = """
from feeds.models import Curation
newest = Curation.objects.order_by("-decided_at", "-pk").values_list("pk", flat=True)[:10]
Curation.objects.filter(pk__in=list(newest)).delete()
"""


def test_a_hard_post_goes_back_and_is_agreed_to(browser: Browser, sample_site: SampleSite) -> None:
    in_another_process(sample_site, HANDED_IN)
    approver = desk_of(browser, sample_site, "approver")
    with counted(approver, "Ask for changes to a post at level 3"):
        approver.get_by_role("link", name=f"Be the second pair of eyes for “{TITLE}”").click()
        approver.get_by_label("Comment").click()
        approver.keyboard.type("Say where help is.")
        approver.get_by_role("button", name="Ask for changes").click()
        expect(approver.get_by_text("Its writer has been told what to change.")).to_be_visible()

    writer = desk_of(browser, sample_site, "contributor")
    with counted(writer, "Make the changes asked for and hand in again"):
        writer.get_by_role("link", name=f"Make the changes asked for in “{TITLE}”").click()
        expect(writer.get_by_text("Say where help is.").first).to_be_visible()
        writer.locator("#id_summary").click()
        writer.keyboard.press("End")
        writer.keyboard.type(" Help is below.")
        press(writer, "Hand in again")
        expect(writer.get_by_text("A colleague who did not write it reads it next.")).to_be_visible()
    writer.context.close()

    approver.goto("/admin/")
    with counted(approver, "Read a post at level 3 and agree to it"):
        approver.get_by_role("link", name=f"Be the second pair of eyes for “{TITLE}”").click()
        approver.get_by_role("button", name="I have read it and agree").click()
        expect(approver.get_by_text("An editor reads it next.")).to_be_visible()
    approver.context.close()
    in_another_process(sample_site, AS_BEFORE)


def test_a_guardian_tells_what_is_new_and_lets_the_forum_read(
    browser: Browser, sample_site: SampleSite
) -> None:
    page = desk_of(browser, sample_site, "guardian")
    with counted(page, "Write an update and publish it"):
        page.get_by_role("link", name="Write an update").click()
        page.wait_for_url("**/add/guardian/guardianupdatepage/**")
        expect(page.locator("#id_title")).to_be_focused()
        page.keyboard.type("Rest rooms open")
        page.locator("#id_summary").focus()
        page.keyboard.type("From Monday there are two.")
        text = page.locator("#body-root").get_by_role("textbox").first
        text.focus()
        page.keyboard.insert_text("The keys are at switchboard.")
        press(page, "Publish")
        expect(page.get_by_text("“Rest rooms open” is public.")).to_be_visible()
    page.goto("/admin/")
    with counted(page, "Let the forum read a report before the board"):
        page.get_by_role("link", name=re.compile("under embargo")).click()
        page.locator("header").get_by_role("button", name="Actions").click()
        page.get_by_role("link", name="Let the forum read it").click()
        page.get_by_label("E-mail addresses").click()
        page.keyboard.type("forum@fenwold.example")
        page.get_by_label("I have looked at this.").click()
        page.get_by_role("button", name="Send").click()
        expect(page.locator("a[href*='/guardian/preview/']")).to_be_visible()
    page.context.close()


def test_an_editor_keeps_one_item_and_passes_over_nine(browser: Browser, sample_site: SampleSite) -> None:
    page = desk_of(browser, sample_site, "editor")
    with counted(page, "Keep one item of the inbox with a line, and pass over nine"):
        page.get_by_role("link", name=re.compile(r"Decide on \d+ items")).click()
        page.wait_for_load_state()  # keys count from then on
        for _ in range(9):
            first = page.locator("[data-item] [data-open]").first.get_attribute("href")
            page.keyboard.press("p")
            expect(page.locator("[data-item] [data-open]").first).not_to_have_attribute("href", str(first))
            page.wait_for_load_state()
        page.keyboard.press("1")
        page.keyboard.press("s")
        page.keyboard.type("It helped here.")
        page.keyboard.press("Enter")
        expect(page.locator("[data-last]:not([hidden])")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.close()
    in_another_process(sample_site, UNDECIDED)

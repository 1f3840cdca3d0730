"""A picture whose file is missing, cut off or no picture at all: everything that shows it does without."""

import io

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from factories import PostPageFactory
from PIL import Image

from blog.models import PostPage
from recalibrate.core.models import FailedItem, Rendition, SiteIdentity, SiteImage, User

# Wagtail leaves the temporary file of a size that it could not draw to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def whole(form="JPEG"):
    out = io.BytesIO()
    Image.effect_noise((900, 600), 90).convert("RGB").save(out, form)
    return out.getvalue()


def picture():
    file = ImageFile(io.BytesIO(whole()), name="cover.jpg")
    return SiteImage.objects.create(title="A picture", description="x", file=file)


DAMAGE = {
    "cut off": lambda content: content[: len(content) // 3],
    "a few bytes": lambda content: content[:20],
    "empty": lambda content: b"",
    "no picture": lambda content: b"<html>" + content,
    "flipped in the middle": lambda content: content[:400] + bytes(200) + content[600:],
    "missing": None,
}


LISTS = ("/", "/posts/", "/feeds/all.xml", "/feeds/all.atom", "/feeds/everything.json", "/states/fatigue/",
         "/sitemap.xml", "/search/?q=post")  # fmt: skip


@pytest.fixture(params=DAMAGE)
def damaged(request, home):
    image = picture()
    damage = DAMAGE[request.param]
    if damage is None:
        image.file.storage.delete(image.file.name)
    else:
        with image.file.storage.open(image.file.name, "wb") as file:
            file.write(damage(whole()))
    return image


def test_its_post_every_list_and_every_feed_come_out(client, damaged):
    block = {"image": {"image": damaged.pk, "alt_text": "x", "decorative": False}, "caption": ""}
    post = PostPageFactory(title="A post", cover_image=damaged, body=[{"type": "image", "value": block}])
    PostPageFactory(title="Another post")
    SiteIdentity.objects.update(logo=damaged)

    for address in (*LISTS, f"/posts/{post.slug}/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        if not address.startswith(("/sitemap", "/search")):
            assert "A post" in answer.content.decode(), address


def test_the_admin_shows_its_lists_and_its_own_screens_and_the_desk_names_it(client, damaged, settings):
    client.force_login(User.objects.create_superuser("root"))
    for name, args in (
        ("wagtailimages:index", []),
        ("wagtailimages:edit", [damaged.pk]),
        ("wagtailimages:delete", [damaged.pk]),
        ("wagtailimages_chooser:choose", []),
        ("wagtailimages_chooser:chosen", [damaged.pk]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 200, name

    if FailedItem.objects.exists():  # some decoders make something of some damage
        html = client.get("/admin/").content.decode()
        assert "“A picture” cannot be opened: upload the picture again" in html


def test_a_picture_that_is_whole_is_drawn_as_ever_and_one_that_was_mended_leaves_the_desk(client, home):
    image = picture()
    PostPageFactory(title="A post", cover_image=image)

    assert client.get("/").status_code == 200
    assert Rendition.objects.filter(image=image).count() >= 6
    assert not FailedItem.objects.exists()
    assert PostPage.objects.filter(cover_image=image).exists()

"""The editors' guide: one text, in the repository and in the admin, with pictures that have a recipe each."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from guide_pictures import PICTURES, RECIPES, ROOT

from recalibrate.core.models import User
from recalibrate.guide.reading import guide

MOST_BYTES = 60 * 1024
NAMES = sorted(recipe.name for recipe in RECIPES)


def named_in_the_guide() -> list[str]:
    return sorted(re.findall(r"\]\(pictures/([a-z-]+)\.png\)", (ROOT / "docs/editors.md").read_text()))


def test_every_picture_of_the_guide_has_a_recipe_and_every_recipe_its_picture():
    assert named_in_the_guide() == NAMES
    assert sorted(path.stem for path in PICTURES.iterdir()) == NAMES


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}

    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("role", ["Editor", "Contributor", "Guardian", "Help-directory keeper"])
def test_whoever_may_log_in_reads_the_guide_in_the_admin(client, home, role):
    user = User.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    html = client.get("/admin/guide/").content.decode()

    for anchor, name in guide().sections:
        assert f'<a href="#{anchor}">' in html
        assert f'<h2 id="{anchor}">' in html
        assert name
    for name in NAMES:
        assert f'src="/admin/guide/{name}.png"' in html
    assert not re.findall(r'href="[^"#]*\.md', html)


def test_its_pictures_are_for_who_is_logged_in(client, home):
    address = f"/admin/guide/{NAMES[0]}.png"
    assert client.get(address).status_code == 302

    user = User.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)

    response = client.get(address)
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert client.get("/admin/guide/none-such.png").status_code == 404


def test_forms_lead_to_chapters_that_there_are(client, home):
    chapters = {anchor for anchor, _ in guide().sections}
    code = "".join(
        path.read_text() for folder in ("site", "blog", "feeds") for path in (ROOT / folder).rglob("*.py")
    )
    named = set(re.findall(r'GuideLink\("([a-z-]+)"\)', code))

    assert len(named) >= 5
    assert named <= chapters
    client.force_login(User.objects.create_superuser("operator"))
    html = client.get("/admin/you_said/new/").content.decode()
    assert 'href="/admin/guide/#the-guardians-corner"' in html


def test_the_image_that_is_deployed_has_the_guide():
    ignored = (ROOT / ".dockerignore").read_text()
    assert "!docs/editors.md" in ignored
    assert "!docs/pictures" in ignored
    assert "COPY --chown=root:root docs docs" in (ROOT / "Dockerfile").read_text()
    assert Path(ROOT / "docs/editors.md").is_file()

"""Archives from elsewhere are looked at before anything of them is believed."""

import zipfile

import pytest

from recalibrate.exchange import archive
from recalibrate.exchange.archive import Archive, ArchiveRefused


@pytest.mark.parametrize(
    "name", ["../outside.txt", "a/../../outside.txt", "/etc/outside", "C:/outside", "a\\..\\outside"]
)
def test_a_name_that_leads_elsewhere_refuses_the_whole(zipped, name):
    with pytest.raises(ArchiveRefused, match="land elsewhere"):
        Archive(zipped(**{name: "x"}))


def test_a_link_refuses_the_whole(tmp_path):
    entry = zipfile.ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr(entry, "/etc/passwd")

    with pytest.raises(ArchiveRefused, match="link"):
        Archive(tmp_path / "a.zip")


def test_what_unpacks_to_far_more_than_its_size_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("bomb", b"\0" * 5_000_000)

    with pytest.raises(ArchiveRefused, match="200 times"):
        Archive(tmp_path / "a.zip")


def test_too_many_files_and_too_many_bytes_are_refused(zipped, monkeypatch):
    path = zipped(a="12345", b="12345")
    monkeypatch.setattr(archive, "MOST_FILES", 1)
    with pytest.raises(ArchiveRefused, match="more than 1 files"):
        Archive(path)
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    monkeypatch.setattr(archive, "MOST_BYTES", 9)
    with pytest.raises(ArchiveRefused, match="unpacks to more"):
        Archive(path)


def test_a_file_that_is_larger_than_it_says_is_refused(zipped):
    path = zipped(a="1" * 500)
    content = path.read_bytes().replace((500).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    path.write_bytes(content)

    with Archive(path) as opened, pytest.raises(ArchiveRefused):
        opened.read("a")


def test_no_zip_at_all_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no zip")

    with pytest.raises(ArchiveRefused, match="neither a folder nor a zip"):
        Archive(tmp_path / "a.zip")


def test_a_folder_is_read_like_a_zip_and_its_links_are_not_followed(tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "1.html").write_text("x")
    (tmp_path / "link").symlink_to("/etc/passwd")

    with Archive(tmp_path) as opened:
        assert opened.names == ["posts/1.html"]
        assert opened.read("posts/1.html") == b"x"

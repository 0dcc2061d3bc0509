"""A folder of .vcf files, shared with other programs."""

import errno
import os
import subprocess
import sys
import threading
import types

import pytest

from adapters import disk, vdir
from adapters.vdir import VdirBook, collections
from sync.ports import BookMissing, CardRefused, PreconditionFailed
from tests.address_book_suite import AddressBookSuite, card, etag_of, stored


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "contacts"
    place.mkdir()
    return place


class TestVdir(AddressBookSuite):
    @pytest.fixture
    def open_book(self, folder):
        return lambda: VdirBook(folder)


def test_cards_come_back_byte_for_byte(folder):
    text = b"BEGIN:VCARD\nVERSION:3.0\nFN:\xe9 in Latin-1\nX-ODD;P=1:  kept \nEND:VCARD\n"
    (folder / "odd.vcf").write_bytes(text)
    assert [(h, c) for h, _, c in VdirBook(folder).fetch(["odd.vcf"])] == [("odd.vcf", text)]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.vcf",
        ".a.vcf.x1.tmp",
        "a.vcf.tmp",
        "a.vcf~",
        "notes.txt",
        "displayname",
        "color",
        ".syncthing.a.vcf.tmp",
    ],
)
def test_files_that_are_no_cards_are_not_listed(folder, name):
    (folder / name).write_bytes(card("x"))
    assert VdirBook(folder).list().etags == {}
    assert list(VdirBook(folder).fetch([name])) == []


def test_a_folder_named_like_a_card_is_no_card(folder):
    (folder / "below.vcf").mkdir()
    assert VdirBook(folder).list().etags == {}
    assert list(VdirBook(folder).fetch(["below.vcf"])) == []


def touch(place, ns):
    os.utime(place, ns=(ns, ns))


@pytest.mark.parametrize("beside", [lambda folder: None, lambda folder: (folder / "below.vcf").mkdir()])
def test_a_folder_that_is_as_its_token_says_tells_no_change(folder, beside):
    for n in range(3):
        (folder / f"{n}.vcf").write_bytes(card(f"u{n}"))
    touch(folder / "0.vcf", -5_000_000_000)  # before 1970
    beside(folder)
    first = VdirBook(folder).list()
    assert sorted(first.etags) == ["0.vcf", "1.vcf", "2.vcf"]
    assert VdirBook(folder).token_of(first.etags) == first.sync_token
    again = VdirBook(folder).list(first.sync_token)
    assert (again.partial, again.etags, again.sync_token) == (True, {}, first.sync_token)


def rewritten(folder):
    """Another text of the same length, in place, and the time put back."""
    place = folder / "1.vcf"
    before = place.stat().st_mtime_ns
    place.write_bytes(place.read_bytes().replace(b"u1", b"u9"))
    touch(place, before)


def put_in_place(folder):
    """Another file of the same name, size and time."""
    other, place = folder / "other", folder / "1.vcf"
    other.write_bytes(place.read_bytes().replace(b"u1", b"u9"))
    touch(other, place.stat().st_mtime_ns)
    other.rename(place)


@pytest.mark.parametrize(
    "change",
    [
        rewritten,
        put_in_place,
        lambda folder: (folder / "1.vcf").unlink(),
        lambda folder: (folder / "1.vcf").rename(folder / "2.vcf"),
        lambda folder: (folder / "2.vcf").write_bytes(card("u2")),
    ],
    ids=["in-place", "replaced", "gone", "renamed", "new"],
)
def test_whatever_becomes_of_a_file_is_told(folder, change):
    for n in range(2):
        (folder / f"{n}.vcf").write_bytes(card(f"u{n}"))
    first = VdirBook(folder).list()
    change(folder)
    again = VdirBook(folder).list(first.sync_token)
    assert not again.partial
    assert again.etags != first.etags
    assert again.sync_token != first.sync_token


BESIDE = """
import os, pathlib, sys
from adapters.vdir import VdirBook

folder = pathlib.Path(sys.argv[1])
token = VdirBook(folder).list().sync_token
book = VdirBook(folder)
print(book.begin(), book.list(token).partial, book.list(token).partial)
book.close()
(folder / "1.vcf").write_bytes(b"BEGIN:VCARD")
book = VdirBook(folder)
print(book.begin(), sorted(book.list(token).etags))
book.close()
book = VdirBook(folder)
print(book.begin())
book.close()  # nobody asked
token = VdirBook(folder).list().sync_token
book = VdirBook(folder)
print(book.begin(), book.list().partial)
(folder / "0.vcf").unlink()
print(book.list(token).partial)  # what was seen before is no answer now
book.close()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nobody left")
folder.rename(folder.with_name("away"))
book = VdirBook(folder)
print(book.begin())
try:
    book.list(token)
except Exception as error:
    print(error.code)
book.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looked at by this process itself there")
def test_a_folder_that_another_process_looks_at_meanwhile_tells_the_same(folder):
    for n in range(2):
        (folder / f"{n}.vcf").write_bytes(card(f"u{n}"))
    done = subprocess.run([sys.executable, "-c", BESIDE, folder], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == [
        "True True True",
        "True ['0.vcf', '1.vcf']",
        "True",
        "True False",
        "False",
        "nobody left",
        "True",
        "book.folder-missing",
    ], done.stderr


def test_a_process_of_several_threads_looks_itself(folder):
    (folder / "0.vcf").write_bytes(card("u0"))
    token = VdirBook(folder).list().sync_token
    waiting = threading.Event()
    other = threading.Thread(target=waiting.wait)
    other.start()
    try:
        book = VdirBook(folder)
        assert book.begin() is False
        assert book.list(token).partial
    finally:
        waiting.set()
        other.join()


@pytest.mark.parametrize(
    "name", ["../outside.vcf", "/etc/outside.vcf", "a/b.vcf", ".vcf", "a\\b.vcf", "card.txt"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(folder, name):
    book = VdirBook(folder)
    with pytest.raises(CardRefused):
        book.put(name, card("x"))
    with pytest.raises(PreconditionFailed):
        book.delete(name, "any")
    assert list(book.fetch([name])) == []
    assert list(folder.parent.rglob("*.vcf")) == []


def test_a_missing_folder_is_no_empty_book(tmp_path):
    with pytest.raises(BookMissing):
        VdirBook(tmp_path / "unplugged").list()
    with pytest.raises(BookMissing):
        VdirBook(tmp_path / "unplugged").put("", card("x"))


def test_a_put_leaves_nothing_but_the_card(folder):
    book = VdirBook(folder)
    href, etag = book.put("", card("one"))
    book.put(href, card("one", name="Again"), etag)
    assert [place.name for place in folder.iterdir()] == ["one.vcf"]


def test_cards_begun_with_are_put_under_their_names_and_what_was_not_put_is_taken_away(folder):
    book = VdirBook(folder)
    texts = [card(f"c{n}") for n in range(2 * vdir.TOGETHER)]
    for text in texts:
        book.prepare(text)
    assert book.list().etags == {}
    put = texts[: vdir.TOGETHER + 1]
    assert [href for href, _ in book.put_all(("", text, "") for text in put)] == [
        f"c{n}.vcf" for n in range(len(put))
    ]
    assert [text for _, _, text in book.fetch(f"c{n}.vcf" for n in range(len(put)))] == put
    book.close()
    assert {place.name for place in folder.iterdir()} == {f"c{n}.vcf" for n in range(len(put))}


def test_a_card_begun_with_does_not_overwrite_a_file_that_came_meanwhile(folder):
    book = VdirBook(folder)
    texts = [card(f"c{n}") for n in range(vdir.TOGETHER)]
    for text in texts:
        book.prepare(text)
    (folder / "c0.vcf").write_bytes(card("c0", name="Somebody else's"))
    first, *others = book.put_all(("", text, "") for text in texts)
    assert isinstance(first, PreconditionFailed)
    assert all(isinstance(one, tuple) for one in others)
    assert b"Somebody else's" in (folder / "c0.vcf").read_bytes()


def test_what_a_killed_run_left_beside_the_cards_is_taken_away_after_an_hour(folder):
    old, new, theirs = (
        folder / f".u.vcf.{'0' * 16}.tmp",
        folder / f".u.vcf.{'1' * 16}.tmp",
        folder / ".u.vcf.abc.tmp",
    )
    for place in (old, new, theirs):
        place.write_bytes(b"BEGIN:VCARD")
    for place in (old, theirs):
        os.utime(place, (1, 1))
    assert VdirBook(folder).list().etags == {}
    assert {place.name for place in folder.iterdir()} == {new.name, theirs.name}


def test_a_disk_that_does_not_take_a_card_refuses_it_and_keeps_the_others(folder, monkeypatch):
    real = os.fsync
    full = {"left": 2}

    def fsync(handle):
        full["left"] -= 1
        if full["left"] == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    answers = list(VdirBook(folder).put_all(("", card(f"c{n}"), "") for n in range(3)))
    assert sorted(type(one).__name__ for one in answers) == ["CardRefused", "tuple", "tuple"]
    assert len(list(folder.iterdir())) == 2


@pytest.mark.skipif(not disk._SYNCFS, reason="each file by itself there")
@pytest.mark.parametrize(
    ("result", "singly"), [(0, False), (-1, True), (None, True)], ids=["done", "fails", "unknown"]
)
def test_many_files_are_brought_to_the_disk_at_once_or_where_that_fails_one_by_one(
    folder, monkeypatch, result, singly
):
    asked, flushed = [], []
    library = types.SimpleNamespace(syncfs=lambda handle: asked.append(os.fstat(handle).st_ino) or result)
    if result is None:
        del library.syncfs
    monkeypatch.setattr("ctypes.CDLL", lambda name: library)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(os.fstat(handle).st_ino) or real(handle))
    book = VdirBook(folder)
    stored = list(book.put_all(("", card(f"c{n}"), "") for n in range(disk.MANY)))
    files = {place.stat().st_ino for place in folder.glob("*.vcf")}
    assert len(stored) == len(files) == disk.MANY
    assert set(asked) == (set() if result is None else {folder.stat().st_ino})
    # The folder itself follows when somebody asks what is there.
    assert set(flushed) == (files if singly else set())
    book.close()
    assert folder.stat().st_ino in flushed


def test_a_put_keeps_the_rights_of_the_file_and_makes_new_ones_private(folder):
    shared = folder / "shared.vcf"
    shared.write_bytes(card("shared"))
    shared.chmod(0o644)
    book = VdirBook(folder)
    book.put("shared.vcf", card("shared", name="New"), etag_of(book, "shared.vcf"))
    assert shared.stat().st_mode & 0o777 == 0o644
    href, _ = book.put("", card("private"))
    assert (folder / href).stat().st_mode & 0o777 == 0o600


def test_a_link_the_user_set_stays_a_link(folder, tmp_path):
    real = tmp_path / "real.vcf"
    real.write_bytes(card("real"))
    (folder / "linked.vcf").symlink_to(real)
    book = VdirBook(folder)
    book.put("linked.vcf", card("real", name="Via the link"), etag_of(book, "linked.vcf"))
    assert (folder / "linked.vcf").is_symlink()
    assert b"Via the link" in real.read_bytes()


def test_an_edit_of_the_same_size_with_the_old_time_put_back_is_seen(folder):
    place = folder / "a.vcf"
    place.write_bytes(card("a", name="Aaa"))
    book = VdirBook(folder)
    before, found = etag_of(book, "a.vcf"), place.stat()
    with place.open("r+b") as stream:
        stream.write(card("a", name="Bbb"))
    os.utime(place, ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    os.utime(place, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert etag_of(book, "a.vcf") != before


def test_the_display_name_is_the_file_vdirsyncer_keeps(folder):
    assert VdirBook(folder).display_name == ""
    (folder / "displayname").write_text("Amis & collègues\n", encoding="utf-8")
    assert VdirBook(folder).display_name == "Amis & collègues"


def test_the_collections_below_a_folder_are_those_with_cards(folder):
    for name, file in (("work", "a.vcf"), ("home", "b.vcf"), ("empty", "readme.txt"), (".git", "c.vcf")):
        (folder / name).mkdir()
        (folder / name / file).write_bytes(card(name))
    assert [place.name for place in collections(folder)] == ["home", "work"]


def test_vdirsyncer_and_reseau_share_a_folder(folder, tmp_path):
    """vdirsyncer copies our cards to another folder, and brings back what changes there."""
    other = tmp_path / "other"
    other.mkdir()
    config = tmp_path / "vdirsyncer.conf"
    config.write_text(
        f"""[general]
status_path = "{tmp_path / "status"}"
[pair both]
a = "ours"
b = "theirs"
collections = null
[storage ours]
type = "filesystem"
path = "{folder}"
fileext = ".vcf"
[storage theirs]
type = "filesystem"
path = "{other}"
fileext = ".vcf"
"""
    )

    def vdirsyncer(*words):
        subprocess.run(
            [sys.executable, "-m", "vdirsyncer", "-c", str(config), *words],
            check=True,
            capture_output=True,
            timeout=60,
            env={**os.environ, "HOME": str(tmp_path)},
        )

    book = VdirBook(folder)
    href, _ = book.put("", card("shared-1", name="Zoé Partagée"))
    (folder / ".half.vcf.abc.tmp").write_bytes(b"BEGIN:VCARD")
    vdirsyncer("discover")
    vdirsyncer("sync")
    [copy] = other.glob("*.vcf")
    assert copy.read_bytes() == stored(book, href)[1]
    copy.write_bytes(card("shared-1", name="Changed there"))
    (other / "new.vcf").write_bytes(card("shared-2"))
    before = etag_of(book, href)
    vdirsyncer("sync")
    assert etag_of(book, href) != before
    assert b"Changed there" in stored(book, href)[1]
    assert len(book.list().etags) == 2

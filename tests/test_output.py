"""What commands write: whole or not at all, through links, and into what is no file."""

import os
import threading

import pytest

from sync.cli.output import put
from sync.ports import ReseauError
from tests.inprocess import reseau

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:zoe\r\nFN:Zoé Delaunay\r\nN:Delaunay;Zoé;;;\r\nEND:VCARD\r\n"


def broken():
    yield b"half"
    raise OSError(28, "No space left on device")


def test_what_cannot_be_written_whole_leaves_what_was_there(tmp_path):
    place = tmp_path / "out.csv"
    place.write_bytes(b"before")
    with pytest.raises(ReseauError, match="output-not-writable"):
        put(str(place), broken())
    assert place.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_a_link_is_followed(tmp_path):
    (tmp_path / "shared").mkdir()
    link = tmp_path / "out.csv"
    link.symlink_to(tmp_path / "shared" / "real.csv")
    for content in (b"first", b"second"):
        put(str(link), [content])
        assert link.is_symlink()
        assert (tmp_path / "shared" / "real.csv").read_bytes() == content


def test_a_folder_is_no_place_for_a_file(tmp_path):
    with pytest.raises(ReseauError, match="output-not-writable"):
        put(str(tmp_path), [b"x"])
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NO PIPES HERE: none was written into")
@pytest.mark.parametrize("words", [
    ["export", "vcf", "-o"], ["convert", "{0}/in.vcf", "--to", "vcf3"], ["feed", "-o"],
    ["tool", "link", "{0}/flat.csv", "-o"],
], ids=lambda words: words[0])  # fmt: skip
def test_a_pipe_is_written_into_and_stays_one(words, tmp_path):
    """As `/dev/stdout` does: put aside for a file, root would have lost it for everybody."""
    (tmp_path / "in.vcf").write_text(CARD, encoding="utf-8")
    (tmp_path / "flat.csv").write_text("record_id,full_name\n1,Zoé Delaunay\n", encoding="utf-8")
    reseau(tmp_path / "home", "import", tmp_path / "in.vcf")
    pipe, heard = tmp_path / "pipe", []
    os.mkfifo(pipe)
    listening = threading.Thread(target=lambda: heard.append(pipe.read_bytes()), daemon=True)
    listening.start()
    words = [word.format(tmp_path) for word in words]
    words.insert(2 if words[0] == "convert" else len(words), str(pipe))
    reseau(tmp_path / "home", *words)
    listening.join(10)
    assert heard
    assert heard[0]
    assert pipe.is_fifo()
    assert not list(tmp_path.glob("*.part"))

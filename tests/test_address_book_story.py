"""The story of two accounts, one as at Nextcloud and one as at iCloud, told in the docs with what the program printed.

`docs/address-book-story.md` and its French twin are the transcript of the installed command, over TLS, under the
providers' own names (`tests.accounts`). `python -m tests.test_address_book_story` writes them again, for a person to
read the difference.
"""

import re
import shlex
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import dav_server
from tests.accounts import accounts
from tests.conftest import ROOT
from tests.reseau import reseau

PAGES = {"en": ROOT / "docs" / "address-book-story.md", "fr": ROOT / "docs" / "fr" / "address-book-story.md"}
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Nadia,Benhaddou,https://www.linkedin.com/in/nadia-benhaddou,nadia@example.org,Atlas Conseil,Associée,02 Mar 2024\n"
    "Paul,Kerbrat,https://www.linkedin.com/in/paul-kerbrat,,Ker Industrie,DAF,03 Mar 2024\n"
)
N = "\u202f"
TELL = {
    "title": ("# An address book, from the first day on", "# Un carnet d'adresses, du premier jour"),
    "about": (
        (
            "What you type, and what `reseau` says, with an account as at Nextcloud and one as at iCloud. A test runs these "
            "lines against\nreal servers (SabreDAV and Radicale) behind the redirects and hosts of these providers; the providers "
            "themselves were not tried."
        ),
        (
            "Ce que vous tapez, et ce que dit `reseau`, avec un compte comme chez Nextcloud et un comme chez iCloud. Un test "
            "exécute ces lignes\nsur de vrais serveurs (SabreDAV et Radicale), derrière les renvois et les hôtes de ces "
            "fournisseurs ; les fournisseurs eux-mêmes n'ont\npas été essayés. Ce qui se lit ici est la sortie française."
        ),
    ),
    "nextcloud": ("## Nextcloud", "## Nextcloud"),
    "begin": (
        "Two people are known from LinkedIn. The telephone's book holds one of them, with a number, and somebody else.",
        "Deux personnes sont connues de LinkedIn. Le carnet du téléphone tient l'une d'elles, avec un numéro, et quelqu'un d'autre.",
    ),
    "first": (
        "The first contact shows what would come in and what would be written, and waits:",
        "Le premier contact montre ce qui entrerait et ce qui serait écrit, et attend :",
    ),
    "agreed": ("You agree:", "Vous êtes d'accord :"),
    "card": (
        "The card on the server now says, with every line that was there before in its place:",
        "La fiche sur le serveur dit maintenant, chaque ligne d'avant restée en place :",
    ),
    "phone": (
        "On the telephone you give Nadia another title. It is yours from now on, and the employer that belonged to the old one goes:",
        "Sur le téléphone vous donnez un autre titre à Nadia. Il est désormais le vôtre, et l'employeur qui allait avec l'ancien s'en va :",
    ),
    "quiet": ("Nothing has changed since:", "Rien n'a changé depuis :"),
    "emptied": (
        "One day the server comes back empty. Nothing is believed, and nothing is lost:",
        "Un jour le serveur revient vide. Rien n'est cru, et rien n'est perdu :",
    ),
    "back": (
        "It was a mistake, and the cards are there again. Every sync is one step, which `reseau undo` takes back, here and on the server:",
        "C'était une erreur, et les fiches sont revenues. Chaque synchronisation est une étape, que `reseau undo` reprend, ici et sur le serveur :",
    ),
    "icloud": (
        "## iCloud, and the two as each other's copy",
        "## iCloud, et les deux, copie l'un de l'autre",
    ),
    "partition": (
        "The account's books lie on a host of their own, which iCloud names and `reseau` finds:",
        "Les carnets du compte sont sur un hôte à eux, qu'iCloud nomme et que `reseau` trouve :",
    ),
    "plan": (
        "Before anything is written, the whole plan, card by card:",
        "Avant que rien ne soit écrit, tout le plan, fiche par fiche :",
    ),
    "conflict": (
        "The same note, changed on both telephones: the second book's stands, the first one's is kept, and you decide.",
        "La même note, changée sur les deux téléphones : celle du second carnet demeure, l'autre est gardée, et vous décidez.",
    ),
    "end": (
        "More: [address books](address-book.md).",
        "La suite : [les carnets d'adresses](address-book.md).",
    ),
}


def vcard(uid, name, *lines):
    given, _, family = name.partition(" ")
    body = [f"UID:{uid}", f"FN:{name}", f"N:{family};{given};;;", *lines]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *body, "END:VCARD", ""])


class Story:
    """The page as it grows; `cloud` and `apple` are the books behind the accounts, as telephones edit them."""

    def __init__(self, language, work, environment, cloud, apple):
        self.language, self.work, self.environment = language, work, environment
        self.cloud, self.apple = cloud, apple
        self.parts, self.lines = [], []

    def tell(self, key):
        self.close()
        text = TELL[key][self.language == "fr"]
        self.parts.append(re.sub(" ([:;])", rf"{N}\1", text) if self.language == "fr" else text)

    def type(self, *words, code=0):
        ended = reseau(
            self.work / "home",
            *words,
            language=self.language,
            cwd=self.work,
            check=code,
            **self.environment,
        )
        end = f"[exit code {code}]\n" if code else ""
        shown = re.sub(r"\d+[.,]\d+ s\b", "… s", ended.out + ended.err)
        self.lines.append(f"$ {shlex.join(['reseau', *words])}\n{shown}{end}".replace(str(self.work), "~"))

    def show(self, text):
        self.lines.append(text)

    def close(self):
        if self.lines:
            self.parts.append("```text\n" + "\n".join(one.rstrip() for one in self.lines) + "\n```")
        self.lines = []

    def page(self):
        self.close()
        return "\n\n".join(self.parts) + "\n"


class Book:
    """A book as another telephone sees it: straight on the server."""

    def __init__(self, server, path):
        self.server, self.path = server, path

    def get(self, name):
        return self.server.ask("GET", self.path + name)[1].decode()

    def put(self, name, text):
        status, body = self.server.ask("PUT", self.path + name, text.encode(), Content_Type="text/vcard")
        assert status in (200, 201, 204), body

    def names(self):
        listing = self.server.ask("PROPFIND", self.path, Depth="1")[1].decode()
        return sorted(set(re.findall(r"[\w.-]+\.vcf", listing)))

    def change(self, name, old, new):
        before = self.get(name)
        assert old in before
        self.put(name, before.replace(old, new))

    def drop(self, name):
        assert self.server.ask("DELETE", self.path + name)[0] in (200, 204)


def told(language, folder, sabredav, radicale):
    """Return the page in a language; the account's hosts are made for it."""
    work = folder / "work"
    work.mkdir()
    (work / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    cloud = Book(sabredav, f"{sabredav.home}contacts/")
    apple = Book(radicale, "/" + radicale.new_book("Contacts").split("/", 3)[3])
    with accounts(folder, sabredav, radicale) as (_, environment):
        story = Story(language, work, environment, cloud, apple)
        try:
            _tell(story)
        finally:
            for name in cloud.names():
                cloud.drop(name)
            radicale.ask("DELETE", apple.path)
    # The server gives its books numbers; the one of an account at iCloud is called so.
    return re.sub(r"carddavhome/book-\d+/", "carddavhome/card/", story.page())


def _tell(story):
    cloud, apple = story.cloud, story.apple
    cloud.put("nadia.vcf", vcard("nadia", "Nadia Benhaddou", "TEL;TYPE=CELL:+33639981001", "NOTE:Lyon"))
    cloud.put("ines.vcf", vcard("ines", "Inès Morel", "TEL;TYPE=CELL:+33639981002"))
    story.tell("title")
    story.tell("about")
    story.tell("nextcloud")
    story.tell("begin")
    story.type("import", "Connections.csv")
    story.type("book", "add", "nextcloud", "https://cloud.example.org", "--user", "zoe")
    story.type("book", "try", "nextcloud", "--yes")
    story.tell("first")
    story.type("sync", "--no-input", code=3)
    story.tell("agreed")
    story.type("sync", "--yes")
    story.tell("card")
    story.show(cloud.get("nadia.vcf").replace("\r\n", "\n"))
    story.tell("phone")
    cloud.change("nadia.vcf", "TITLE:Associée", "TITLE:Directrice associée")
    story.type("sync")
    story.tell("quiet")
    story.type("sync")
    story.tell("emptied")
    kept = {name: cloud.get(name) for name in ("nadia.vcf", "ines.vcf")}
    for name in kept:
        cloud.drop(name)
    story.type("sync", code=3)
    story.tell("back")
    for name, text in kept.items():
        cloud.put(name, text)
    story.type("sync")
    story.type("history")
    story.tell("icloud")
    story.tell("partition")
    apple.put("p.vcf", vcard("paul", "Paul Kerbrat", "TEL;TYPE=CELL:+33639981003"))
    story.type("book", "add", "icloud", "icloud", "--user", "zoe@icloud.com", "--push", "none")
    story.type("book", "mirror", "nextcloud", "icloud")
    story.tell("plan")
    story.type("sync", "nextcloud", "--dry-run")
    story.type("sync", "nextcloud", "--yes")
    story.tell("conflict")
    cloud.change("nadia.vcf", "NOTE:Lyon", "NOTE:Lyon 6e")
    [name] = [name for name in apple.names() if "FN:Nadia" in apple.get(name)]
    apple.change(name, "NOTE:Lyon", "NOTE:Villeurbanne")
    story.type("sync", "nextcloud")
    story.type("review")
    story.type("settle", "c1", "a")
    story.type("sync", "nextcloud")
    assert "NOTE:Lyon 6e" in cloud.get("nadia.vcf")
    assert "NOTE:Lyon 6e" in apple.get(name)
    story.tell("end")


def _servers(folder):
    stack = ExitStack()
    found = []
    for name in ("sabredav", "radicale"):
        (folder / name).mkdir()
        running = dav_server.running(name, folder / name)
        found.append(next(running))
        stack.callback(lambda one=running: next(one, None))
    return found, stack


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    found, stack = _servers(tmp_path_factory.mktemp("servers"))
    with stack:
        yield found


@pytest.mark.parametrize("language", PAGES)
def test_the_story_in_the_docs_is_what_the_program_prints(language, tmp_path, servers):
    page = told(language, tmp_path, *servers)
    assert page == PAGES[language].read_text(encoding="utf-8"), (
        "write it again, and read the difference: python -m tests.test_address_book_story"
    )


if __name__ == "__main__":
    place = Path(tempfile.mkdtemp(prefix="reseau-story-"))
    place.chmod(0o755)
    running, stopped = _servers(place)
    with stopped:
        for tongue, written in PAGES.items():
            (place / tongue).mkdir()
            written.write_text(told(tongue, place / tongue, *running), encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)

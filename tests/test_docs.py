"""The documents and the catalogue cannot drift from the program."""

import ast
import doctest
import pkgutil
import re
import shlex
import shutil
import string
import subprocess
from importlib import import_module

import click
import pytest

import adapters
import sync
from sync import app, messages
from sync.cli.commands import MODULES
from tests import generated
from tests.conftest import ROOT
from tests.inprocess import reseau

DOCS = ROOT / "docs"
DEMO = ROOT / "samples" / "demo"
PAGES = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md")}
TOPICS = [one.name for one in pkgutil.iter_modules(messages.__path__)]
SOURCES = sorted(place for package in ("sync", "adapters") for place in (ROOT / package).rglob("*.py"))
KEY = re.compile(rf"(?:{'|'.join(TOPICS)})\.[a-z0-9][a-z0-9.-]*")


# documents ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", generated.PAGES)
def test_a_page_made_from_the_program_is_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == generated.PAGES[name](), (
        "write it again: python -m tests.generated"
    )


@pytest.mark.parametrize("language", ["", "fr/"])
def test_the_manual_page_has_nothing_that_its_reader_complains_of(language):
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("GROFF IS NOT HERE: the manual page was not set")
    page = DOCS / "man" / language / "reseau.1"
    done = subprocess.run(
        [groff, "-man", "-Kutf8", "-Tutf8", "-ww", "-P-c", str(page)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert not done.stderr
    # Bold is written twice over, as on paper.
    shown = re.sub(".\x08", "", done.stdout).replace("\u2010", "-")
    assert "reseau import [OPTIONS] PATH" in shown
    assert "--dry-run" in shown


def links(name):
    """Return the pages inside the project that a page links to."""
    place = ROOT / name
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", place.read_text(encoding="utf-8")):
        yield (place.parent / target).resolve()


def test_every_page_is_reached_from_the_readme():
    reached, ahead = set(), ["README.md"]
    while ahead:
        name = ahead.pop()
        reached.add(name)
        found = (one.relative_to(ROOT).as_posix() for one in links(name) if one.is_relative_to(ROOT))
        ahead += [one for one in found if one in PAGES and one not in reached]
    assert set(PAGES) - reached == set()


@pytest.mark.parametrize("name", ["README.md", *PAGES])
def test_every_link_inside_the_project_leads_somewhere(name):
    assert [place for place in links(name) if not place.exists()] == []


def test_every_reader_has_its_section():
    for reader in app.readers():
        assert f"`{reader.name}`" in PAGES["docs/files.md"], reader.name


def test_every_package_of_the_lock_has_its_licence_told():
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    told = set(re.findall(r"^\| ([a-z0-9-]+) \|", PAGES["docs/licences.md"], re.MULTILINE)) - {"package"}
    assert told == locked


def test_every_room_of_the_house_is_on_the_map():
    page = PAGES["docs/architecture.md"]
    rooms = {f"sync/{one.name}" for one in pkgutil.iter_modules(sync.__path__)}
    rooms |= {f"adapters/{one.name}" for one in pkgutil.iter_modules(adapters.__path__)}
    missing = [room for room in sorted(rooms) if not re.search(rf"`{room}(\.py|/)?`", page)]
    assert not missing


def test_the_map_shows_no_room_that_is_not_there():
    for room in re.findall(r"`((?:sync|adapters|tests|samples)/[\w/.]+)`", PAGES["docs/architecture.md"]):
        assert (ROOT / room).exists(), room


def lines_typed(text):
    """Return the `reseau …` lines that a document tells to type, without what a shell adds."""
    for block in re.findall(r"```(?:console|sh)\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            found = re.match(r"(?:\$ )?(reseau\b.*)", line)
            if found:
                yield shlex.split(found.group(1).split("  #")[0])


@pytest.mark.parametrize("name", ["README.md", *PAGES])
def test_every_command_and_option_that_a_page_tells_to_type_exists(name):
    from sync.cli.frame import FLAGS, VALUED

    known = {" ".join(path): command for path, command in generated.every_command()}
    for words in lines_typed((ROOT / name).read_text(encoding="utf-8")):
        rest = [word for word in words[1:] if word not in FLAGS]
        while rest and rest[0] in VALUED:
            rest = rest[2:]
        if not rest or rest[0].startswith("-"):
            continue
        assert rest[0] in MODULES, words
        command = known.get(" ".join(rest[:2])) or known[rest[0]]
        options = {option for parameter in command.params for option in parameter.opts} | set(VALUED)
        for word in rest[1:]:
            if word.startswith("-"):
                assert word.split("=")[0] in options | {"--help"}, words


def user_pages():
    """Return the names of the pages for users that are written in English and in French."""
    return sorted(one.name for one in (DOCS / "fr").glob("*.md"))


def test_every_page_for_users_has_its_twin_in_french():
    listed = re.search(r"For users.*?\n\n(.*?)\n\n", PAGES["docs/index.md"], re.DOTALL)[1]
    told = set(re.findall(r"\]\(([\w-]+\.md)\)", listed))
    # What nobody reads twice: quotations of the mission are French already, and licences are in English.
    assert {"index.md", *told} - {"mission.md", "licences.md"} == set(user_pages())


@pytest.mark.parametrize("name", user_pages())
def test_a_page_and_its_twin_tell_to_type_the_same(name):
    if name in ("index.md", "commands.md"):
        return
    english, french = (list(lines_typed(PAGES[f"docs/{folder}{name}"])) for folder in ("", "fr/"))
    assert english == french


@pytest.mark.parametrize("name", user_pages())
def test_french_pages_are_set_as_french_is(name):
    prose = re.sub(
        r"```.*?```|`[^`]*`|https?://\S+|\]\([^)]*\)", "", PAGES[f"docs/fr/{name}"], flags=re.DOTALL
    )
    wrong = re.findall(r".{0,20}(?:[^\s\u202f|:-][ \u00a0][;:!?»]|«[^\u202f]).{0,20}", prose)
    assert not wrong


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """A home with the invented network of `samples/demo`."""
    home = tmp_path_factory.mktemp("typed") / "home"
    for names in (
        ["Complete_LinkedInDataExport_05-20-2026.zip"],
        ["carnet.vcf", "agenda.ics", "suivi.xlsx"],
        ["Complete_LinkedInDataExport_11-18-2026.zip"],
    ):
        reseau(home, "import", *(DEMO / name for name in names))
    return home


def needs_another(words):
    """Tell whether a line needs a server, or a book that one gave, or runs until it is stopped."""
    return words[1:2] in ([], ["serve"], ["sync"], ["book"]) or any("example.org" in word for word in words)


@pytest.mark.parametrize("name", ["README.md", *(page for page in PAGES if not page.endswith("commands.md"))])
def test_what_a_page_tells_to_type_works(name, network, tmp_path, monkeypatch):
    lines = [
        words for words in lines_typed((ROOT / name).read_text(encoding="utf-8")) if not needs_another(words)
    ]
    if not lines:
        return
    shutil.copytree(network, tmp_path / "home")
    (tmp_path / "titles.txt").write_text("Directrice financière\nData scientist\n", encoding="utf-8")
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    for words in lines:
        done = reseau(tmp_path / "home", *words[1:], check=None, HOME=str(tmp_path))
        assert done.code == 0, (" ".join(words), done.out, done.err)


# doctests -----------------------------------------------------------------------------------------


def modules():
    for package in (sync, adapters):
        yield from (one.name for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))


@pytest.mark.parametrize("name", list(modules()))
def test_the_examples_in_docstrings_hold(name):
    failed, _ = doctest.testmod(import_module(name))
    assert not failed


# catalogue ----------------------------------------------------------------------------------------


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def one_in_two_tongues(entry):
    forms_agree = ("|" in entry["en"]) == ("|" in entry["fr"]) or "n" not in places(entry["en"])
    return (
        list(entry) == ["en", "fr"]
        and all(text.strip() for text in entry.values())
        and places(entry["en"]) == places(entry["fr"])
        and forms_agree
    )


def badly_set(french):
    """Tell whether high punctuation or guillemets lack their narrow no-break space."""
    french = re.sub(r"https?://\S+|\d\d:\d\d|reseau [^\n]*|--\S+", "", french)
    return (
        re.search(r"(?<=\S)[ \u00a0][;:!?»](?=\s|$)", french)
        or re.search(r"«[ \u00a0\w]", french)
        or re.search(r"\w[;!?»:](?=\s|$)", french)
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_every_text_is_there_in_both_languages_with_the_same_places(topic):
    texts = import_module(f"sync.messages.{topic}").TEXTS
    assert [name for name, entry in texts.items() if not one_in_two_tongues(entry)] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_the_french_is_set_as_french_is(topic):
    texts = import_module(f"sync.messages.{topic}").TEXTS
    assert [entry["fr"] for entry in texts.values() if badly_set(entry["fr"])] == []


def keys_used():
    """Yield each catalogue key that stands in the code; one that ends in `-` or `.` is the start of keys."""
    for place in SOURCES:
        if place.parent.name == "messages":
            continue
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                yield node.value


def test_every_key_in_the_code_is_in_the_catalogue():
    known = {f"{topic}.{name}" for topic in TOPICS for name in import_module(f"sync.messages.{topic}").TEXTS}
    settings = set(import_module("sync.config.settings").KNOWN)
    missing = {
        key
        for key in keys_used()
        if key not in known | settings
        and not (key.endswith(("-", ".")) and any(one.startswith(key) for one in known))
        and not re.search(r"\.(db|toml|ics|vcf|csv|py|css|js|html|lock)$", key)
    }
    assert missing == set()


def test_every_command_and_every_option_has_words():
    words = messages.Wording("en")
    keys = set()
    for path, command in generated.every_command():
        keys.add("help." + "-".join(path))
        keys |= {p.help or "" for p in command.params if isinstance(p, click.Option) and not p.hidden}
    assert {key for key in keys if not words.has(key)} == set()


def codes_raised():
    """Yield the problem codes that stand in the code: `Problem(file, row, "code" …)` and `Unreadable("code")`."""
    for place in SOURCES:
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            at = {"Problem": 2, "Unreadable": 0}.get(node.func.id)
            if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant):
                yield node.args[at].value


def test_every_problem_code_in_the_code_is_on_the_closed_list():
    assert set(codes_raised()) <= set(import_module("sync.messages.problem").TEXTS)

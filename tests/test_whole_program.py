"""Whatever the user does, in whatever order: nothing is lost, undo is exact, conclusions follow from the facts."""

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.inprocess import reseau

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
FILES = {
    "older.csv": HEADER
    + "Jean,Dupont,https://www.linkedin.com/in/jean-dupont,jean@example.com,Acme,DAF,05 Nov 2023\n"
    + "Jean,Dupont,https://www.linkedin.com/in/jean-dupont-2,,Beta,DRH,04 Nov 2023\n",
    "newer.csv": HEADER
    + "Zoé,Durand,https://www.linkedin.com/in/zoe,,Delta,CEO,06 Nov 2024\n"
    + "Jean,Dupont,https://www.linkedin.com/in/jean-dupont,jean@example.com,Gamma,DG,05 Nov 2023\n"
    + "Jean,Dupont,https://www.linkedin.com/in/jean-dupont-2,,Beta,DRH,04 Nov 2023\n",
    "table.csv": "Nom;Prénom;Société;Mail\nDupont;Jean;Acme;jean@example.com\nDurand;Zoé;Delta;zoe@example.org\n",
    "cards.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:j\r\nFN:Jean Dupont\r\nTEL:+33639981020\r\nEND:VCARD\r\n",
}
# Rows are numbered anew when they come back; what they say must be the same.
FACTS = ("record", "snapshot", "interaction", "fact", "judgement", "attribute", "touchpoint")


class Program(RuleBasedStateMachine):
    """One home, used at random through the command line."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        self.home = self.place / "home"
        self.typed = 0
        self.undoable, self.gone = [], set()
        for name, text in FILES.items():
            (self.place / name).write_text(text, encoding="utf-8", newline="")
        (self.place / "book").mkdir()
        self.write_a_card("Ali Fabre", 0)
        reseau(self.home, "book", "add", "b", self.place / "book", "--push", "all")

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def facts(self):
        told = reseau(self.home, "export", "everything").json
        return {
            table: sorted(
                json.dumps({k: v for k, v in row.items() if k != "id"}, sort_keys=True) for row in told[table]
            )
            for table in FACTS
        }

    def people(self):
        return reseau(self.home, "people", "--json").json["people"]

    def do(self, *arguments):
        """Run a command that may change something; remember what was before, for undo."""
        before = self.facts()
        told = reseau(self.home, *arguments, "--json").json
        self.remember(told["journal"] if "journal" in told else told["books"][0]["journal"], before)

    def remember(self, step, before):
        """Note a step that can be taken back, and what was before it."""
        if step is not None:
            self.undoable.append((step, before))

    def somebody(self, number):
        people = self.people()
        return people[number % len(people)]["id"]

    @rule(name=st.sampled_from(sorted(FILES)))
    def drop_in(self, name):
        self.do("import", self.place / name)

    @rule(name=st.sampled_from(["Jean Dupont", "Zoé Durand", "Ada Neuf"]))
    def type_in(self, name):
        self.typed += 1
        self.do("add", name, "--company", f"Typed {self.typed}")

    @precondition(lambda self: self.people())
    @rule(number=st.integers(0, 9), title=st.sampled_from(["Amiral", "Poète"]))
    def edit(self, number, title):
        people = self.people()
        self.do("edit", people[number % len(people)]["id"], "--title", title)

    @precondition(lambda self: len(self.people()) > 1)
    @rule(a=st.integers(0, 9), b=st.integers(1, 9), verdict=st.sampled_from(["same", "different", "unsure"]))
    def judge(self, a, b, verdict):
        people = self.people()
        first, second = people[a % len(people)], people[(a + b) % len(people)]
        if first["id"] != second["id"]:
            self.do("judge", first["id"], second["id"], verdict)

    @precondition(lambda self: self.people())
    @rule(number=st.integers(0, 9), tier=st.sampled_from(["close", "active", "watch"]))
    def hold_dear(self, number, tier):
        self.do("edit", self.somebody(number), "--tier", tier)

    @precondition(lambda self: self.people())
    @rule(number=st.integers(0, 9), day=st.dates(date(2026, 1, 1), date(2026, 11, 20)))
    def talk(self, number, day):
        self.do("log", self.somebody(number), "call", "--on", day)

    @rule(number=st.integers(0, 9), words=st.sampled_from([("done",), ("skip",), ("snooze", "2w")]))
    def do_what_is_planned(self, number, words):
        shown = reseau(self.home, "plan", "--json").json["touchpoints"]
        if shown:
            what, *more = words
            self.do(what, shown[number % len(shown)]["id"], *more)

    @precondition(lambda self: self.people())
    @rule(number=st.integers(0, 9))
    def hide(self, number):
        self.do("hide", self.somebody(number))

    @rule(name=st.sampled_from(["Ali Fabre", "Jean Dupont", "Zoé Durand"]), title=st.integers(0, 2))
    def write_a_card(self, name, title):
        """Write somebody into the folder that is an address book, as another program would."""
        given, _, family = name.partition(" ")
        (self.place / "book" / f"{given}.vcf").write_text(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{given}\r\nFN:{name}\r\nN:{family};{given};;;\r\n"
            f"TITLE:Titre {title}\r\nEND:VCARD\r\n",
            encoding="utf-8",
            newline="",
        )

    @rule()
    def sync(self):
        before = self.facts()
        (book,) = reseau(self.home, "--yes", "sync", "--json", check=None).json["books"]
        if book["guard"]:
            many = str(book["deletions"])
            (book,) = reseau(self.home, "--yes", "sync", "--confirm-deletions", many, "--json").json["books"]
        self.remember(book["journal"], before)
        (book,) = reseau(self.home, "sync", "--json").json["books"]
        assert book["journal"] is None, "one more sync writes nothing"

    @precondition(lambda self: self.people())
    @rule(number=st.integers(0, 9))
    def forget(self, number):
        person = self.somebody(number)
        lines = reseau(self.home, "export", "clusters").out.splitlines()[1:]
        self.gone |= {line.rpartition(",")[0] for line in lines if line.endswith(person)}
        reseau(self.home, "forget", person, "--yes")
        self.undoable.clear()

    @rule(number=st.integers(1, 40))
    def undo_any(self, number):
        """A step from the middle, taken back or refused in words; what came after it stays."""
        if reseau(self.home, "undo", str(number), "--json", check=None).code == 0:
            self.undoable.clear()

    @precondition(lambda self: self.undoable)
    @rule()
    def undo_the_last(self):
        step, before = self.undoable.pop()
        reseau(self.home, "undo", str(step))
        assert self.facts() == before

    @invariant()
    def conclusions_follow_from_the_facts(self):
        if not hasattr(self, "home"):
            return
        before = reseau(self.home, "export", "clusters").out
        reseau(self.home, "rebuild")
        assert reseau(self.home, "export", "clusters").out == before

    @invariant()
    def nobody_is_lost(self):
        if not hasattr(self, "home"):
            return
        records = reseau(self.home, "export", "everything").json["record"]
        lines = reseau(self.home, "export", "clusters").out.splitlines()[1:]
        assert len(lines) == len(records)
        assert not self.gone & {line.rpartition(",")[0] for line in lines}, "a forgotten one came back"

    @invariant()
    def two_profiles_are_two_people_unless_the_user_says_so(self):
        if not hasattr(self, "home"):
            return
        told = reseau(self.home, "export", "everything").json["judgement"]
        if any(one["by"] == "user" and one["verdict"] == "same" and not one["withdrawn_at"] for one in told):
            return
        for person in self.people():
            profiles = {one.get("user") for one in person["card"].get("online_services", ())} - {None}
            assert len(profiles) < 2


@pytest.mark.parametrize(("most", "steps"), [(10, 8), pytest.param(150, 30, marks=pytest.mark.long)])
def test_any_history_loses_nothing(most, steps):
    run_state_machine_as_test(
        Program, settings=settings(max_examples=most, stateful_step_count=steps, deadline=None)
    )

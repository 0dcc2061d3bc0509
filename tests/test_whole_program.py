"""Whatever the user does, in whatever order: nothing is lost, undo is exact, conclusions follow from the facts."""

import json
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

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
        self.undoable = []
        for name, text in FILES.items():
            (self.place / name).write_text(text, encoding="utf-8", newline="")

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
        step = reseau(self.home, *arguments, "--json").json["journal"]
        if step is not None:
            self.undoable.append((step, before))

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


TestProgram = Program.TestCase
TestProgram.settings = settings(max_examples=10, stateful_step_count=8, deadline=None)

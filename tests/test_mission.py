"""docs/mission.md: each sentence of the mission, the command that serves it, and what it prints on `samples/demo`.

`python -m tests.test_mission` (or `make story`) writes the page again, for a person to read the difference.
"""

import re
import shlex
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.inprocess import reseau

PAGE = ROOT / "docs" / "mission.md"
DEMO = ROOT / "samples" / "demo"
SHOWN = 9

FIRST = "The first duty: keep up"
SECOND = "The second duty: renew"
LINES = [
    (FIRST, "« Entretenir son réseau existant ; développer de nouvelles connexions. »", "Both duties stand side by side.", "report"),
    (FIRST, "« Ils ne pensent à faire du networking que lorsqu'ils se trouvent dans une situation difficile. »", "The crisis index tells contact in bursts from steady contact; the plan is the cure.", "plan --weeks 2"),
    (FIRST, "« Ils ont négligé leur réseau, le nez dans le guidon. »", "A catch-up spreads those you lost sight of over the weeks, within the budget, the best first; without one, one of them a week comes back.", "plan --catch-up 12 --dry-run → Catching up"),
    (FIRST, "« Cela ne demande pas trop de temps. Il suffit d'être organisé. »", "The weekly budget is a setting; the rhythms give way, never the evening.", "config get budget.per_week"),
    (FIRST, "« Viadeo et LinkedIn, voire les bons vieux tableaux Excel. »", "Any export is dropped in as it is.", "import samples/demo/suivi.xlsx"),
    (FIRST, "« Assurer un bon suivi de ses connexions. »", "One timeline a person, every value with its source.", 'show "Sonia Kerbrat"'),
    (FIRST, "« Une campagne de cartes de vœux en fin d'année. »", "The people chosen, their addresses checked, labels, drafts and batches made; nothing is sent.", 'campaign new "Vœux 2026"'),
    (FIRST, "« Quelques déjeuners, petits déjeuners et autres rencontres. »", "A contact that happened is noted in a line, and moves the next date.", 'log "Paul Ravier" lunch --on 2026-11-20'),
    (FIRST, "« À qui l'on pense à rendre service. »", "Favours are kept: what is owed comes up in the week.", 'favour owed "Ali Benhaddou" "une introduction"'),
    (FIRST, "« À qui l'on pense à rendre service. »", "Who could help whom, with both asked first.", "favour matches"),
    (FIRST, "« Toujours prêt à vous soutenir. »", "Who would stand by you tomorrow, and why.", "support"),
    (SECOND, "« Un réseau s'use si l'on ne l'entretient pas. »", "Active network, cooling ties, alarms; as a page with `report -o report.html`.", "report → Renew"),
    (SECOND, "« Certains s'éloignent de vos cercles d'influence. »", "Who changed company or title between two exports.", "changes"),
    (SECOND, "« D'autres partent à la retraite, d'autres encore disparaissent. »", "Retired, vanished, back, each with its evidence; who has died is silent everywhere.", 'edit "Hélène Castaing" --deceased 2026-10-01'),
    (SECOND, "« Consacrer du temps à élargir, rencontrer de nouveaux professionnels. »", "People met at an event become contacts with a word within two days.", 'met "Salon RH" "Inès Calvet, Brévane" --on 2026-11-20'),
    (SECOND, "« Vous changez de secteur, et surtout de métier. »", "A target: coverage, gap, bridges and a plan of twelve months.", 'target "recrutement de cadres" --city Paris --roles "associé, DRH"'),
    (SECOND, "« Du mal à leur mettre une nouvelle étiquette sur le front. »", "Whom to tell of the new label, in a sensible order, asking each for one introduction.", "target --announce"),
    (SECOND, "« Ne pas trop compter sur leur premier cercle. »", "Bridges are moderately weak or dormant ties; the closest come last.", "target --all → 20 bridges"),
    (SECOND, "« Un investissement à moyen terme, rapidement et méthodiquement. »", "A weekly quota, and the curve of planned against real.", "target → Twelve months"),
    (SECOND, "« Pensez à le renouveler de façon constante. »", "A goal for new people a month, and renewal against attrition over time.", "config set goal.inflow 4"),
]  # fmt: skip
BEFORE = [
    ["import", str(DEMO / "Complete_LinkedInDataExport_05-20-2026.zip")],
    ["import", str(DEMO / "carnet.vcf"), str(DEMO / "agenda.ics")],
    ["import", str(DEMO / "Complete_LinkedInDataExport_11-18-2026.zip")],
    ["favour", "seeks", "Sonia Kerbrat", "DAF industrie"],
]


def page(home):
    """Return the page, with what each command printed."""
    for words in BEFORE:
        reseau(home, *words)
    told = [
        "# The mission, sentence by sentence",
        "",
        "Two duties: keep up the network one has, and renew it before it wears out. Each sentence, the command that",
        "serves it, and what that prints on the invented network of `samples/demo`.",
    ]
    heading = ""
    for duty, sentence, why, wanted in LINES:
        if duty != heading:
            heading = duty
            told += ["", f"## {duty}"]
        line, _, start = wanted.partition(" → ")
        words = [str(ROOT / word) if word.startswith("samples/") else word for word in shlex.split(line)]
        ended = reseau(home, *words)
        lines = re.sub(r"\d+[.,]\d+ s\b", "… s", (ended.out + ended.err).rstrip()).splitlines()
        lines = [one.replace(str(home), "~/.local/share/reseau").replace(f"{ROOT}/", "") for one in lines]
        first = next((n for n, one in enumerate(lines) if one.startswith(start)), 0) if start else 0
        lines = ["…"] * bool(first) + lines[first:]
        shown = lines[:SHOWN] + (["…"] if len(lines) > SHOWN else [])
        told += ["", sentence, "", why, "", "```text", f"$ reseau {line}", *shown, "```"]
    return "\n".join(told) + "\n"


def test_the_page_shows_what_the_commands_print(tmp_path):
    assert page(tmp_path / "home") == PAGE.read_text(encoding="utf-8"), (
        "read the difference; then: make story"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(Path(folder) / "home"), encoding="utf-8")

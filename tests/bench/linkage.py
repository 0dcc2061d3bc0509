"""Who is who on generated people: precision, recall, calibration, questions and time of the linkage.

Needs the generator in `../shared/bench/linkage`; its files are read by the program's own adapters. With
`RESEAU_LINKAGE_SIZES=1000,10000` other sizes. The figures of each release are kept in docs/linkage-quality.md.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from sync import app, linkage
from sync.normalize import profiles
from sync.ports import Context
from tests.conftest import SHARED

GENERATOR = SHARED / "bench" / "linkage" / "generate.py"
SEED = "901"
FILES = ("linkedin", "addressbook.vcf", "calendar.ics", "senders.csv")


def generate(size, folder, seed=SEED):
    """Make `size` contacts in `folder`."""
    command = [sys.executable, str(GENERATOR), "--records", str(size), "--seed", seed, "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def read(folder):
    """Return the records of a generated folder, read from its files, and the person of each."""
    context = Context(
        now=datetime(2026, 11, 22, 8, tzinfo=UTC), zone="Europe/Paris", region="FR", salt=b"bench"
    )
    records = list(app.read([str(folder / name) for name in FILES], context).records.values())
    known = {(r.source, r.key) for r in records}
    people = dict(list(csv.reader((folder / "truth.csv").open(encoding="utf-8", newline="")))[1:])
    person = {}
    for row in csv.DictReader((folder / "keys.csv").open(encoding="utf-8", newline="")):
        key, address = row["key"], row["key"].partition("|")
        ref = {
            "linkedin": ("linkedin", profiles.key(key)),
            "book": ("vcard", key),
            "calendar": ("calendar", f"{address[0].lower()}|{address[2]}"),
            "senders": ("table", row["record_id"]),
        }[row["source"]]
        if ref in known:
            person.setdefault(ref, people[row["record_id"]])
    return [r for r in records if (r.source, r.key) in person], person


def pairs_in(groups):
    """Return how many pairs groups of these sizes hold."""
    return sum(n * (n - 1) // 2 for n in groups)


def quality(clusters, person):
    """Return pairwise precision, recall and F1, and B-cubed F1."""
    joint = Counter((number, person[ref]) for number, group in enumerate(clusters) for ref in group)
    sizes, truths = Counter(), Counter()
    for (number, who), n in joint.items():
        sizes[number] += n
        truths[who] += n
    right = pairs_in(joint.values())
    precision = right / max(pairs_in(sizes.values()), 1)
    recall = right / max(pairs_in(truths.values()), 1)
    total = sum(joint.values())
    cubed_p = sum(n * n / sizes[number] for (number, _), n in joint.items()) / total
    cubed_r = sum(n * n / truths[who] for (_, who), n in joint.items()) / total
    both = 2 * precision * recall / (precision + recall)
    return precision, recall, both, 2 * cubed_p * cubed_r / (cubed_p + cubed_r)


def calibration(pairs, person):
    """Return the expected calibration error over tenths of the probability."""
    bins = [[] for _ in range(10)]
    for pair in pairs:
        bins[min(9, int(pair.probability * 10))].append((pair.probability, person[pair.a] == person[pair.b]))
    return sum(abs(sum(p for p, _ in found) - sum(y for _, y in found)) for found in bins) / max(
        len(pairs), 1
    )


def answers_needed(result, person, goal=0.93):
    """Return how many right answers bring recall to `goal`, asking in the order given; None if none do."""
    home = {ref: number for number, group in enumerate(result.people) for ref in group}
    joint = {}
    for number, group in enumerate(result.people):
        joint[number] = Counter(person[ref] for ref in group)
    truth = pairs_in(Counter(person.values()).values())
    right = sum(pairs_in(found.values()) for found in joint.values())
    root = dict.fromkeys(joint)

    def find(number):
        while root[number] is not None:
            number = root[number]
        return number

    for asked, question in enumerate(result.questions):
        if right >= goal * truth:
            return asked
        a, b = find(home[question.a]), find(home[question.b])
        if a != b and person[question.a] == person[question.b]:
            right += sum(n * joint[b][who] for who, n in joint[a].items())
            joint[a] += joint.pop(b)
            root[b] = a
    return len(result.questions) if right >= goal * truth else None


def main():
    """Print the table; return False when a figure is below what a release may show."""
    if not GENERATOR.exists():
        print("  the generator is not beside this checkout: skipped")
        return True
    good = True
    print("  records  best F1 (P/R)           B-cubed  automatic P/R    calibration  questions to R .93  CPU")
    for size in map(int, os.environ.get("RESEAU_LINKAGE_SIZES", "1000,10000").split(",")):
        with tempfile.TemporaryDirectory() as place:
            generate(size, Path(place))
            records, person = read(Path(place))
        start = process_time()
        result = linkage.link(records, (), "bench", "")
        spent = process_time() - start
        p, r, f1, cubed = quality(linkage.best_people(records), person)
        auto_p, auto_r, *_ = quality(result.people, person)
        error = calibration(result.pairs, person)
        needed = answers_needed(result, person)
        print(
            f"  {len(records):7,}  {f1:.4f} ({p:.3f}/{r:.3f})    {cubed:.4f}   {auto_p:.4f}/{auto_r:.3f}"
            f"    {error:.3f}        {needed if needed is not None else 'not reached':>8}"
            f" of {len(result.questions)}   {spent:.2f} s"
        )
        good &= f1 >= 0.93 and auto_p >= 0.99 and auto_r >= 0.45 and error <= 0.06
    return good

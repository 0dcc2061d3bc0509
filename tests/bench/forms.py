"""Comparison forms of 20,000 names and as many phones: ours against the library or the bare work beneath.

Names against merely tidying and splitting the same texts; phones against phonenumbers alone. The figures
are ratios of whole processes.
"""

from __future__ import annotations

import statistics
import sys

from tests.bench.measure import Job, compare

NAMES = """
firsts = ["Jean", "Marie-Claire", "Élodie", "JEAN", "Ana María"]
lasts = ["Dupont{}", "Lefèvre{}", "Roy{}", "Martin{}", "Garnier{}", "de Roy{}", "SMITH{}", "Roy{}, MBA"]
letters = "abcdefghijklmnopqrstuvwxyz"
rows = [
    (firsts[i % 5], lasts[i % 8].format(letters[i % 26] + letters[i // 26 % 26] + letters[i // 676 % 26]))
    for i in range(20_000)
]
"""
PHONES = """
rows = [f"06 39 {i // 10000 % 100:02d} {i // 100 % 100:02d} {i % 100:02d}" for i in range(10_000)]
rows += [f"+3363998{i:04d}" for i in range(10_000)]
"""
WORK = {
    "names: reseau": NAMES
    + "from sync.normalize.names import person\nfor given, surname in rows: person(given=given, surname=surname)",
    "names: tidied and split": NAMES
    + "from sync.normalize.text import tidy\nfor given, surname in rows: tidy(f'{given} {surname}').split(' ')",
    "phones: reseau": PHONES + "from sync.normalize.phones import phone\nfor text in rows: phone(text, 'FR')",
    "phones: phonenumbers": PHONES
    + "import phonenumbers\nfor text in rows: phonenumbers.format_number(phonenumbers.parse(text, 'FR'), 0)",
}


def main(times: int = 3) -> bool:
    """Measure and print; return whether phones cost no more than the library alone."""
    jobs = [Job(name, [[sys.executable, "-c", code]]) for name, code in WORK.items()]
    compare(jobs, times=times)
    names, bare, phones, library = (statistics.median(job.cpu) for job in jobs)
    print(
        f"names / tidied and split: {names / bare:.1f}; phones / phonenumbers: {phones / library:.2f} (goal 1)"
    )
    return phones <= library

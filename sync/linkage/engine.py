"""Linkage by another engine: the comparison forms of records, and our comparison put as settings of splink.

For lists that one machine cannot compare: splink runs them on DuckDB or Spark. The settings hold our trained weights,
level by level; what only vectors over the whole list can tell (employers apart, namesakes with several profiles, what may
be linked without asking) is not in them, so that what comes back is a little less careful than our own linkage.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log2
from typing import Any

from sync.linkage import columns, employers, weights
from sync.linkage.comparison import FEWEST
from sync.linkage.fields import Fields
from sync.linkage.shares import formed, ordered
from sync.model import Record
from sync.normalize.forms import shared_mailbox

THRESHOLD = 0.5
"""The probability at which the pairs make people, as in `export clusters --best`."""
_BAND, _BANDS = 2, 14


def rows(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Return one row a record, in order of reference: texts, lists of texts, and the rarity of its names in bits."""
    refs, forms = ordered(formed(records))
    told = Fields.of(forms)
    seen = employers.seen(told)
    webmail = employers.providers(seen)
    told = employers.employers_apart(told, employers.known(webmail, seen))
    table = columns.encode(told, [source for source, _ in refs], webmail)
    named = {text: number for number, text in enumerate(table.texts)}
    few, some = max(5, 0.0005 * table.size), max(20, 0.004 * table.size)
    out = []
    for number, ((source, key), form) in enumerate(zip(refs, told.forms(), strict=True)):
        given, family = "".join(form.given), "".join(form.family)
        by_size: dict[str, list[str]] = {"rare": [], "some": [], "large": []}
        for company in form.companies:
            count = table.company_count[named[company]] if company in named else 0
            by_size["rare" if count <= few else "some" if count <= some else "large"].append(company)
        phones: dict[int, list[str]] = {1: [], 2: [], 3: []}
        for phone in form.phones:
            bearers = int(table.phone_names[named.get("+" + phone, 0)])
            phones[min(max(bearers, 1), 3)].append(phone)
        mailboxes = [address for address in form.emails if not shared_mailbox(address)]
        out.append(
            {
                "unique_id": number,
                "source": source,
                "key": key,
                "given": given or None,
                "family": family or None,
                "whole": " ".join(sorted((*form.given, *form.family))) or None,
                "given_bits": round(float(table.given_bits[number]), 2),
                "family_bits": round(float(table.family_bits[number]), 2),
                "emails": mailboxes,
                "locals": [local for local in (a.partition("@")[0] for a in mailboxes) if len(local) > 5],
                "phones": phones[1] + phones[2],
                "own_phones": phones[1],
                "companies": list(form.companies),
                "rare_companies": by_size["rare"],
                "some_companies": by_size["some"],
                "claims": [claim for _, claim in form.claims],
                "aliases": list(form.aliases),
                "title": form.title or None,
                "profiles": list(form.profiles),
                "generation": form.generation or None,
                "middle": form.middle or None,
                "gender": form.gender or None,
                "birthday": form.birth or None,
            }
        )
    return out


def settings(size: int) -> dict[str, Any]:
    """Return the settings of splink for `size` records, with m and u from our weights: nothing has to be trained."""
    table = weights.table()
    comparisons = [
        _comparison("name", _names(table["name"])),
        _comparison("rarity", _rarity(table["surplus"], log2(max(size, FEWEST)))),
        _comparison("email", _lists("emails", table["email"], ("locals", table["email"]["same-local"]))),
        _comparison(
            "phone",
            [
                (_common("own_phones"), "same", table["phone"]["same"]),
                (_common("phones"), "two-names", table["phone"]["two-names"]),
                (_both("phones"), "differs", table["phone"]["differs"]),
            ],
        ),
        _comparison(
            "company",
            [
                (_common("rare_companies"), "same-rare", table["company"]["same-rare"]),
                (_common("some_companies"), "same", table["company"]["same"]),
                (_common("companies"), "same-large", table["company"]["same-large"]),
                (
                    f"({_common('claims', 'companies')} OR {_common('companies', 'claims')})",
                    "claimed",
                    table["company"]["claimed"],
                ),
                (_both("companies"), "differs", table["company"]["differs"]),
            ],
        ),
        _comparison("profile", _lists("profiles", table["profile"])),
        *(
            _comparison(what, _texts(what, table[what]))
            for what in ("title", "generation", "middle", "gender", "birthday")
        ),
        _comparison(
            "origin",
            [
                ("source_l = source_r", "same-source", table["origin"]["same-source"]),
                (
                    "(len(profiles_l) > 0) <> (len(profiles_r) > 0)",
                    "one-profile",
                    table["origin"]["one-profile"],
                ),
            ],
        ),
    ]
    chance = 2 ** table["prior"]["all"]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "sql_dialect": "duckdb",
        "probability_two_random_records_match": chance / (1 + chance),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": [
            *(
                {
                    "blocking_rule": f"l.{one} = r.{one}",
                    "arrays_to_explode": [one],
                    "sql_dialect": "duckdb",
                }
                for one in ("emails", "locals", "phones", "profiles")
            ),
            *(
                {"blocking_rule": rule, "sql_dialect": "duckdb"}
                for rule in (
                    "l.whole = r.whole",
                    "l.family = r.family AND substr(l.given, 1, 1) = substr(r.given, 1, 1)",
                    "l.given = r.given AND substr(l.family, 1, 3) = substr(r.family, 1, 3)",
                    "l.given = r.family AND l.family = r.given",
                )
            ),
            {
                "blocking_rule": "l.given = r.given AND l.companies = r.companies",
                "arrays_to_explode": ["companies"],
                "sql_dialect": "duckdb",
            },
        ],
    }


_Level = tuple[str, str, float]
"""The condition in SQL, our name of the level, its weight in bits."""


def _comparison(name: str, levels: Iterable[_Level]) -> dict[str, Any]:
    """Return a comparison whose other pairs weigh nothing; the first level that holds counts."""
    return {
        "output_column_name": name,
        "comparison_levels": [_level(*level) for level in (*levels, ("ELSE", "none", 0.0))],
    }


def _level(condition: str, label: str, weight: float) -> dict[str, Any]:
    """Return a level of splink: only the ratio of m and u counts, both are kept well inside of 0 and 1."""
    chance = 0.5 / 2 ** max(weight, 0.0)
    return {
        "sql_condition": condition,
        "label_for_charts": label,
        "m_probability": chance * 2**weight,
        "u_probability": chance,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }


def _grades(part: str) -> dict[str, str]:
    one, two = f"{part}_l", f"{part}_r"
    slips = f"damerau_levenshtein({one}, {two}) / greatest(length({one}), length({two}))"
    return {
        "missing": f"({one} IS NULL OR {two} IS NULL)",
        "same": f"({one} = {two})",
        "initial": f"((length({one}) = 1 OR length({two}) = 1) AND substr({one}, 1, 1) = substr({two}, 1, 1))",
        "part": f"(length({one}) > 2 AND length({two}) > 2 AND (starts_with({one}, {two}) OR starts_with({two}, {one})))",
        "alias": f"(list_contains(aliases_l, {two}) OR list_contains(aliases_r, {one}))",
        "close": f"({slips} <= 0.25)",
        "like": f"({slips} <= 0.33 OR jaro_winkler_similarity({one}, {two}) >= 0.9)",
        "differs": "TRUE",
    }


def _names(table: dict[str, float]) -> list[_Level]:
    whole = "(whole_l = whole_r OR (given_l = family_r AND family_l = given_r))"
    return [
        (whole, "same-same", table["same-same"]),
        *(
            (f"{first} AND {last}", f"{a}-{b}", table.get(f"{a}-{b}", 0.0))
            for a, first in _grades("given").items()
            for b, last in _grades("family").items()
        ),
    ]


def _rarity(slopes: dict[str, float], crowd: float) -> list[_Level]:
    """Return bands of the surplus: the bits that what agrees of the names is rarer than chance among `crowd` bits."""
    both = "least(given_bits_l + family_bits_l, given_bits_r + family_bits_r)"
    kinds = (
        ("both", "(whole_l = whole_r OR (given_l = given_r AND family_l = family_r))", both),
        ("one", "(family_l = family_r)", "least(family_bits_l, family_bits_r)"),
        ("one", "(given_l = given_r)", "least(given_bits_l, given_bits_r)"),
    )
    levels = []
    for kind, agrees, bits in kinds:
        for start in range(_BANDS, -_BANDS - 1, -_BAND):
            least = f" AND {bits} >= {crowd + start:.2f}" if start > -_BANDS else ""
            middle = max(min(start + _BAND / 2, _BANDS), -_BANDS)
            slope = slopes[f"{kind}-above" if middle > 0 else f"{kind}-below"]
            levels.append((agrees + least, f"{kind} {start:+d}", slope * middle))
    return levels


def _common(one: str, two: str = "") -> str:
    return f"len(list_intersect({one}_l, {two or one}_r)) > 0"


def _both(name: str) -> str:
    return f"(len({name}_l) > 0 AND len({name}_r) > 0)"


def _lists(name: str, table: dict[str, float], second: tuple[str, float] | None = None) -> list[_Level]:
    levels = [(_common(name), "same", table["same"])]
    if second:
        levels.append((_common(second[0]), "same-local", second[1]))
    return [*levels, (_both(name), "differs", table["differs"])]


def _texts(name: str, table: dict[str, float]) -> list[_Level]:
    levels = [(f"{name}_l = {name}_r", "same", table["same"])]
    if "one" in table:
        levels.append((f"({name}_l IS NULL) <> ({name}_r IS NULL)", "one", table["one"]))
    return [*levels, (f"{name}_l <> {name}_r", "differs", table["differs"])]

"""Comparison of two records: evidence in bits, and whether it suffices to link without asking."""

from __future__ import annotations

from collections.abc import Collection

from sync.model import Evidence
from sync.normalize.forms import Form
from sync.normalize.nicknames import same_given

# Bits by level, from thought: a first careful rule set.
WEIGHTS = {
    ("name", "same"): 8.0,
    ("name", "short-form"): 6.0,
    ("name", "part"): 5.0,
    ("name", "initial"): 3.0,
    ("name", "given-only"): 1.0,
    ("name", "family-only"): 1.0,
    ("name", "family-same-given-differs"): -9.0,
    ("name", "given-same-family-differs"): -4.0,
    ("name", "differs"): -9.0,
    ("email", "same"): 10.0,
    ("email", "shared"): 2.0,
    ("phone", "same"): 9.0,
    ("phone", "shared"): 1.0,
    ("profile", "same"): 20.0,
    ("profile", "differs"): -8.0,
    ("company", "same"): 3.0,
    ("company", "differs"): -1.0,
    ("generation", "differs"): -8.0,
    ("gender", "differs"): -8.0,
    ("birthday", "same"): 7.0,
    ("birthday", "differs"): -9.0,
}
AGREEING_NAMES = frozenset(("same", "short-form", "part", "initial"))


def names(a: Form, b: Form) -> str:
    """Return the level at which two names agree, empty when one has none."""
    mine, yours = a.given + a.family, b.given + b.family
    if not mine or not yours:
        return ""
    if sorted(mine) == sorted(yours) or "".join(mine) == "".join(yours):
        return "same" if len(mine) > 1 else "given-only"
    if len(mine) == 1 or len(yours) == 1:
        short, long = (a, b) if len(mine) == 1 else (b, a)
        word = (short.given + short.family)[0]
        if word in long.given:
            return "given-only"
        return "family-only" if word in long.family else "differs"
    if len(set(mine) & set(yours)) >= 2 and (set(mine) <= set(yours) or set(yours) <= set(mine)):
        return "part"
    if set(a.family) & set(b.family) or "".join(a.family) == "".join(b.family):
        if not a.given or not b.given:
            return "family-only"
        first, second = "".join(a.given), "".join(b.given)
        if same_given(first, second) or first in b.nicknames or second in a.nicknames:
            return "short-form"
        if first[0] == second[0] and 1 in (len(first), len(second)):
            return "initial"
        return "family-same-given-differs"
    if set(a.given) & set(b.given):
        return "given-same-family-differs"
    return "differs"


def evidence(a: Form, b: Form, shared: Collection[str]) -> tuple[Evidence, ...]:
    """Return what speaks for and against one person; `shared` are addresses and numbers of several people."""
    found = [("name", names(a, b))]
    for what, mine, yours in (("email", a.emails, b.emails), ("phone", a.phones, b.phones)):
        same = set(mine) & set(yours)
        if same:
            found.append((what, "shared" if same <= set(shared) else "same"))
    if a.profiles and b.profiles:
        found.append(("profile", "differs" if set(a.profiles).isdisjoint(b.profiles) else "same"))
    if a.companies and b.companies:
        found.append(("company", "differs" if set(a.companies).isdisjoint(b.companies) else "same"))
    if a.generation != b.generation:
        found.append(("generation", "differs"))
    if a.gender and b.gender and a.gender != b.gender:
        found.append(("gender", "differs"))
    if a.birth and b.birth:
        found.append(("birthday", "same" if a.birth[-5:] == b.birth[-5:] else "differs"))
    return tuple(Evidence(what, level, WEIGHTS[what, level]) for what, level in found if level)


def decide(found: tuple[Evidence, ...]) -> str:
    """Return `auto`, `question` or `apart`: linked without asking only when a strong key and the names agree."""
    levels = {e.what: e.level for e in found}
    weight = sum(e.weight for e in found)
    against = any(e.level == "differs" and e.what != "company" for e in found)
    strong = levels.get("email") == "same" or levels.get("phone") == "same" or levels.get("profile") == "same"
    if strong and not against and levels.get("name") in AGREEING_NAMES:
        return "auto"
    return "question" if weight >= 5 else "apart"

"""Employers that nobody names as such: in the domain of an address, and in names such as `Marie Acme`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sync.linkage import rarity
from sync.normalize.forms import WEBMAIL, Form


@lru_cache(maxsize=65536)
def domain_core(domain: str) -> str:
    """Return the part of a domain that names its owner: `acme` of `mail.acme.co.uk`."""
    parts = domain.split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in ("co", "com", "org", "ac", "gov", "net"):
        parts = parts[:-1]
    return parts[-2].replace("-", "") if len(parts) > 1 else domain


def webmail_domains(forms: Iterable[Form]) -> frozenset[str]:
    """Return the domains of mail providers: known ones, and those where unrelated people have addresses.

    A provider shows in the data: the employers of those who use it are others than its name says, or many
    of its addresses end in digits, which companies do not give.
    """
    locals_by: dict[str, set[str]] = defaultdict(set)
    employers: dict[str, Counter[bool]] = defaultdict(Counter)
    for form in forms:
        for address in form.emails:
            local, _, domain = address.partition("@")
            locals_by[domain].add(local)
            core = domain_core(domain)
            for name in form.companies:
                employers[domain][name[:5] == core[:5]] += 1
    found = set()
    for domain, names in locals_by.items():
        digits = sum(name[-1:].isdigit() for name in names)
        foreign, own = employers[domain][False], employers[domain][True]
        if (
            domain_core(domain) in WEBMAIL
            or (len(names) >= 8 and digits >= 0.15 * len(names))
            or (foreign >= 5 and foreign >= 4 * own)
        ):
            found.add(domain)
    return frozenset(found)


def employers_apart(forms: Sequence[Form], webmail: frozenset[str], told: Iterable[str] = ()) -> list[Form]:
    """Return the forms with a company that others are known to work for taken out of the name.

    `told` are companies that further records name.
    """
    known = {*told, *(name for form in forms for name in form.companies)}
    known.update(
        {
            domain_core(domain)
            for form in forms
            for domain in (address.partition("@")[2] for address in form.emails)
            if domain not in webmail
        }
    )
    surnames = rarity.population()["family"]
    found = list(forms)
    for i, form in enumerate(forms):
        for words, name in form.claims:
            if len(name) > 2 and name in known and (words < 0 or name not in surnames):
                given, family = form.given, form.family
                if words > 0:
                    both = (form.given + form.family)[:words]
                    given, family = both[:1], both[1:]
                elif "".join(family) == name:
                    family = ()
                found[i] = form._replace(given=given, family=family, companies=(name,), claims=())
                break
    return found

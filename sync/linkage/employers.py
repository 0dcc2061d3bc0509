"""Employers that nobody names as such: in the domain of an address, and in names such as `Marie Acme`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from sync.linkage import rarity
from sync.linkage.fields import Fields
from sync.normalize.forms import WEBMAIL


@lru_cache(maxsize=65536)
def domain_core(domain: str) -> str:
    """Return the part of a domain that names its owner: `acme` of `mail.acme.co.uk`."""
    parts = domain.split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in ("co", "com", "org", "ac", "gov", "net"):
        parts = parts[:-1]
    return parts[-2].replace("-", "") if len(parts) > 1 else domain


class Seen(NamedTuple):
    """What forms tell of employers: the local parts at each mail domain, how often an employer of who uses it is called
    so, or not, and the companies they name.
    """

    locals: dict[str, set[str]]
    own: Counter[str]
    foreign: Counter[str]
    companies: set[str]


def seen(told: Fields) -> Seen:
    """Return what records tell of employers."""
    found = Seen(defaultdict(set), Counter(), Counter(), set())
    found.companies.update(*told.companies)
    for addresses, companies in zip(told.emails, told.companies, strict=True):
        for address in addresses:
            local, _, domain = address.partition("@")
            found.locals[domain].add(local)
            if companies:
                core = domain_core(domain)[:5]
                for name in companies:
                    (found.own if name[:5] == core else found.foreign)[domain] += 1
    return found


def providers(*parts: Seen) -> frozenset[str]:
    """Return the domains of mail providers: known ones, and those where unrelated people have addresses.

    A provider shows in the data: the employers of those who use it are others than its name says, or many
    of its addresses end in digits, which companies do not give.
    """
    found = set()
    for domain in {domain for part in parts for domain in part.locals}:
        if domain_core(domain) in WEBMAIL:
            found.add(domain)
            continue
        names = set().union(*(part.locals.get(domain, ()) for part in parts))
        digits = sum(name[-1:].isdigit() for name in names)
        foreign, own = (
            sum(part.foreign[domain] for part in parts),
            sum(part.own[domain] for part in parts),
        )
        if (len(names) >= 8 and digits >= 0.15 * len(names)) or (foreign >= 5 and foreign >= 4 * own):
            found.add(domain)
    return frozenset(found)


def known(webmail: frozenset[str], *parts: Seen) -> set[str]:
    """Return the companies that forms name, or tell by the domain of an address."""
    domains = {domain for part in parts for domain in part.locals}
    return set().union(*(part.companies for part in parts), map(domain_core, domains - webmail))


def employers_apart(told: Fields, companies: Collection[str]) -> Fields:
    """Return the fields with each one of the known `companies` taken out of the name it stands in."""
    surnames = rarity.population()["family"]
    given, family = list(told.given), list(told.family)
    employers, claims = list(told.companies), list(told.claims)
    for row, claimed in enumerate(told.claims):
        for words, name in claimed:
            if name in companies and len(name) > 2 and (words < 0 or name not in surnames):
                if words > 0:
                    both = (given[row] + family[row])[:words]
                    given[row], family[row] = both[:1], both[1:]
                elif "".join(family[row]) == name:
                    family[row] = ()
                employers[row], claims[row] = (name,), ()
                break
    return told._replace(given=given, family=family, companies=employers, claims=claims)

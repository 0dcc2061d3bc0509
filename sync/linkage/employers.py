"""Employers that nobody names as such: in the domain of an address, and in names such as `Marie Acme`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from sync.linkage import rarity
from sync.normalize.forms import WEBMAIL, Form


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


def seen(forms: Iterable[Form]) -> Seen:
    """Return what forms tell of employers."""
    told = Seen(defaultdict(set), Counter(), Counter(), set())
    for form in forms:
        told.companies.update(form.companies)
        for address in form.emails:
            local, _, domain = address.partition("@")
            told.locals[domain].add(local)
            if form.companies:
                core = domain_core(domain)[:5]
                for name in form.companies:
                    (told.own if name[:5] == core else told.foreign)[domain] += 1
    return told


def providers(*parts: Seen) -> frozenset[str]:
    """Return the domains of mail providers: known ones, and those where unrelated people have addresses.

    A provider shows in the data: the employers of those who use it are others than its name says, or many
    of its addresses end in digits, which companies do not give.
    """
    found = set()
    for domain in {domain for part in parts for domain in part.locals}:
        names = set().union(*(part.locals.get(domain, ()) for part in parts))
        digits = sum(name[-1:].isdigit() for name in names)
        foreign, own = (
            sum(part.foreign[domain] for part in parts),
            sum(part.own[domain] for part in parts),
        )
        if (
            domain_core(domain) in WEBMAIL
            or (len(names) >= 8 and digits >= 0.15 * len(names))
            or (foreign >= 5 and foreign >= 4 * own)
        ):
            found.add(domain)
    return frozenset(found)


def known(webmail: frozenset[str], *parts: Seen) -> set[str]:
    """Return the companies that forms name, or tell by the domain of an address."""
    domains = {domain for part in parts for domain in part.locals}
    return set().union(*(part.companies for part in parts), map(domain_core, domains - webmail))


def employers_apart(forms: Sequence[Form], companies: Collection[str]) -> list[Form]:
    """Return the forms with one of the known `companies` taken out of the name."""
    surnames = rarity.population()["family"]
    found = list(forms)
    for i, form in enumerate(forms):
        for words, name in form.claims:
            if len(name) > 2 and name in companies and (words < 0 or name not in surnames):
                given, family = form.given, form.family
                if words > 0:
                    both = (form.given + form.family)[:words]
                    given, family = both[:1], both[1:]
                elif "".join(family) == name:
                    family = ()
                found[i] = form._replace(given=given, family=family, companies=(name,), claims=())
                break
    return found

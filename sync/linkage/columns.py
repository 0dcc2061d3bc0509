"""Comparison forms as arrays: one row a record, one number a token, so that pairs are compared by vectors.

Number 0 means that there is nothing. Tokens of given names, family names, aliases, companies and whole
names share one vocabulary: equal numbers are equal texts whatever their role.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sync.linkage import rarity
from sync.normalize.forms import PARTICLES, WEBMAIL, Form, shared_mailbox, skeleton
from sync.normalize.nicknames import families, spellings

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

WIDTHS = {
    "given_tokens": 3,
    "family_tokens": 4,
    "aliases": 6,
    "short_forms": 8,
    "spellings": 3,
    "emails": 4,
    "locals": 3,
    "domains": 3,
    "phones": 4,
    "companies": 4,
    "claims": 2,
    "profiles": 3,
}
SINGLES = (
    "given",
    "family",
    "given_skeleton",
    "family_skeleton",
    "given_letter",
    "family_letter",
    "given_initial",
    "family_initial",
    "sorted_name",
    "title",
    "generation",
    "middle",
    "gender",
    "birth",
    "birth_year",
    "native",
    "group",
    "source",
    "unnamed",
)


@dataclass
class Columns:
    """The table: `sets` are matrices padded with 0, `ones` vectors; `texts` gives each number its text."""

    size: int
    sets: dict[str, Array]
    ones: dict[str, Array]
    texts: list[str]
    text_array: Array
    joined: Array
    given_bits: Array
    family_bits: Array
    token_bits: Array
    email_names: Array
    phone_names: Array
    company_count: Array
    name_profiles: Array


class _Vocabulary(dict[str, int]):
    """Texts numbered in order of first use, from 1; the empty text is 0."""

    def __init__(self) -> None:
        super().__init__({"": 0})

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class _Sparse(defaultdict[str, tuple[list[int], list[int]]]):
    """Columns being filled: for each the rows and the values that are there, in order of row."""

    def __init__(self) -> None:
        super().__init__(lambda: ([], []))

    def put(self, column: str, row: int, values: Iterable[int]) -> None:
        """Add the values of one row."""
        rows, kept = self[column]
        for value in values:
            rows.append(row)
            kept.append(value)

    def matrix(self, column: str, size: int, width: int) -> Array:
        """Return a column as a matrix, padded with 0; values beyond the width are dropped."""
        import numpy as np

        rows, values = (np.array(part, dtype=np.int64) for part in self[column])
        out = np.zeros((size, width), dtype=np.int32)
        if len(rows):
            count = np.bincount(rows, minlength=size)
            place = np.arange(len(rows)) - (np.cumsum(count) - count)[rows]
            fits = place < width
            out[rows[fits], place[fits]] = values[fits]
        return out


def encode(forms: Sequence[Form], sources: Sequence[str], webmail: frozenset[str]) -> Columns:
    """Return the table of `forms`; addresses at `webmail` domains tell no employer."""
    import numpy as np

    vocabulary = _Vocabulary()
    number = vocabulary.__getitem__
    table = _Sparse()
    put = table.put
    for row, (form, source) in enumerate(zip(forms, sources, strict=True)):
        given = [t for t in form.given if len(t) > 1]
        family = [t for t in form.family if len(t) > 1]
        first, last = "".join(given), "".join(family)
        put("source", row, (number(source),))
        if form.given:
            put("given_letter", row, (ord(form.given[0][0]),))
            if given:
                put("given", row, (number(first),))
                put("given_tokens", row, map(number, given))
            else:
                put("given_initial", row, (1,))
        if form.family:
            put("family_letter", row, (ord(form.family[0][0]),))
            if family:
                put("family", row, (number(last),))
                put("family_tokens", row, map(number, family))
            else:
                put("family_initial", row, (1,))
        for part, whole in (("given_skeleton", first), ("family_skeleton", last)):
            bones = skeleton(whole)
            if len(bones) > 1:
                put(part, row, (number("~" + bones),))
        if first and last:
            put("joined", row, (number(first + last), number(last + first)))
        if len(given) + len(family) > 1:
            put("sorted_name", row, (number(" ".join(sorted(given + family))),))
        short = set().union(*map(families, {first, *given, *form.nicknames}))
        if short:
            put("short_forms", row, [family + 1 for family in sorted(short)])
        put("spellings", row, [group + 1 for group in sorted(spellings(last))])
        for column, texts_of in (
            ("aliases", form.aliases),
            ("emails", form.emails),
            ("profiles", form.profiles),
            ("claims", [name for _, name in form.claims]),
            ("phones", ["+" + digits for digits in form.phones]),
        ):
            if texts_of:
                put(column, row, map(number, texts_of))
        employers = dict.fromkeys(form.companies)
        for address in form.emails:
            local, _, domain = address.partition("@")
            if not shared_mailbox(address):
                put("locals", row, (number("@" + local),))
            if domain not in webmail:
                put("domains", row, (number("@@" + domain),))
                employers[domain_core(domain)] = None
        if employers:
            put("companies", row, map(number, employers))
        for column, text in (
            ("title", form.title),
            ("generation", form.generation),
            ("middle", form.middle),
            ("gender", form.gender),
            ("native", form.native),
            ("birth", form.birth[-5:]),
        ):
            if text:
                put(column, row, (number(text),))
        if form.birth[:4].isdigit():
            put("birth_year", row, (int(form.birth[:4]),))
        if not form.person:
            put("group", row, (1,))
        if not form.named:
            put("unnamed", row, (1,))
    size = len(forms)
    texts = list(vocabulary)
    matrices = {column: table.matrix(column, size, width) for column, width in WIDTHS.items()}
    vectors = {column: table.matrix(column, size, 1)[:, 0] for column in SINGLES}
    token_bits, given_bits, family_bits = _bits(matrices, vectors, texts)
    return Columns(
        size=size,
        sets=matrices,
        ones=vectors,
        texts=texts,
        text_array=np.array(texts, dtype=object),
        joined=table.matrix("joined", size, 2),
        given_bits=given_bits,
        family_bits=family_bits,
        token_bits=token_bits,
        email_names=_bearers(matrices["emails"], vectors, len(texts)),
        phone_names=_bearers(matrices["phones"], vectors, len(texts)),
        company_count=np.bincount(matrices["companies"].ravel(), minlength=len(texts)),
        name_profiles=_profiles(matrices["profiles"], vectors["sorted_name"], len(texts)),
    )


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


def employers_apart(forms: Sequence[Form], webmail: frozenset[str]) -> list[Form]:
    """Return the forms with a company that others are known to work for taken out of the name."""
    known = Counter(name for form in forms for name in set(form.companies))
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


def _bits(sets: dict[str, Array], ones: dict[str, Array], texts: list[str]) -> tuple[Array, Array, Array]:
    """Return the rarity of each token (as given or family name, the commoner), and of each record's names."""
    import numpy as np

    _, once = np.unique(ones["sorted_name"], return_index=True)
    given, family = sets["given_tokens"][once], sets["family_tokens"][once]
    both = []
    for kind, rows in (("given", given), ("family", family)):
        counts = np.bincount(rows.ravel(), minlength=len(texts))
        used = np.flatnonzero(
            np.bincount(
                np.concatenate(
                    [sets["given_tokens"].ravel(), sets["family_tokens"].ravel(), sets["aliases"].ravel()]
                ),
                minlength=len(texts),
            )
        )
        column = np.zeros(len(texts), dtype=np.float32)
        column[used] = rarity.bits(kind, ((texts[i], int(counts[i])) for i in used), len(once))
        column[0] = 0
        for i in used:
            if texts[i] in PARTICLES:
                column[i] = 0
        both.append(column)
    as_given, as_family = both
    rows = np.sort(as_given[sets["given_tokens"]], axis=1)
    given_bits = rows[:, -1] + 0.35 * rows[:, :-1].sum(axis=1)
    rows = np.sort(as_family[sets["family_tokens"]], axis=1)
    family_bits = rows[:, -1] + 0.6 * rows[:, :-1].sum(axis=1)
    return np.minimum(as_given, as_family), given_bits, family_bits


def _bearers(values: Array, ones: dict[str, Array], size: int) -> Array:
    """Return for each address or number how many given names bear it, told apart by their first letter."""
    import numpy as np

    letters = np.repeat(ones["given_letter"], values.shape[1])
    flat = values.ravel()
    known = (flat > 0) & (letters > 0)
    pairs = np.unique(flat[known].astype(np.int64) * 256 + letters[known])
    return np.bincount(pairs // 256, minlength=size)


def _profiles(profiles: Array, names: Array, size: int) -> Array:
    """Return for each whole name how many different profiles bear it."""
    import numpy as np

    own = (profiles[:, 0] > 0) & (names > 0)
    pairs = np.unique(names[own].astype(np.int64) << 32 | profiles[own, 0])
    return np.bincount(pairs >> 32, minlength=size)

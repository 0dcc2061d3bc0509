"""What may be linked without asking.

A high probability is not enough: it says how often such pairs are right, and a wrong link costs the user
more than a question. So a link without asking also needs grounds that a careful person would accept, from
the two records alone, and nothing that speaks against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.linkage import comparison
from sync.linkage.comparison import Compared
from sync.linkage.grades import (
    ALIAS,
    CLOSE,
    DIFFERS,
    GRADES,
    INITIAL,
    PART,
    SAME,
    SHORT,
)

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

# Bits: 0.98 and 0.1 as probabilities.
SURE = 5.6
ASK = -3.2
# A name is rare enough to link by itself, or beside an employer, if by its bits among `CROWD` people hardly
# another bears it. The crowd is fixed: what is linked does not depend on how much has been imported before.
CROWD = 13.3
RARE, UNCOMMON = 8.5, 2.0
# What two records of one person do not show, or so seldom that the user is asked; given names that differ too.
AGAINST = {
    "generation": ("one", "differs"),
    "middle": ("differs",),
    "gender": ("differs",),
    "birthday": ("differs",),
    "profile": ("differs",),
    "email": ("two-mailboxes",),
    "origin": ("two-profiles",),
}


def decide(compared: Compared, weight: Array) -> tuple[Array, Array, Array]:
    """Return which pairs may be linked without asking, which are worth a question, and which something sets
    so far against each other that no third record may link them without asking.
    """
    import numpy as np

    def at(what: str, *levels: str) -> Array:
        wanted = [comparison.LEVELS[what].index(level) for level in levels]
        return np.isin(compared.levels[what], wanted)

    given, family = np.divmod(compared.levels["name"], len(GRADES))
    alike = np.isin(given, (SAME, SHORT))
    same = alike & (family == SAME)
    near = np.isin(given, (SAME, SHORT, PART, INITIAL)) & np.isin(family, (SAME, PART, CLOSE, ALIAS))
    against = (given == DIFFERS) | np.logical_or.reduce(
        [at(what, *levels) for what, levels in AGAINST.items()]
    )
    # Where no name was written, the address is the name: it must fit the other, or stand alone on both sides.
    read = at("reading", "one-address") & (given != DIFFERS) & np.isin(family, (SAME, PART, CLOSE, ALIAS))
    read |= at("reading", "two-addresses") & (given != DIFFERS) & (family != DIFFERS)
    few = at("company", "same-rare", "same")
    # One mailbox or number of one person; where a second given name shows, the names must be the same.
    address = ((near | read) & at("email", "same")) | (same & at("email", "two-names"))
    number = ((given == SAME) & near & at("phone", "same")) | (same & at("phone", "two-names"))
    # One employer, and a name that is not borne by many; a large employer asks for a rarer one.
    employer = (
        (given == SAME)
        & np.isin(family, (SAME, PART, ALIAS))
        & (
            (few & (compared.name_bits >= CROWD))
            | (at("company", "same-large", "close", "claimed") & (compared.name_bits >= CROWD + UNCOMMON))
        )
    )
    # The full name as both write it, rare, on one profile, and nothing known that tells the two apart.
    name = (
        (given == SAME)
        & (family == SAME)
        & (compared.name_bits >= CROWD + RARE)
        & at("origin", "one-profile")
        & at("reading", "named")
        & at("company", "none")
        & at("email", "none")
        & at("phone", "none")
    )
    several = at("namesakes", "two-profiles", "more-profiles")
    # Of two profiles of one name, only the one with the employer may be meant; a name alone means neither.
    grounds = (
        address | number | (near & at("profile", "same")) | (employer & (few | ~several)) | (name & ~several)
    )
    sure = grounds & ~against & (weight >= SURE)
    # Two profiles are asked about only where much speaks for one person with two accounts.
    asked = weight >= np.where(at("profile", "differs"), 0, ASK)
    return sure, asked, against

"""What may be linked without asking.

A high probability is not enough: it says how often such pairs are right, and a wrong link costs the user
more than a question. So a link without asking also needs grounds that a careful person would accept, from
the two records alone, and nothing that speaks against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.linkage import comparison
from sync.linkage.comparison import (
    ALIAS,
    CLOSE,
    DIFFERS,
    GRADES,
    INITIAL,
    PART,
    SAME,
    SHORT,
    Compared,
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
RARE, UNCOMMON = 10.0, 3.5


def decide(compared: Compared, weight: Array) -> tuple[Array, Array]:
    """Return which pairs may be linked without asking, and which are worth a question."""
    import numpy as np

    def at(what: str, *levels: str) -> Array:
        wanted = [comparison.LEVELS[what].index(level) for level in levels]
        return np.isin(compared.levels[what], wanted)

    given, family = np.divmod(compared.levels["name"], len(GRADES))
    near = np.isin(given, (SAME, SHORT, PART, CLOSE, INITIAL, ALIAS)) & np.isin(
        family, (SAME, PART, CLOSE, ALIAS)
    )
    same = (given == SAME) & (family == SAME)
    against = (
        (given == DIFFERS)
        | (family == DIFFERS)
        | at("generation", "one", "differs")
        | at("gender", "differs")
        | at("birthday", "differs")
        | at("profile", "differs")
        | at("email", "two-mailboxes")
        | at("namesakes", "two-profiles", "more-profiles")
        | at("origin", "two-profiles")
    )
    employer = at("company", "same-rare", "same", "same-large")
    address = at("email", "same", "two-names")
    number = at("phone", "same", "two-names")
    grounds = (
        (near & (address | number | at("profile", "same")))
        | (same & employer & (compared.name_bits >= CROWD + UNCOMMON))
        | (same & (compared.name_bits >= CROWD + RARE) & ~at("company", "differs"))
    )
    sure = grounds & ~against & (weight >= SURE)
    return sure, (weight >= ASK) & ~at("profile", "differs") | (at("profile", "differs") & (weight >= 0))

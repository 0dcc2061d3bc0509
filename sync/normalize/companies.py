"""Companies: the form under which two spellings of one employer are equal."""

from __future__ import annotations

import re
from functools import lru_cache

from sync.normalize.text import latin

# Legal forms of the countries people work in; "& Co", "et Cie" and their kin come with them.
LEGAL_FORMS = frozenset(
    """sa sas sasu sarl eurl snc sci scop scp selarl selas gie cie compagnie inc incorporated llc llp lp ltd
    limited corp corporation co plc pllc gmbh ag kg kgaa ohg ug ev se mbh sl slu slne srl sprl bvba spa sapa
    snc bv nv vof cv ab as asa oy oyj aps kft zrt sro doo dd spzoo sp zoo ltda eireli mei sau cdad pty pte pvt
    bhd sdn kk yk godo oao ooo zao pao jsc ojsc tbk pt asbl vzw asso association""".split()
)
# Words a branch or a house of brands adds to the name of the company.
BRANCH_WORDS = frozenset(
    """group groupe gruppe grupo gruppo holding holdings international intl worldwide global europe europa emea
    france deutschland germany espana spain italia italy uk usa us portugal brasil brazil maroc morocco suisse
    schweiz switzerland belgique belgium canada quebec india china japan nederland austria osterreich the
    official officiel paris london""".split()
)
_WORDS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")


@lru_cache(maxsize=65536)
def company(text: str) -> str:
    """Return a company's comparison form: Latin, lower case, one word, without legal form and branch.

    A name made of nothing else keeps its words, so that the form is empty only for an empty name.

    >>> company("Société Générale S.A."), company("ALTEN France"), company("Müller GmbH & Co. KG")
    ('societegenerale', 'alten', 'muller')
    """
    folded = latin(text)
    if "." in folded:
        folded = _DOTTED.sub(lambda found: found.group().replace(".", ""), folded)
    words = _WORDS.findall(folded.replace("'", ""))
    kept = [word for word in words if word not in LEGAL_FORMS]
    core = [word for word in kept if word not in BRANCH_WORDS]
    return "".join(core or kept or words)

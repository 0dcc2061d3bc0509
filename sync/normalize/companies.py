"""Companies: the form under which two spellings of one employer are equal.

form      what spellings share: Latin, lower case, without legal form, branch and joining words
branch    a country, a town or "Group" behind (or before) the name: `ALTEN France` is ALTEN
alias     another name of the same employer, stated: an acronym, a former name; see `company_aliases`

A part of a name is never the whole: Orange Bank is not Orange, and Air France is no branch of an "Air".
"""

from __future__ import annotations

import re
from functools import lru_cache

from sync.normalize.company_aliases import ALIASES
from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST, latin

# Legal forms of the countries people work in; "& Co", "et Cie" and their kin come with them.
LEGAL_FORMS = frozenset(
    """sa sas sasu sarl eurl snc sci scop scp scs selarl selas gie cie compagnie inc incorporated llc llp lp ltd
    limited corp corporation co company plc pllc gmbh ggmbh ag kg kgaa ohg ug ev eg se mbh sl slu slne srl srls
    sprl bvba spa sapa nv bv vof cv ab as asa oy oyj aps kft zrt sro doo dd spzoo sp zoo ltda eireli mei sau cdad
    pty pte pvt bhd sdn kk yk godo oao ooo zao pao jsc ojsc tbk pt asbl vzw asso association sociedad anonima
    societa branch succursale filiale""".split()
)
_LEADING_FORMS = frozenset("sarl sas sasu eurl snc scop ste societe compagnie cie".split())
_LEADING = frozenset("groupe group grupo gruppo the le la les".split())
_JOINING = frozenset("and et und".split())
_BINDING = frozenset("of de des du d en von della di del da for pour aux".split())
# Words a branch or a house of brands adds behind the name of the company.
BRANCH_WORDS = frozenset(
    """group groupe gruppe grupo gruppo holding holdings international intl worldwide global europe europa emea
    apac latam dach benelux iberia nordics mena asia africa afrique france deutschland germany espana spain italia
    italy uk usa us portugal brasil brazil maroc morocco tunisie algerie senegal suisse schweiz switzerland
    belgique belgium luxembourg canada quebec india china japan nederland netherlands austria osterreich poland
    polska ireland sweden norway denmark singapore mexico official officiel headquarters hq siege paris london
    lyon marseille toulouse bordeaux lille nantes strasbourg rennes grenoble montpellier geneve geneva zurich
    bruxelles brussels berlin munich madrid barcelona milan milano rome roma dubai montreal tokyo""".split()
)
# Words that need the place behind them to be a name: Air France, Radio France, CCI Paris.
_GENERIC = frozenset(
    """air airlines airways bank banque banca banco credit radio tele tv television televisions telecom energie
    energy gaz gas electricite electricity poste post rail railways steel life assurance assurances insurance
    habitat business media medias sport sports travel voyages auto petroleum campus atout sante publique public
    health meteo reseau network active initiative expertise invest investment monde tourisme logement domaine
    services service conseil consulting ecole school university universite institut institute iae insa cci chu chr
    mairie ville region metropole polytechnique centrale opera port aeroport hotel musee mutuelle caf urssaf em
    esc icn sciences po croix rouge eco travail emploi digital tech federation union club food water eau eaux
    transport transports capital partners finance software systems solutions space aerospace motors mobile online
    news press presse theatre jeunesse nature environnement victimes terre paper stock exchange central national
    royal grand general generale societe""".split()
)
_WORDS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_DOMAIN = re.compile(r"(?<=\w)\.(?:com|fr|io|net|org|ai|eu|de|ch|be)\b")
_ASIDE = re.compile(r"\(([^()]*)\)")
_BELONGS = re.compile(
    r"(?:,|\s[-–|])\s+(?:an?|part of(?: the)?|membre du|filiale d[eu]|une (?:societe|entreprise|marque)|by)\s.*"
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_FORMER = re.compile(r"\s*(?:ex\b|formerly|former|anciennement|previously|part of|groupe|group|gruppe)")


def company(text: str) -> str:
    """Return a company's comparison form: Latin, lower case, one word, without legal form and branch.

    A name made of nothing else keeps its words, so that the form is empty only for an empty name.

    >>> company("Société Générale S.A."), company("ALTEN France"), company("Müller GmbH & Co. KG")
    ('societegenerale', 'alten', 'muller')
    >>> company("Air France"), company("Banque de France")
    ('airfrance', 'banquedefrance')
    """
    # One plain word is all of its name.
    return text.lower() if text.isalpha() and text.isascii() else _company(text)


@remembered(65536)
def _company(text: str) -> str:
    return "".join(words(text[:LONGEST]))


def same(a: str, b: str) -> bool:
    """Tell whether two texts name one employer: equal forms, the same words in another order, a stated alias.

    >>> same("SG", "Société Générale"), same("Ernst and Young LLP", "EY"), same("Orange", "Orange Bank")
    (True, True, False)
    """
    one, other = words(a), words(b)
    if not one or not other:
        return False
    if named("".join(one)) == named("".join(other)) or sorted(one) == sorted(other):
        return True
    # Müller is Mueller where a keyboard has no ü.
    first, second = (company(text.translate(_GERMAN)) for text in (a.lower(), b.lower()))
    return first == second


def named(form: str) -> str:
    """Return the form under which an employer is known whatever the name: of its aliases, the one stated first."""
    return _aliases().get(form, form)


def initials(a: str, b: str) -> bool:
    """Tell whether one text is the acronym of the other, three letters at least: weak evidence, but evidence.

    >>> initials("CIV", "Compagnie Industrielle de Valdréa"), initials("Orange", "Orange Bank")
    (True, False)
    """
    for short, long in ((a, b), (b, a)):
        letters = re.sub(r"[.\s]", "", latin(short))
        parts = _WORDS.findall(latin(long).replace("'", " "))
        if len(letters) < 3 or len(parts) < 3 or not letters.isalpha():
            continue
        whole = "".join(part[0] for part in parts)
        core = "".join(part[0] for part in parts if part not in _BINDING | _JOINING | _LEADING)
        if letters in (whole, core):
            return True
    return False


@remembered(65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a company's name that count, in order."""
    folded = latin(text)
    if "(" in folded:
        folded = _ASIDE.sub(lambda found: " " if _aside(found.group(1), folded) else found.group(), folded)
    if "." in folded:
        folded = _DOTTED.sub(lambda found: found.group().replace(".", ""), _DOMAIN.sub(" ", folded))
    if " " in folded:
        folded = _BELONGS.sub("", folded) or folded
    every = _WORDS.findall(folded.replace("'", "").replace("’", ""))
    kept = [word for word in every if word not in _JOINING] or every
    kept = _behind(_before(kept))
    return tuple(kept or every)


def _aside(text: str, folded: str) -> bool:
    """Tell whether what stands in brackets says nothing new: a former name, an acronym, a place."""
    inside, rest = _WORDS.findall(text), folded.replace(f"({text})", "")
    return (
        bool(_FORMER.match(text))
        or all(word in BRANCH_WORDS or word in LEGAL_FORMS for word in inside)
        or initials(text, rest)
        or named(company(text)) == named(company(rest))
    )


def _before(kept: list[str]) -> list[str]:
    while len(kept) > 1 and kept[0] in _LEADING_FORMS | _LEADING:
        rest = kept[1:]
        # "SAS Institute" and "Société Générale" are names; "SAS Dupont" and "La Redoute" are not whole ones.
        if kept[0] == "societe" and rest[0] not in _BINDING:
            break
        if kept[0] in _LEADING_FORMS and rest[0] in _BINDING and len(rest) > 1:
            rest = rest[1:]
        nothing = all(word in LEGAL_FORMS or word in BRANCH_WORDS or len(word) == 1 for word in rest)
        if nothing or _nameless(rest):
            break
        kept = rest
    return kept


def _behind(kept: list[str]) -> list[str]:
    while len(kept) > 1:
        last, rest = kept[-1], kept[:-1]
        branch = last in BRANCH_WORDS and rest[-1] not in _BINDING and not _nameless(rest)
        if last not in LEGAL_FORMS and not branch:
            break
        kept = rest
    return kept


def _nameless(parts: list[str]) -> bool:
    return all(word in _GENERIC or word in _BINDING or word in LEGAL_FORMS for word in parts)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in ALIASES.strip().splitlines():
        forms = [company(name.strip()) for name in line.split("=")]
        for form in forms:
            known[form] = forms[0]
    return known

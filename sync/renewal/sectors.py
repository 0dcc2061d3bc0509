"""Sectors of the economy, told from the words of a company's name and of a job title; "unknown" is an answer.

The list follows the sections of NACE (NAF in France), parted where a network parts and joined where it does not.
A company known by name only (a proper name) has no sector until its people's titles, or the user, tell one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from sync.normalize.companies import company, named
from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST, fold

SECTORS = (
    "banking-finance", "insurance", "consulting", "audit-accounting", "technology", "telecom", "industry",
    "automotive", "aerospace-defence", "energy-environment", "construction-real-estate", "retail-consumer",
    "luxury-fashion", "food-agriculture", "transport-logistics", "health-pharma", "education-research",
    "public-sector", "media-communication", "hospitality-tourism", "legal", "recruitment-hr", "nonprofit", "unknown",
)  # fmt: skip

UNKNOWN = "unknown"

_WORDS: dict[str, str] = {
    "recruitment-hr": r"recrut\w*|recruit\w*|recruitment|executive search|headhunt\w*|chasseu\w* de tetes?|staffing|talents?|interim|outplacement|ressources humaines|human resources|rh|search",
    "insurance": r"assuran\w*|insurance|assurances|mutuelle\w*|prevoyance|reinsurance|reassurance|actuar\w*|actuair\w*|courtage|vie",
    "banking-finance": r"ban(?:k|ks|king|que|ques|quier\w*|caire\w*|co|ca)|capital|finance|financial|asset management|private equity|wealth|patrimoine|credit|invest\w*|venture|ventures|fonds|fund|funds|trading|bourse|gestion d.actifs|fintech|partners capital|epargne",
    "audit-accounting": r"audit|expert\w* comptable\w*|comptab\w*|accounting|accountants|fiduciaire|commissaire aux comptes",
    "legal": r"avocat\w*|law|lawyers?|legal|notair\w*|notari\w*|juridique|attorneys?|solicitors?|huissiers?",
    "health-pharma": r"sante|health|healthcare|hopita\w*|hospital\w*|clini\w*|pharma\w*|medic\w*|chu|ehpad|biotech\w*|labo(?:ratoires?)?|infirm\w*|nurs\w*|therap\w*|dentaire|dental|medecin\w*|chirurg\w*|life sciences",
    "education-research": r"universit\w*|university|ecole|school|college|lycee|institut|institute|academy|academie|campus|enseign\w*|professeu\w*|professor|teacher|education\w*|formation|learning|recherche|research|cnrs|inserm|inrae|sorbonne|hec|essec|insead",
    "aerospace-defence": r"aero\w*|airbus|space|spatial|defen[cs]e|aviation|dassault|safran|thales|military",
    "automotive": r"auto|autos|automobile\w*|automotive|motors?|vehicules?|renault|peugeot|stellantis|valeo|bmw|volkswagen|toyota",
    "energy-environment": r"energ\w*|electri\w*|gaz|gas|petrol\w*|oil|solar|solaire|eolien\w*|wind|nucleaire|nuclear|eau|eaux|water|environ\w*|recycl\w*|dechets|waste|edf|engie|totalenergies|veolia|suez|hydro\w*|renouvelables?|renewables?",
    "construction-real-estate": r"immobili\w*|real estate|property|properties|construct\w*|batiment|btp|travaux|promotion|foncier\w*|habitat|logement|architect\w*|urban\w*|patrimoine immobilier|bouygues|vinci|eiffage",
    "transport-logistics": r"transport\w*|logisti\w*|supply chain|freight|shipping|maritime|marine|rail\w*|sncf|ratp|airlines?|airways|fret|livraison|delivery|port|aeroport\w*",
    "telecom": r"telecom\w*|mobile|orange|sfr|free|fibre|verizon|vodafone",
    "technology": r"tech|techs|technolog\w*|software|logiciels?|digital|numerique|data|cloud|cyber\w*|informatique|computing|systems|saas|it|ai|web|labs?|robotics|google|microsoft|amazon web services|aws|apple|meta|oracle|sap|ibm|salesforce|games|gaming|internet",
    "luxury-fashion": r"luxe|luxury|mode|fashion|couture|cosmeti\w*|beaute|beauty|parfums?|joailler\w*|jewel\w*|lvmh|kering|hermes|chanel|dior|l.?oreal|maroquinerie",
    "food-agriculture": r"agri\w*|agro\w*|food|foods|aliment\w*|vins?|wines?|viticol\w*|laiteri?e|boulanger\w*|danone|nestle|ferme|farm\w*|brasseri?e|boissons?|beverages?",
    "hospitality-tourism": r"hotel\w*|hospitality|touris\w*|travel|voyages?|restaur\w*|resorts?|club med|accor|traiteur",
    "retail-consumer": r"retail|distribution|magasins?|stores?|commerce|e ?commerce|supermarch\w*|hypermarch\w*|carrefour|auchan|leclerc|decathlon|amazon|fnac|darty|jouets|grande consommation|consumer goods|fmcg",
    "media-communication": r"media|medias|presse|press|news|journal\w*|tv|television|radio|publicit\w*|advertising|communication\w*|agence|agency|editions?|publishing|cinema|films?|productions?|studio|studios|music|musique|events?|evenementiel|marketing",
    "public-sector": r"ministere|ministry|mairie|ville|metropole|region|departement|prefecture|commune|etat|government|gouvernement|collectivite\w*|public|publique|assemblee|senat|ambassade|embassy|armee|gendarmerie|police|urssaf|france travail|caisse des depots|parlement|parliament|european commission|commission europeenne|territorial\w*",
    "nonprofit": r"association|fondation|foundation|ong|ngo|croix rouge|red cross|humanitaire|solidari\w*|secours|unicef|msf|charity|federation",
    "consulting": r"consult\w*|conseil\w*|advisory|strategy|strategie|mckinsey|bain|bcg|accenture|capgemini|deloitte|ey|kpmg|pwc|roland berger",
    "industry": r"industri\w*|manufactur\w*|mecani\w*|metal\w*|acier|steel|chimi\w*|chemical\w*|plasti\w*|machines?|maschinenbau|equip\w*|outillage|usine|factory|verre|glass|papier|paper|textiles?|electronics?|electronique|siemens|michelin|saint gobain",
}  # fmt: skip
_FROM_TITLE = {
    "legal": r"avocat\w*|notair\w*|lawyer|attorney at law|barrister|solicitor",
    "health-pharma": r"medecin\w*|chirurgi\w*|infirmi\w*|pharmaci\w*|nurse|physician|dentist\w*|kinesi\w*|cadre de sante|visit\w* medica\w*|hospitali\w*|surgeon",
    "education-research": r"professeu\w*|enseign\w*|teacher|professor|lecturer|proviseur\w*|chercheu\w*|maitre\w* de conferences|doctorant\w*|dean|postdoc\w*",
    "recruitment-hr": r"chasseu\w* de tetes?|headhunt\w*|consultant\w* en recrutement|executive search|recruitment consultant",
    "banking-finance": r"banqu\w*|bank\w*|trader|private equity|gerant\w* de portefeuille|asset manage\w*|capital investissement|portfolio manager|bancaire",
    "insurance": r"assuran\w*|insurance|actuair\w*|actuar\w*|underwrit\w*|courti\w* en assurances?",
    "construction-real-estate": r"immobili\w*|real estate|travaux|architecte? dplg|promot\w* immobili\w*|property|leasing",
    "media-communication": r"journalis\w*|redact\w* en chef|attache\w* de presse|editor in chief|reporter",
    "public-sector": r"maire|mayor|prefet\w*|depute\w*|senat\w*|ambassad\w*|conseill\w* municipal\w*|policier|police officer|fonctionnaire|civil servant|magistrat\w*|officier de marine",
    "audit-accounting": r"expert\w* comptable\w*|commissaire aux comptes",
    "hospitality-tourism": r"directeur\w* d.hotel|hotel manager|chef\w* de cuisine|serveu\w*|restaurant manager|travel agent|waiter|head chef",
    "technology": r"software engineer\w*|developp\w* (?:logiciel|web)|developpeu\w*",
    "transport-logistics": r"chauffeur|truck driver|pilote de ligne",
    "consulting": r"management consultant|consultant\w* en (?:strategie|management|organisation)",
}


@cache
def _patterns(*, of_titles: bool) -> list[tuple[str, re.Pattern[str]]]:
    """Return the words as patterns; made when the first is looked for, for it takes a while."""
    return [
        (sector, re.compile(rf"(?<!\w)(?:{words.replace(' ', '[ -]')})(?!\w)"))
        for sector, words in (_FROM_TITLE if of_titles else _WORDS).items()
    ]


def sector(company_name: str, title: str = "") -> str:
    """Return the sector of somebody by company and title, the company's words first; `unknown` if neither tells.

    The last word of a company's name that tells something decides: a "Banque Energie Conseil" advises.

    >>> sector("Kermadis Assurances"), sector("", "Avocate associée"), sector("Brévane", "Comptable")
    ('insurance', 'legal', 'unknown')
    """
    return _told(company_name, of_titles=False) or _told(title, of_titles=True) or UNKNOWN


@remembered(131072)
def _told(text: str, *, of_titles: bool) -> str:
    plain = fold(text[:LONGEST])
    places = [
        (found.start(), sector)
        for sector, pattern in _patterns(of_titles=of_titles)
        for found in pattern.finditer(plain)
    ]
    return max(places, key=lambda place: place[0])[1] if places else ""


def sectors_of(people: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return the sector of each company's form, from (company, title, the user's word), where one is told."""
    return agreed(
        (named(company(name)), sector(name), sector("", title), chosen) for name, title, chosen in people
    )


def agreed(people: Iterable[tuple[str, str, str, str]]) -> dict[str, str]:
    """Return the sector of each company's form, from the form, what name and title tell, and the user's word.

    The user's word for one of its people goes before everything; then the name; then what two titles agree on.
    """
    said: dict[str, str] = {}
    votes: dict[str, Counter[str]] = {}
    for form, of_name, of_title, chosen in people:
        if not form:
            continue
        if chosen:
            said[form] = chosen
        elif of_name != UNKNOWN:
            said.setdefault(form, of_name)
        elif of_title != UNKNOWN:
            votes.setdefault(form, Counter())[of_title] += 1
    for form, counted in votes.items():
        found, n = counted.most_common(1)[0]
        if n > 1 and form not in said:
            said[form] = found
    return said

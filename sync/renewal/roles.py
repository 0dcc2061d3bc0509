"""Roles and seniority of job titles in French and English, told from their words; "unknown" is an answer.

role       the family of work, one of `ROLES`, after the functions that professional networks use
seniority  the rung, one of `SENIORITIES`
rank       3 a word of a craft (payroll, juriste), 2 the head of a house (CEO), 1 a word that any craft has (projet)

A title is read up to its employer (`at Acme`). The word of the highest rank decides, and of several the first:
an "Ingénieur commercial" sells, a "Directeur général adjoint finances" is in finance. The vocabulary was
written for this project; ISCO-08, ESCO and ROME name occupations and know neither rungs nor the words of cards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST, fold

ROLES = (
    "general-management", "finance", "human-resources", "sales", "marketing", "communication", "it", "data",
    "engineering", "research", "product", "project", "operations", "purchasing", "legal", "consulting",
    "education", "health", "design", "customer-service", "administration", "real-estate", "public-service",
    "hospitality", "unknown",
)  # fmt: skip
SENIORITIES = (
    "owner", "partner", "executive", "director", "manager", "senior", "staff", "junior", "trainee", "unknown",
)  # fmt: skip

# Patterns over folded text (no accents, lower case); a blank stands for a blank or a hyphen.
_ROLES: dict[str, dict[int, str]] = {
    "finance": {
        3: r"""cfo|chief financial|daf|raf|financ\w*|comptab\w*|account(?:ant|ants|ing)|controll(?:er|ing)|contr[ou]l\w* (?:de )?gestion|controle? financier
            |contr[ou]leuse? de gestion|treasur\w*|tresor\w*|audit\w*|tax|fiscal\w*|credit (?:analyst|manager|risk)|analyste credit|risk\w*|risques?
            |actuar\w*|actuair\w*|bank\w*|banqui\w*|banque|trader|trading|invest(?:ment|or|isseur|isseurs|issement|issements)\b(?! relations banker)|private equity
            |asset manage\w*|gestion(?:naire)? (?:d.actifs|de portefeuille|de patrimoine)|gerante? de (?:portefeuille|fonds)|portfolio manager
            |fund|wealth|patrimoine|m&a|fusions? acquisitions?|expert\w* comptables?|commissaire aux comptes|billing|facturation|recouvrement|payable|receivable|bookkeep\w*
            |fp&a|budget\w*|underwrit\w*|souscript\w*|equity|venture|consolidation|conformite bancaire|compliance financ\w*|analyste quantitatif|quant\w* analyst|cost"""
    },
    "human-resources": {
        3: r"""drh|rrh|chro|rh|hr|hrbp|human resources|ressources humaines|human capital|capital humain|recrut\w*|recruit\w*|talents?|chasseu\w* de tetes?|headhunt\w*
            |executive search|people(?: & culture| operations| partner| officer| manager| lead)|head of people|chief people|paie|payroll|compensation|remuneration\w*|formation (?:professionnelle|interne)|responsable (?:de )?(?:la )?formation|charge\w* de formation
            |learning(?: & | and )development|l&d|relations sociales|dialogue social|labor relations|gpec|gepp|sourc(?:er|eur|euse)|outplacement|marque employeur|employer brand\w*|diversity|diversite|staffing|dei
            |training manager|coach(?:e|ing)? (?:de dirigeants|executi\w*|de carriere|professionnel\w*)|executive coach|career coach|coach|qvt|qvct"""
    },
    "sales": {
        3: r"""sales|commercial(?!e? real)\w*|vent(?:es?|e)|vend(?:eu[rs]\w*|euse)|business develop\w*|developpement (?:commercial|des affaires|d.affaires)|account (?:manager|executive|director)|key account\w*|grands? comptes?
            |ingenieur\w* (?:d.)?affaires?|charge\w* d.affaires?|technico commercial\w*|cro|chief revenue|revenue|sdr|bdr|biz ?dev|presales|pre sales|avant vente|chef\w* de secteur|chef\w* des? ventes|compte clef?s?|client partner|partnerships?|partenariats?
            |export|adv|channel|merchandis\w*|responsable (?:de )?magasin|directeur\w* (?:de )?magasin|directrice de magasin|store|retail|negociat\w*|courti\w*|broker|visit\w* medica\w*|delegue\w* medica\w*|kam|animateur\w* de reseau|charge\w* de clientele|relationship manager"""
    },
    "marketing": {
        3: r"""cmo|marketing|brand\w*|marques?|chef\w* de marque|seo|sea|sem|growth|acquisition|e ?commerce|trade marketing|crm|community manager|social media|content|contenus?
            |digital(?! transformation)(?: marketing| manager| officer)|webmarket\w*|traffic|etudes? de marche|consumer insight\w*|market research|demand generation|publicite|advertising|media ?plann\w*|category manager|copywriter|influence"""
    },
    "communication": {
        3: r"""communication\w*|relations? (?:presse|publiques?|medias?)|public relations|pr (?:manager|director|officer|consultant)|attache\w* de presse|press (?:officer|attache)|journalis\w*|redact\w*|editor\w*|editeur|editrice|reporter|porte parole|spokes\w*
            |public affairs|affaires publiques|corporate affairs|evenementiel|events?(?: manager| coordinator| planner| director)?|speechwriter|traduct\w*|translator|interpret(?:e|er)|producteur|productrice|realisat\w*|presentat\w*|lobby\w*|affaires institutionnelles|mecenat|fundrais\w*"""
    },
    "data": {
        3: r"""data(?! center| protection| entry)\w*|donnees|machine learning|ml(?:ops)?|ia|ai|intelligence artificielle|artificial intelligence|statisti\w*|business intelligence|bi|decisionnel|analytics|big data|cdo|deep learning|nlp|dataviz"""
    },
    "it": {
        3: r"""cto|cio|ciso|dsi|rssi|software|logiciels?|developp(?:eu[rs]\w*|euse)|develop(?:er|ers)|dev|devops|sre|full ?stack|front ?end|back ?end|web ?master|informati\w*|information (?:technology|systems?|security)|systemes? d.information|si|it|technology|technologies
            |cloud|cyber\w*|securite (?:informatique|des systemes)|security (?:engineer|analyst|architect|officer|consultant)|network (?:engineer|administrator|architect)|reseaux?(?! commercial)(?= |$)|administrat\w* (?:systemes?|reseaux?|de bases?)|systems? (?:administrator|engineer|architect)|sysadmin|architecte? (?:logiciel|cloud|technique|si|solutions?|applicatif)|solutions? architect|enterprise architect
            |sap|salesforce|erp|java|python|php|\.net|dotnet|javascript|react|c\+\+|ios|android|mobile dev\w*|programm(?:er|eur|euse|ation)|help ?desk|support (?:informatique|technique|it)|technical support|qa (?:engineer|tester)|test(?:eur|er|euse)|scrum master|agile coach|tech lead|lead tech|blockchain|infrastructures? (?:it|informatique)|infrastructure engineer|business analyst|moa|amoa|integrat\w* (?:logiciel|erp)|database|dba|embedded|logiciel embarque|transformation digitale|digital transformation|transformation numerique|engineering manager|vp engineering|web"""
    },
    "product": {
        3: r"""product (?:manager|owner|lead\w*|director|officer|marketing manager|management|strategy|operations)|head of product|chief product|cpo|chef\w* de produits?|responsable (?:de )?(?:gamme|produits?)|vp product|director of product|directeur\w* produits?|directrice produits?|(?:associate|senior|group|principal) pm"""
    },
    "engineering": {
        3: r"""(?:mechanical|electrical|civil|chemical|industrial|process|structural|aerospace|hardware|manufacturing|automotive|electronics?|systems?|field|design|r ?& ?d|research|maintenance|quality|project|validation|materials?|hvac|energy|nuclear|calculation) engineer\w*|ingenieur\w* (?:mecani\w*|electri\w*|electron\w*|genie|procedes?|structures?|calculs?|etudes?|conception|materiaux|thermi\w*|nucleaire|energie|aero\w*|essais|industrialisation|methodes|travaux|r ?& ?d|systeme|automati\w*|chimi\w*|validation|bureau)
            |bureau d.etudes|genie (?:civil|mecanique|electrique|industriel)|mecani(?:que|cien|cienne)|automatici\w*|electrotechnici\w*|electronici\w*|dessinat\w*|projeteu\w*|cad|cao|conducteur\w* de travaux|conductrice de travaux|travaux|chantier|construction|architecte? (?:dplg|dehmonp|hmonp|batiment)|surveyor|geometre|btp|directeur\w* techniques?|directrice technique|responsable technique|technical (?:director|manager)|electricien\w*|welder|soudeu\w*|roboti\w*|aerospace|aeronauti\w*""",
        1: r"""ingenieur\w*|engineer\w*|technici\w*|technicians?|technique|technical|architect\w*""",
    },
    "research": {
        3: r"""research(?:er|ers| scientist| fellow| associate| assistant| director| engineer)?|recherches?(?! d.emploi| d.opportunit\w*| de| active)|directrice de recherche|directeur\w* de recherche|chargee?s? de recherche|recherche (?:et|&) developpement|chercheu\w*|scientist|scientifi\w*|post ?doc\w*|postdoctoral|doctorant\w*|phd (?:student|candidate)|ph\.?d student|r ?& ?d|innovation|laborator\w*|laboratoire|biologist|biologiste|chemist|chimiste|physicist|physicien|economis\w*|sociolog\w*|clinical research|arc|attache\w* de recherche""",
    },
    "operations": {
        3: r"""coo|chief operating|operations?|operationn?el\w*|supply chain|logisti\w*|production|usine|plant|factory|manufacturing|qualite|quality|qhse|hse|hsse|ehs|safety|securite(?! (?:informatique|des systemes))(?: au travail)?|lean|amelioration continue|continuous improvement|maintenance|warehouse|entrepot|transports?|planif\w*|planner|planning|demand|approvisionn\w*|exploitation|site manager|directeur\w* (?:de )?(?:site|usine)|directrice (?:de )?(?:site|usine)|industriel\w*|process(?: excellence| improvement)?|operational excellence|fleet|facilit(?:y|ies)|services? generaux|ordonnancement|atelier|ouvri\w*|operateur|operatrice|operator|contremaitre|magasinier|chauffeur|driver|foreman|rse|csr|sustainability|developpement durable|environnement|environmental|esg""",
    },
    "purchasing": {
        3: r"""achats?|acheteu\w*|purchas\w*|procurement|buyer|sourcing|category buyer|approvisionneu\w*"""
    },
    "legal": {
        3: r"""avocat\w*|lawyer|attorney|counsel|legal|juridique\w*|juriste|notair\w*|notari\w*|solicitor|barrister|paralegal|huissier\w*|commissaire de justice|magistrat\w*|juge|judge|greffi\w*|compliance|conformite|dpo|data protection|privacy|contracts? manager|contract management|propriete intellectuelle|intellectual property|patent|brevets?|mandataire judiciaire|droit|law clerk|regulatory|affaires reglementaires|company secretary"""
    },
    "education": {
        3: r"""professeu\w*|professor\w*|enseign\w*|teach\w*|teacher|lecturer|maitre\w* de conferences|formateu\w*|formatrice|trainer|educat\w*|proviseur\w*|principale? (?:de|du) college|institut(?:eur|rice)|pedagog\w*|tutor|tuteur|dean|doyen\w*|academic|universit\w*|instructional designer|school|ecole|cpe|instructor|bibliothec\w*|librarian|professeure?|scolarite|scolaire|directeur\w* des etudes|moniteur|monitrice"""
    },
    "health": {
        3: r"""medecin\w*|doctor|physician|chirurg\w*|surgeon|infirmi\w*|nurse|nursing|pharmaci\w*|pharmacist|dentist\w*|veterinair\w*|veterinarian|kine\w*|physiotherap\w*|sage femme|midwife|psycholog\w*|psychiatr\w*|psychotherap\w*|therap(?:ist|eute)|cardiolog\w*|radiolog\w*|pediatr\w*|anesthesi\w*|orthophon\w*|osteopath\w*|dieteti\w*|nutritionn?ist\w*|aide soignant\w*|cadre de sante|hospitali\w*|hospital\w*|d.hopital|hopita\w*|clinique|ehpad|care (?:manager|assistant)|clinic(?:al|ian)\b(?! research)|paramedic|ambulanci\w*|optici\w*|optician|sante|healthcare|medical(?! sales)\b|biologiste medical\w*|oncolog\w*|generaliste"""
    },
    "design": {
        3: r"""design(?:er|ers|eur|euse)?|ux|ui|graphis\w*|graphic\w*|directeur\w* artistique|directrice artistique|art director|creative|creati(?:on|f|ve)|illustrat\w*|photograph\w*|motion|stylist\w*|styliste|video(?:aste|graph\w*)|architecte? d.interieur|interior|artist\w*|artiste|musici\w*|comedien\w*|animator|modeliste|scenograph\w*|webdesign\w*|da"""
    },
    "customer-service": {
        3: r"""customer (?:success|service|support|care|experience|relations?)|client (?:success|service|services|support|relations?)|service clients?|relations? clients?(?:ele)?|experience client\w*|support client\w*|conseill\w* client\w*(?: a distance)?|teleconseill\w*|sav|apres vente|after sales|call cent(?:er|re)|centre d.appels?|csm|charge\w* de relation client\w*|satisfaction client"""
    },
    "administration": {
        3: r"""assistant\w* (?:de |du |a la |to the |of the )(?:direct\w*|ceo|president\w*|managing director|general manager|dg|pdg|cfo)|assistant\w* (?:administrati\w*|polyvalent\w*|executive|personnel\w*)|(?:executive|personal|administrative|office) assistant\w*|office manager|secretair\w*(?! general)|secretar(?:y|ial)(?! general)|administrative (?:officer|coordinator|manager|clerk)|administrati(?:f|ve|ves|fs)(?! et financi\w*| & financi\w*| financi\w*)|hotes\w* d.accueil|accueil|receptionist|standardist\w*|data entry|attache\w* de direction|gestionnaire administrati\w*|clerk|archivist\w*|documentalist\w*|moyens generaux"""
    },
    "real-estate": {
        3: r"""immobili\w*|real estate|property|realtor|syndic|asset manager immobilier|promotion immobiliere|agent commercial immobilier|commercial real estate|leasing manager|foncier\w*|urbanis\w*"""
    },
    "public-service": {
        3: r"""maire|mayor|deput(?:e|ee)|senat(?:eur|rice|or)|conseill\w* (?:municipal\w*|regional\w*|departemental\w*|ministeriel\w*)|prefet\w*|sous prefet\w*|ambassad\w*|diplomat\w*|consul|ministre|minister|civil servant|fonctionnaire|policier\w*|police|gendarm\w*|militair\w*|officier|colonel|commandant\w*|pompi\w*|firefighter|policy|politiques? publiques?|collectivit\w*|territorial\w*|travail\w* social\w*|social worker|assistant\w* social\w*|dgs|directeur\w* general\w* des services|insertion|humanitarian|humanitaire|benevol\w*|volunteer|ngo|ong|attache\w* (?:territorial\w*|d.administration)|inspect\w* des (?:finances|impots)|parlementaire"""
    },
    "hospitality": {
        3: r"""hotel\w*|restaura\w*|cuisin\w*|(?:head|executive|pastry) chef|chef\w* (?:de )?(?:cuisine|patissier\w*|de rang)|cook|waiter|serveu\w*|barman|barista|sommeli\w*|housekeep\w*|gouvernante|touris\w*|travel|voyages?|concierge|maitre d.hotel|f&b|food & beverage|boulang\w*|patissi\w*|guide|sous chef"""
    },
    "consulting": {
        2: r"""(?:management|strategy|business|transformation|change) consult\w*|consult\w* en (?:strategie|management|organisation|transformation)|conseil en (?:strategie|management|organisation)|strateg\w*|transformation|change manage\w*|conduite du changement""",
        1: r"""consult\w*|conseil\w*|advis(?:o|e)r\w*|advisory|expert\w*""",
    },
    "project": {
        2: r"""pmo|project (?:manage\w*|director|lead\w*|coordinator|officer|controller)|program(?:me)? (?:manage\w*|director|lead\w*|coordinator|officer)|chef\w* de projets?|cheffe de projets?|chef\w* de programmes?|directeur\w* de (?:projets?|programmes?)|directrice de (?:projets?|programmes?)|responsable (?:de )?projets?|coordinat\w* de projets?|charge\w* de projets?|charge\w* de mission""",
        1: r"""projets?|projects?|program(?:me)?s?|missions?|delivery""",
    },
    "general-management": {
        2: r"""ceo|chief executive|pdg|dg|dga|directeur\w* generale?|directrice generale?|presidente?|president directeur general|vice president\w*(?= d[ue])|managing director|general manager|country (?:manager|director|head)|gerante?|dirigeant\w*|chef\w* d.entreprise|founder|co ?founder|founding partner|fondat\w*|co ?fondat\w*|entrepreneu\w*|owner|proprietaire|business owner|board (?:member|director|advisor)|non executive director|administrat(?:eur|rice)(?: independante?| de societes?)?$|membre du (?:comite|conseil|directoire|codir|comex)|comex|directoire|chairman|chairwoman|chairperson|chair|president|managing partner|secretaire generale?|secretary general|chief of staff|directeur\w* de cabinet|directrice de cabinet|business unit|bu (?:manager|director|head)|executive director|directeur\w* executif|directrice executive|directeur\w* (?:regional\w*|de filiale|d.agence|d.etablissement|de division|delegue\w*)|directrice (?:regionale|de filiale|d.agence|d.etablissement|de division|deleguee)|regional (?:director|manager)|directeur\w* associe\w*|ceo's|senior partner|partner$|^partner|associe\w*$|self employed|^independant\w*$|^freelance$|branch manager|responsable d.agence|intrapreneu\w*|holding""",
    },
}
_BEFORE = r"(?<![\w+#])"
_BEHIND = r"(?![\w#])"


def _pattern(text: str) -> re.Pattern[str]:
    joined = re.sub(r"\s*\n\s*", "", text)
    return re.compile(f"{_BEFORE}(?:{joined.replace(' ', '[ -]')}){_BEHIND}")


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[int, str, re.Pattern[str]]]:
    return [(rank, role, _pattern(text)) for role, ranks in _ROLES.items() for rank, text in ranks.items()]


_AT = re.compile(r"\s+(?:at|chez|@|bei|pour le compte de)\s+.*|\s*@\s*\w.*")
_ENDS = re.compile(r"\s*[|•·;/]\s*|\s+[–—-]\s+")
_HARMLESS = re.compile(r"[\"'’`]")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a title says of its bearer; see `ROLES` and `SENIORITIES`."""

    role: str
    seniority: str


@remembered(65536)
def standing(title: str) -> Standing:
    """Return role and seniority of a title; both are `unknown` where its words do not tell.

    >>> standing("Directrice des Ressources Humaines")
    Standing(role='human-resources', seniority='director')
    >>> standing("Senior Software Engineer at Acme"), standing("Licorne en chef")
    (Standing(role='it', seniority='senior'), Standing(role='unknown', seniority='unknown'))
    """
    text = _plain(title[:LONGEST])
    parts = [part for part in _ENDS.split(text) if part] or [text]
    role = next((found for part in parts if (found := _role(part)) != "unknown"), "unknown")
    told = next((found for part in parts if (found := _rung(part))), "")
    return Standing(role, told or ("staff" if role != "unknown" else "unknown"))


def _plain(title: str) -> str:
    text = fold(title).replace("(", " ").replace(")", " ").replace("·", "").replace("’", "'")
    # Inclusive endings, and articles before a vowel: `chargé(e) d'affaires`.
    text = re.sub(r"(?<=\w) (?:e|ne|rice|trice|euse|s|h ?/ ?f|f ?/ ?h|m ?/ ?f|f)(?= |$)", "", text)
    text = re.sub(r"\b[hfm]\s?/\s?[hfm](?:\s?/\s?[dx])?\b", " ", text)
    return " ".join(_AT.sub("", text).split())


def _role(text: str) -> str:
    # The articles of French stand between the words that count.
    spare = " ".join(re.sub(r"\b(?:des?|du|la|le|les|l'|of|the|for|et|and|&)(?=\W|$)", " ", text).split())
    best = (0, 0, 0, "unknown")
    for rank, role, pattern in _patterns():
        for form in (text, spare) if spare != text else (text,):
            found = pattern.search(form)
            if found:
                # The first word decides; where two start together, the longer one.
                place = (rank, -found.start(), found.end() - found.start(), role)
                best = max(best, place, key=lambda one: one[:3])
    return best[3]


_RUNGS: tuple[tuple[str, str], ...] = (
    ("trainee", r"stagiaires?|intern|interns|internship|apprenti\w*|alternante?|alternance|trainee|etudiant\w*|student(?! affairs| services| success| life| support)|working student|vie|v\.i\.e|doctorant\w*|phd candidate|interne(?= en| des)|stage"),
    ("staff", r"assistant\w* social\w*|assistant\w* (?:de |du |a la |to the |of the )(?:direct\w*|ceo|president\w*|managing director|general manager|dg|pdg|cfo)|executive assistant|personal assistant|attache\w* de direction|administrat\w* (?:systemes?|reseaux?|de bases?)|secretair\w* de direction|staff (?:nurse|accountant|writer)|professeur\w* associe\w*"),
    ("director", r"vice president\w*|s?e?vp|avp|chief of staff|secretaire generale?|secretary general"),
    ("partner", r"managing partner|senior partner|founding partner|(?<!business )(?<!people )(?<!hr )(?<!client )(?<!channel )(?<!finance )partner(?! manager| success| marketing| account| develop\w*| sales| relations\w*)|associee?|avocate? associee?|equity partner"),
    ("junior", r"juniors?|jr|graduate|debutant\w*|entry level|aide|apprentice"),
    ("executive", r"chief \w+(?: \w+)? officer|chief \w+|ceo|cfo|cto|cio|cmo|coo|chro|cpo|cro|cdo|ciso|cso|c level|pdg|dg|dga|president\w*|directeur\w* generale?|directrice generale?|managing director|general manager|chairman|chairwoman|chair|chairperson|board member|non executive director|membre du (?:conseil|directoire|comite|comex)\w*|administrat(?:eur|rice)(?: independante?| de societes?)?$|dirigeant\w*|executive director|directeur\w* executif|directrice executive|maire|mayor|ministre|minister|prefet\w*|ambassad(?:eur|rice|or)"),
    ("owner", r"(?:co ?)?founder|(?:co ?)?fondat(?:eur|rice)|(?<!product )(?<!process )(?<!service )owner|entrepreneu\w*|gerante?(?! de (?:portefeuille|fonds))|proprietaire|chef\w* d.entreprise|creat(?:eur|rice) d.entreprise|self employed"),
    ("director", r"direct(?:or|ors|eur|eure|rice|eurs|rices|ion)|dir|head|daf|drh|dsi|dir\.|dgs|daj|doyen\w*|dean|proviseure?|principal of|vp\w*"),
    ("manager", r"manage(?:r|rs|ment)|manageu?r|managing|responsables?|resp|(?<!en )chef|cheffe|redact\w* en chef|editor in chief|chefs|supervis\w*|superviseu\w*|team lead\w*|team leader|rrh|rssi|raf|rh responsable|superintendent|foreman|contremaitre|encadrant\w*|gestionnaire principal\w*|bureau chief|cadre de sante|cadre superieur|capitaine|commandant\w*|colonel|scrum of scrums"),
    ("senior", r"seniors?|sr|confirme\w*|principal\w*|lead|leader|expert\w*(?! comptable)|experience\w*|staff engineer|specialiste senior|fellow|referente?|ingenieure? en chef|experimente\w*|distinguished|maitre\w* de conferences|of counsel"),
    ("junior", r"assistante?s?|adjointe? administrati\w*|associate(?! professor)|postdoc\w*|auxiliaire"),
)  # fmt: skip
_LADDER = [(rung, _pattern(text)) for rung, text in _RUNGS]


def _rung(text: str) -> str:
    return next((rung for rung, pattern in _LADDER if pattern.search(text)), "")

"""Job titles: the form under which two spellings of one title are equal, and titles of people who have retired.

Retired is told from words in French, English, German, Spanish and Italian. Accents decide in French
(`retraité` has retired, `retraite` is a branch of insurance), so capitals and Excel, which drop them, need
the words around.
"""

from __future__ import annotations

import re
import unicodedata

from sync.normalize.companies import same
from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST, fold, tidy

_ABBREVIATIONS = {
    "sr": "senior",
    "jr": "junior",
    "dir": "director",
    "mgr": "manager",
    "mngr": "manager",
    "eng": "engineer",
    "ing": "ingenieur",
    "resp": "responsable",
    "asst": "assistant",
    "assoc": "associate",
    "dev": "developer",
    "exec": "executive",
    "mktg": "marketing",
    "intl": "international",
    "dept": "department",
    "adj": "adjoint",
    "gal": "general",
    "svp": "senior vice president",
    "evp": "executive vice president",
    "vp": "vice president",
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "cto": "chief technology officer",
    "coo": "chief operating officer",
    "cio": "chief information officer",
    "cmo": "chief marketing officer",
    "hr": "human resources",
    "pdg": "president directeur general",
    "dg": "directeur general",
    "daf": "directeur administratif financier",
    "drh": "directeur ressources humaines",
    "dsi": "directeur systemes information",
    "rh": "ressources humaines",
}
_SMALL = frozenset(
    "of the and for in at de des du la le les et l d un une der die das und fur y e di del della".split()
)
_WORDS = re.compile(r"[^\W_]+")
_AT = re.compile(r"\s+(?:chez|at|bei|presso|en|@|[-–|])\s+|\s*[@,]\s*", re.IGNORECASE)
_EITHER_SEX = re.compile(r"\(?\b(?:[HFMWD]/){1,2}[HFMWDX]\b\)?")
# Feminine and inclusive endings of French titles: directrice, chargé(e), directeur·rice.
_FEMININE = (("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("ee", "e"))


@remembered(65536)
def key(text: str, employer: str = "") -> frozenset[str]:
    """Return what two spellings of one title have in common: words, without case, accents and shortenings.

    An employer that is named behind the title (`DAF chez Acme`) is taken out.

    >>> key("Sr. Manager, R&D") == key("senior manager r & d")
    True
    >>> key("DRH") == key("Directrice des Ressources Humaines")
    True
    """
    text = text[:LONGEST]
    text = _EITHER_SEX.sub(" ", _behind(text, employer) if employer else text)
    folded = fold(re.sub(r"[(·.\-/](?:e|ne|ice|trice|rice|euse)s?\b\)?", "", text, flags=re.IGNORECASE))
    words: set[str] = set()
    for word in _WORDS.findall(folded):
        for part in _ABBREVIATIONS.get(word, word).split():
            if part not in _SMALL:
                words.add(_masculine(part))
    return frozenset(words)


def _behind(text: str, employer: str) -> str:
    found = _AT.search(text)
    return text[: found.start()] if found and same(text[found.end() :], employer) else text


def _masculine(word: str) -> str:
    for feminine, masculine in _FEMININE:
        if word.endswith(feminine) and len(word) > len(feminine) + 2:
            return word.removesuffix(feminine) + masculine
    return word


_RETIRED = re.compile(
    r"""
      \bretrait[ée]e\b | \bretraité\b | \bpré-?retrait[ée]e?\b
    | \b(?:en|à\ la|a\ la|jeune|nouvelle?|nouveau|heureux|heureuse|active|belle)\ (?:pré-?)?retraite\b(?!\s+(?:compl|progr|suppl))
    | ^retraite(?:\s*$|\s+(?:de|du|des|depuis|active?|bien|heureuse)\b|\s*[!.,;:(|/–-])
    | \bpensionn[ée]e?\b(?!\s+(?:manag|serv)) | \b[ée]m[ée]rite\b | \bemerit(?:us|a|o)\b
    | \b(?:avocate?|notaire|magistrate?|conseill[eè]re?|expert[e\-\ ]+comptable|juge|bâtonni[eè]re?)\ honoraire\b
    | \bretired\b(?!\s+(?:people|persons?|members?|workers?|officers?|employees?|teachers?\s+assoc|services?|professionals?|seniors?|living|life\s))
    | ^retiree\b(?!\s+(?:benefits?|health|services?|relations|engagement))
    | (?:^|\bnow\s|\bcurrently\s|\bhappily\s|[,|(–-]\s*)in\ retirement\b(?!\s+(?:plan|home|serv))
    | \benjoying\ (?:my\ |his\ |her\ )?(?:early\ )?retirement\b | \bpensioned(?:\ off)?\b | ^pensioner\b
    | \b(?:im|in)\ (?:un|vor)?ruhestand\b(?!s) | \brentner(?:in)?\b | \bpensionär(?:in)?\b | \bpensionist(?:in)?\b
    | ^vorruhestand\b | \bpensioniert(?:er|e)?\b | \bin\ pension\b | \bin\ rente\b(?!n) | \b(?:altersrente)\b | \bi\.\s?r\.(?=\s|$|,|\)) | \bberentet\b
    | \ba\.\s?d\.(?=\s*$|,|\)) | \bausser\ dienst\b
    | \bjubilad[oa]\b | \bprejubilad[oa]\b | \bretirad[oa]\b | \ben\ retiro\b | \bpensionad[oa]\b | ^pensionista\b
    | \bin\ pensione\b | \bpensionat[oa]\b | \ba\ riposo\b | \bin\ quiescenza\b
    """,
    re.VERBOSE,
)
# Who serves the retired: "for" somewhere before, or the calling right in front (Conseiller en retraite).
_SERVES = re.compile(
    r"""\b(?:for|pour|para|per|für|fuer|bei|chez|préparer|helping|supporting|aide[rz]?|futurs?|not|pas(?:\ encore)?)\b[^,|(–-]*$
    |\b(?:conseil\w*|consult\w*|advis\w*|coach\w*|berater\w*|préparation|accompagn\w*|départs?|expert\w*|juriste
      |sp[ée]cialist\w*|chargée?|responsable|gestionnaire|bilan|formation|formateur|formatrice|épargne)\s+(?:(?:to|of|de|en)\s+)?$""",
    re.VERBOSE,
)


def retired(*texts: str) -> bool:
    """Tell whether a title (or what stands in place of the company) says that its bearer has retired.

    >>> retired("Retraité"), retired("Directeur Retraite & Prévoyance"), retired("ex-CFO, now retired")
    (True, False, True)
    """
    return any(_retired(text) for text in texts if text)


@remembered(65536)
def _retired(text: str) -> bool:
    plain = tidy(unicodedata.normalize("NFC", text[:LONGEST])).lower()
    return any(not _SERVES.search(plain[: found.start()]) for found in _RETIRED.finditer(plain))


_FORMERLY = re.compile(
    r"^(?:ex\b[\s.-]*|former(?:ly)?\s+|ancien(?:ne)?\s+|ehemalige?[rs]?\s+|antigu[oa]\s+|già\s+)",
    re.IGNORECASE,
)


def formerly(text: str, before: str) -> bool:
    """Tell whether a title only says what its bearer was: `ex-` before the very post they had.

    Of a post one does not know they had (`ex-Google`, `former consultant, now CTO`) it tells nothing.

    >>> formerly("Ex-directrice financière", "Directrice financière"), formerly("Ex-Google", "CTO")
    (True, False)
    """
    found = _FORMERLY.match(tidy(text))
    if not found or not before:
        return False
    return key(tidy(text)[found.end() :]) == key(before)

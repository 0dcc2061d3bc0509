"""Job titles: the form under which two spellings of one title are equal, and titles of people who have retired.

Retired is told from words in French, English, German, Spanish and Italian. Accents decide in French
(`retraité` has retired, `retraite` is a branch of insurance), so capitals and Excel, which drop them, need
the words around.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sync.normalize.text import fold, tidy

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
# Feminine and inclusive endings of French titles: directrice, chargé(e), directeur·rice.
_FEMININE = (("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("ee", "e"))


@lru_cache(maxsize=65536)
def key(text: str) -> frozenset[str]:
    """Return what two spellings of one title have in common: words, without case, accents and shortenings.

    >>> key("Sr. Manager, R&D") == key("senior manager r & d")
    True
    >>> key("DRH") == key("Directrice des Ressources Humaines")
    True
    """
    folded = fold(re.sub(r"[(·.\-/](?:e|ne|ice|trice|rice|euse)s?\b\)?", "", text, flags=re.IGNORECASE))
    words: set[str] = set()
    for word in _WORDS.findall(folded):
        for part in _ABBREVIATIONS.get(word, word).split():
            if part not in _SMALL:
                words.add(_masculine(part))
    return frozenset(words)


def _masculine(word: str) -> str:
    for feminine, masculine in _FEMININE:
        if word.endswith(feminine) and len(word) > len(feminine) + 2:
            return word.removesuffix(feminine) + masculine
    return word


_RETIRED = re.compile(
    r"""
      \bretrait[ée]e\b | \bretraité\b | \bpré-?retrait[ée]e?\b
    | \b(?:en|à\ la|a\ la|jeune|nouvelle?|nouveau|heureux|heureuse)\ (?:pré-?)?retraite\b(?!\s+(?:compl|progr))
    | ^retraite(?:\s*$|\s+(?:de|du|des|depuis|active?)\b|\s*[,(|/–-])
    | \bretired\b(?!\s+(?:people|persons?|members?|workers?|officers?|employees?|teachers?\s+assoc|services?))
    | ^retiree\b(?!\s+(?:benefits?|health|services?|relations|engagement)) | \bin\ retirement\b(?!\s+(?:plan|home))
    | \b(?:im|in)\ (?:un)?ruhestand\b | \brentner(?:in)?\b | \bpensionär(?:in)?\b | \bpensionist(?:in)?\b
    | \bpensioniert(?:er|e)?\b | \bin\ pension\b | \bin\ rente\b | \b(?:altersrente)\b | \bi\.\s?r\.(?=\s|$|,|\)) | \bberentet\b
    | \bjubilad[oa]\b | \bprejubilad[oa]\b | \bretirad[oa]\b | \ben\ retiro\b
    | \bin\ pensione\b | \bpensionat[oa]\b | \ba\ riposo\b | \bin\ quiescenza\b
    """,
    re.VERBOSE,
)
_SERVES = re.compile(
    r"""\b(?:for|pour|des|aux|para|per|für|fuer|von|with|chez|conseill\w*|consult\w*|advis\w*|coach\w*|berater\w*
    |préparation|accompagn\w*|helping|aide\w*|futurs?)\b[^,|–-]*$""",
    re.VERBOSE,
)


def retired(*texts: str) -> bool:
    """Tell whether a title (or what stands in place of the company) says that its bearer has retired.

    >>> retired("Retraité"), retired("Directeur Retraite & Prévoyance"), retired("ex-CFO, now retired")
    (True, False, True)
    """
    for text in texts:
        plain = tidy(unicodedata.normalize("NFC", text)).lower()
        found = _RETIRED.search(plain)
        if found and not _SERVES.search(plain[: found.start()]):
            return True
    return False

"""What a message's text tells without being kept: a salted hash, and whether it is ready-made.

LinkedIn offers texts to send with one click (birthdays, new jobs, years at a company); people also send one
text to many. Neither says that two people are close.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from unicodedata import normalize

_HTML = re.compile(r"<(?:p|br|ul|li|strong|a)(?:\s[^<>]*)?/?>", re.IGNORECASE)

# Each line is a ready-made text in folded letters; a name may stand before or after it, and a company or
# a kind wish behind it.
_READY_MADE = r"""
congrat(?:ulation)?s(?: on| for| to you)?(?: (?:your|the|landing|starting|being))*(?: (?:new|recent|well[- ]deserved))*(?: (?:role|job|position|gig|promotion|opportunity|adventure|challenge))?
congrat(?:ulation)?s on (?:your )?(?:work )?anniversary
congrat(?:ulation)?s on \d+ (?:great |amazing )?years?(?: with the company)?
congrat(?:ulation)?s on (?:your )?\d+(?:st|nd|rd|th)?(?: year)? (?:work )?anniversary
happy (?:belated )?(?:birthday|work anniversary|\d+(?:st|nd|rd|th)? work anniversary|work[- ]?versary)(?: to you)?
(?:wishing you|have) an? (?:very |great |happy |wonderful |fantastic )+birthday
hope you (?:have|had) an? (?:great|wonderful|fantastic|nice) (?:birthday|day)
best wishes (?:on|for) your (?:birthday|new (?:role|job|position))
thank(?:s| you)(?: so much| very much)?(?: for (?:connecting|accepting|the add|adding me|your invitation|the invitation))?
(?:great|nice|glad|happy) to (?:connect|be connected)(?: with you)?
thanks for (?:connecting|accepting)(?: with me)?
(?:hi |hello )?i'?d like to (?:add you to my professional network|join your (?:linkedin|professional) network|connect with you)(?: on linkedin)?
since you are a person i trust.*
felicitations?(?: pour (?:ton|votre|tes|vos|ce|cette))?(?: (?:nouveau|nouvelle|nouvelles|recente?))?(?: (?:poste|job|emploi|fonctions?|role|promotion|mission|aventure|challenge|defi))?
(?:toutes mes |mes |sinceres |toutes nos )+felicitations?(?: pour (?:ton|votre|tes|vos) (?:nouveau|nouvelle|nouvelles) (?:poste|job|emploi|fonctions?|role|promotion|mission|aventure|challenge|defi))?
felicitations? pour (?:ton|votre|tes|vos) (?:\d+ ans?|anniversaire professionnel|anniversaire de travail|\d+ an(?:nee)?s?)
(?:bravo|bravo a (?:toi|vous))(?: pour (?:ton|votre|ce|tes|vos) (?:nouveau poste|nouveau job|nouvelles fonctions|nouvel emploi|promotion))?
(?:je (?:te|vous) souhaite )?un? (?:tres )?(?:joyeux|bon|bel) anniversaire
(?:tres )?(?:joyeux|bon|bel) anniversaire(?: professionnel| en retard| a (?:toi|vous))?
merci(?: beaucoup)?(?: pour (?:l'|votre |ton )?(?:ajout|invitation|acceptation|connexion|mise en relation|mise en contact))?
(?:merci (?:d'|pour )(?:avoir accepte|accepter) (?:mon|ma) (?:invitation|demande))
(?:ravie?|heureux|heureuse|enchantee?) (?:de|d')(?: )?(?:faire partie de votre reseau|etre en (?:contact|relation|lien)|vous compter dans mon reseau)(?: avec (?:vous|toi))?
je vous invite a rejoindre mon reseau(?: professionnel)?(?: sur)?(?: linkedin)?
(?:j'aimerais|je souhaite(?:rais)?) (?:vous )?(?:ajouter a|rejoindre) (?:mon|votre) reseau(?: professionnel)?(?: sur)?(?: linkedin)?
bonne (?:annee|continuation)(?: \d{4})?
(?:meilleurs|tous mes|mes meilleurs)+ (?:voeux|vœux)(?: \d{4}| pour \d{4}| pour (?:la|cette) nouvelle annee)?
happy new year(?: \d{4})?
(?:feliz|felices) (?:cumpleanos|aniversario(?: laboral| de trabajo)?|ano nuevo)(?: \d{4})?
(?:muchas )?(?:felicidades|felicitaciones|enhorabuena)(?: por (?:tu|su|el))?(?: (?:nuevo|nueva))?(?: (?:puesto|trabajo|cargo|empleo|aniversario(?: laboral)?|ascenso|promocion))?
(?:me gustaria anadirte a mi red profesional)(?: en linkedin)?
(?:herzlichen|herzliche)? ?(?:gluckwunsche?|gratulation)(?: (?:zum|zur|zu (?:deiner|ihrer|deinem|ihrem)))?(?: (?:neuen|neue))?(?: (?:geburtstag|job|stelle|position|jubilaum|arbeitsjubilaum|dienstjubilaum|beforderung))?
alles (?:gute|liebe)(?: und \w+)? (?:zum|zur) (?:geburtstag|neuen (?:job|stelle|position)|jubilaum|arbeitsjubilaum)
(?:tanti auguri|buon compleanno|congratulazioni|complimenti)(?: (?:per|di))?(?: (?:il|la|tuo|tua|nuovo|nuova|lavoro|ruolo|posizione|anniversario|buon compleanno))*
(?:feliz aniversario|parabens)(?: (?:pelo|pela|por))?(?: (?:seu|sua|novo|nova|cargo|emprego|trabalho|funcao|aniversario(?: de trabalho)?))*
(?:van harte )?(?:gefeliciteerd|gefeliciteerd met je (?:verjaardag|nieuwe (?:baan|functie)|werkjubileum))
"""

_GREETING = r"(?:(?:hi|hello|hey|dear|bonjour|bonsoir|salut|coucou|cher|chere|hola|hallo|liebe|lieber|ciao|ola)\b[ ,!]*)?"
_NAME = r"(?:[\w.'-]+(?: [\w.'-]+){0,2} ?[,!:;.-]+ )?"
_AFTER = (
    r"(?: (?:at|with|chez|bei|en|in|a|as|au sein de|presso|na|no|of|comme|als)(?: [\w.&'-]+){1,6})?"
    r"(?:,? [\w'-]+(?: [\w'-]+){0,2})?"
    r"(?:[ !.,:;)(-]*(?:hope (?:you'?re|all is|everything is) [\w ]{2,30}|(?:i )?wish(?:ing)? you [\w ]{2,40}"
    r"|all the best|best wishes|best of luck|good luck|enjoy(?: your day)?|have a (?:great|nice|wonderful) (?:day|one)"
    r"|bonne (?:continuation|journee|chance|reussite)|belle journee|plein de succes|(?:tres )?bonne journee"
    r"|j'espere que [\w' ]{2,40}|a bientot|que todo vaya bien|viel erfolg|merci))*[ !.,:;)(-]*"
)
_LINES = "|".join(line for line in _READY_MADE.strip().splitlines())
_READY = re.compile(rf"{_GREETING}{_NAME}(?:{_LINES}){_AFTER}")
# How such texts begin, behind a greeting and a name: a quick look before the long pattern.
_BEGINNINGS = frozenset(
    "cong happ wish hope best than grea nice glad i'd like sinc feli tout mes brav je joye bon bonn bel "
    "tres merc ravi heur ench j'ai meil tous much me enho herz gluc grat alle tant buon comp para van gefe".split()
)
_WORDS = re.compile(r"[a-z']+")
_DECORATION = re.compile(r"[^\w\s'&.,!:;()-]+")
_LONGEST = 160


def sponsored(text: str) -> bool:
    """Tell whether a text without sender address is an advertisement: those alone have an HTML body."""
    return "<" in text and bool(_HTML.search(text))


def ready_made(text: str) -> bool:
    """Tell whether a text is one LinkedIn offers to send, or a bare wish of that kind.

    >>> ready_made("Félicitations pour votre nouveau poste, Anna !"), ready_made("Bravo, et on déjeune jeudi ?")
    (True, False)
    """
    if len(text) > _LONGEST or not text:
        return False
    if _BEGINNINGS.isdisjoint([word[:4] for word in _WORDS.findall(_plain_letters(text[:40]))]):
        return False
    return bool(_READY.fullmatch(" ".join(_DECORATION.sub(" ", _plain_letters(text)).split())))


def _plain_letters(text: str) -> str:
    if not text.isascii():
        text = normalize("NFKD", text.replace("\u2019", "'")).encode("ascii", "ignore").decode()
    return text.lower()


def plain(text: str) -> str:
    """Return the text as it is compared: blanks joined, for exports differ in them."""
    if "  " in text or "\n" in text or "\xa0" in text:
        return " ".join(text.split())
    return text.strip()


def text_hash(text: str, salt: bytes) -> str:
    """Return the salted hash of a `plain` text, empty for no text. Without the salt nobody can try texts out."""
    return blake2b(text.encode(errors="replace"), digest_size=16, key=salt[:64]).hexdigest() if text else ""


def key_of(*parts: str) -> str:
    """Return the key of an interaction: equal in every export that holds it."""
    return blake2b("\x1f".join(parts).encode(errors="replace"), digest_size=16).hexdigest()

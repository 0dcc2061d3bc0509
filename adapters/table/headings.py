"""What a column is, by its heading: French, English, German, Spanish, Italian, and the address books' own.

A heading is compared without accents, case and signs (`Tél. (bureau)` -> `tel bureau`). First the whole
heading is looked up, then what is left without the words for work, home and numbers, then single words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sync.normalize.remembered import remembered
from sync.normalize.text import fold

_SIGNS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds.

    `field` is one of the words below; `group` tells which columns belong together (the parts of one address,
    the label and the value of one e-mail, the second person of a row), `part` which part this one is.
    """

    field: str
    part: str = ""
    group: str = ""
    contexts: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    label: str = ""


def plain(heading: str) -> str:
    """Return a heading as it is compared.

    >>> plain("  Tél. (Bureau) ")
    'tel bureau'
    """
    return _SIGNS.sub(" ", fold(heading)).strip()


# field: headings. `name` may be a whole name or the surname; the neighbours decide (see columns.py).
_FIELDS = """
id: id | uid | record id | contact id | recordid | contactid | identifiant | id contact | n contact | numero contact | kontakt id | id contacto | id contatto | guid | uuid | external id
person: reseau id
full: full name | fullname | display name | nom complet | nom d affichage | nom a afficher | nom affiche | prenom nom | prenom et nom | prenoms et nom | vollstandiger name | anzeigename | vor und nachname | vorname nachname | vorname name | nombre completo | nombre y apellidos | nombre y apellido | nombre para mostrar | nome completo | nome e cognome | nome visualizzato | contact name | nom du contact | interlocuteur | personne | person | interlocutor | referente | ansprechpartner | nom personne | nom contact | nom client | name contact | name person | first and last name | name full
reversed: nom prenom | nom et prenom | nom prenoms | nom et prenoms | noms et prenoms | nom prenom s | nachname vorname | name vorname | last name first name | surname first name | apellidos y nombre | apellidos nombre | cognome nome | cognome e nome | file as | classer sous
name: name | nom | noms | nombre | nome | contact | contacts | kontakt | contacto | contatto
given: first name | prenom contact | prenom client | firstname | given name | givenname | forename | prenom | prenoms | prenom s | vorname | rufname | nombre de pila | primer nombre | nome di battesimo
given2: middle name | middlename | additional name | deuxieme prenom | second prenom | autres prenoms | zweiter vorname | weitere vornamen | segundo nombre | secondo nome
surname: last name | nom famille | lastname | surname | family name | familyname | nom de famille | nom d usage | nachname | familienname | zuname | apellido | apellidos | cognome
maiden: maiden name | nom de jeune fille | nom de naissance | geburtsname | madchenname
salutation: salutation | civilite | titre de civilite | name prefix | honorific prefix | anrede | tratamiento | titolo di cortesia | prefix | prefixe
generation: suffix | suffixe | name suffix | honorific suffix | namenszusatz | sufijo | suffisso
nickname: nickname | surnom | spitzname | apodo | alias | soprannome | pseudo
titre: titre | title | titel | titulo | titolo
title: job title | jobtitle | position | poste | fonction | role | occupation | profession | metier | organization title | intitule du poste | intitule de poste | poste occupe | emploi | funktion | berufsbezeichnung | beruf | stelle | cargo | puesto | profesion | funcion | ruolo | posizione | professione | mansione | qualifica | fonction titre | titre fonction | titre poste | job | position title | current position | headline
org: company | company name | organization | organisation | organization name | organisation name | employer | societe | entreprise | nom de l entreprise | nom de la societe | nom entreprise | nom societe | raison sociale | employeur | organisme | structure | firma | unternehmen | firmenname | organisationsname | arbeitgeber | empresa | compania | organizacion | azienda | societa | ditta | organizzazione | societe entreprise | entreprise societe | current company | firm | etablissement
unit: department | service | organization department | departement entreprise | direction | abteilung | departamento | reparto | dipartimento | division
email: email | e mail | mail | mel | courriel | email address | e mail address | mail address | adresse mail | adresse email | adresse e mail | adresse electronique | adresse courriel | adresse de messagerie | adresse de courrier | adresse de courrier electronique | courrier electronique | messagerie | primary email | secondary email | e mail adresse | email adresse | mailadresse | correo | correo electronico | direccion de correo electronico | direccion de correo | posta elettronica | indirizzo email | indirizzo e mail | indirizzo di posta elettronica | emails | e mails | mails | primare e mail adresse | sekundare e mail adresse | adresse electronique principale | adresse electronique secondaire | premiere adresse electronique | deuxieme adresse electronique | seconde adresse electronique
url: url | website | web page | page web | site web | site internet | site | webseite | internetseite | homepage | home page | sitio web | pagina web | sito web | sito | web | web page 1 | web page 2 | personal web page | blog | lien | link | profile url | url du profil | profil
linkedin: linkedin | linkedin url | profil linkedin | linkedin profile | url linkedin | lien linkedin | linkedin profile url
birthday: birthday | date of birth | birth date | birthdate | dob | anniversaire | date de naissance | naissance | date naissance | ne le | nee le | date anniversaire | date d anniversaire | geburtstag | geburtsdatum | cumpleanos | fecha de nacimiento | compleanno | data di nascita
birthyear: birth year | annee de naissance | geburtsjahr | ano de nacimiento | anno di nascita
birthmonth: birth month | mois de naissance | geburtsmonat | mes de nacimiento | mese di nascita
birthday_number: birth day | jour de naissance | dia de nacimiento | giorno di nascita
wedding: anniversary | anniversaire de mariage | anniversaire de mariage ou fete | wedding anniversary | date de mariage | hochzeitstag | jahrestag | aniversario | anniversario
keywords: categories | category | categorie | labels | label | tags | tag | groups | group | group membership | groupe | groupes | etiquettes | etiquette | mots cles | mot cle | keywords | keyword | kategorie | kategorien | schlagworter | gruppe | gruppen | categorias | categoria | etiquetas | grupo | grupos | palabras clave | categorie contatto | gruppo | gruppi | parole chiave | liste | listes
tier: tier | cercle | circle | niveau de relation | kreis | circulo | cerchia
notes: notes | note | comments | comment | commentaire | commentaires | remarque | remarques | observations | observation | memo | notizen | notiz | bemerkung | bemerkungen | anmerkungen | kommentar | nota | notas | comentarios | comentario | observaciones | appunti | annotazioni | commenti | annotations
cadence: cadence | frequency | frequence | contact frequency | frequence de contact | frequence contact | rythme | rythme de contact | periodicite | keep in touch | contact every | every | tous les | a contacter tous les | recontacter tous les | relance tous les | haufigkeit | kontakthaufigkeit | rhythmus | turnus | frecuencia | frecuencia de contacto | frequenza | frequenza di contatto | reminder frequency | cadence de contact | frequence de relance | frequence des contacts
last: last contact | last contacted | last contact date | last touch | last touchpoint | last spoke | last seen | last met | last meeting | last call | last message | date of last contact | dernier contact | dernier contact le | date du dernier contact | date dernier contact | date de dernier contact | derniere rencontre | dernier echange | derniere prise de contact | dernier appel | dernier rdv | dernier rendez vous | vu le | vu la derniere fois | contacte le | derniere date de contact | letzter kontakt | letzter kontakt am | zuletzt kontaktiert | ultimo contacto | fecha de ultimo contacto | fecha ultimo contacto | ultimo contatto | data ultimo contatto
connected: connected on | connecte le | date de connexion | en relation depuis | contact since | relation depuis
pronouns: pronouns | pronoms
im: im | instant messenger | instant messengers | messagerie instantanee | screen name | aim screen name | skype | jabber | icq
twitter: twitter | twitter handle | x twitter
locality: city | town | ville | localite | commune | stadt | ort | wohnort | ciudad | localidad | poblacion | citta | localita | locality
postcode: postal code | zip | zip code | zipcode | postcode | code postal | cp | plz | postleitzahl | codigo postal | cap | codice postale
region: state | region | province | etat | county | state province | pays etat | departement region | dep region | dept region | bundesland | provincia | estado | regione | etat province | state region
country: country | pays | land | pais | paese | country region | pays region | nazione | nation
pobox: po box | address po box | boite postale | bp | postfach | casella postale | apartado
extended: extended address | complement d adresse | complement adresse | complement | adresszusatz | address line 2 | adresse 2 | rue 2 | rue 3 | street 2 | street 3 | address 2
street: street | street address | rue | rue et numero | voie | strasse | strase | calle | via | street 1 | address line 1 | adresse 1 | address 1 | adresse ligne 1
address: address | adresse | adresse postale | adresse complete | postal address | mailing address | full address | anschrift | direccion | direccion postal | indirizzo | formatted address
ignore: photo | photos | picture | e mail type | e mail display name | type de messagerie | type d adresse de messagerie | nom complet de l adresse de messagerie | nom d affichage de l adresse de messagerie | nom d affichage de l adresse de courrier | type de courrier | type d adresse de courrier | given yomi | surname yomi | yomi name | given name yomi | additional name yomi | family name yomi | phonetic first name | phonetic middle name | phonetic last name | initials | initiales | directory server | serveur d annuaire | short name | use html mail
default: sensitivity | critere de diffusion | priority | priorite | private | prive | gender | sexe | mileage | kilometrage | internet free busy | disponibilite internet | language | langue | billing information | informations facturation
row: n | no | num | numero | nr | ligne
"""

_EXACT: dict[str, str] = {}
for _line in _FIELDS.strip().splitlines():
    _field, _, _headings = _line.partition(":")
    for _heading in _headings.split("|"):
        _EXACT[_heading.strip()] = _field

FIELDS = frozenset(_EXACT.values()) | {"note"}
"""The words a user may say for a column."""

_WORK = frozenset(
    "bureau work business pro professionnel professionnelle travail geschaftlich arbeit buro buero dienstlich "
    "trabajo oficina profesional lavoro ufficio professionale office job professional entreprise societe company "
    "firma empresa azienda siege".split()
)
_PRIVATE = frozenset(
    "home domicile perso personnel personnelle personal private privat prive privee maison casa privato "
    "personale particular domicilio abitazione".split()
)
_OTHER = frozenset("other autre andere weitere otro otra altro altra".split())
_SMALL = frozenset(
    "de du des la le les l d of the n no numero number nr num der die das und et and y e principal principale "
    "primary main secondary secondaire secundario secondario haupt actuel actuelle current aktuell aktuelle actual attuale premier premiere deuxieme seconde second".split()
)
_PHONE = frozenset(
    "tel telephone phone phones telephones telefon telefono telefonnummer rufnummer mobile portable gsm cell "
    "cellphone cellular cellulaire handy handynummer mobil mobilnummer mobiltelefon movil celular cellulare "
    "fax telecopie telecopieur telefax fixe festnetz fijo pager bipeur whatsapp port mob ligne standard "
    "directe teléfono".split()
)
_MOBILE = frozenset(
    "mobile portable gsm cell cellphone cellular cellulaire handy handynummer mobil mobilnummer mobiltelefon "
    "movil celular cellulare whatsapp port mob".split()
)
_FAX = frozenset("fax telecopie telecopieur telefax".split())
_PAGER = frozenset("pager bipeur".split())
# What a heading adds in brackets: `Fréquence (jours)`, `Date de naissance (jj/mm/aaaa)`.
_MEASURE = frozenset(
    "jour jours semaine semaines mois an ans day days week weeks month months year years tag tage tagen woche wochen "
    "monat monate monaten dias semanas meses giorni settimane mesi en in nb nombre jj mm aaaa aa dd yyyy yy tt jjjj date".split()
)
_MEASURED = frozenset(("cadence", "last", "birthday", "connected"))
_SECOND = frozenset(
    "conjoint conjointe spouse partner partnerin epoux epouse ehepartner conyuge coniuge".split()
)
_NOT_HIS_PHONE = frozenset("assistant assistante s telex isdn rnis rappel callback tdd tty radio".split())
_ADDRESS_PARTS = frozenset(
    ("street", "locality", "postcode", "region", "country", "pobox", "extended", "address")
)

_GOOGLE = re.compile(
    r"(e mail|phone|address|organization|website|event|relation|custom field|im|external id|jot|calendar link) "
    r"(\d{1,2}) (.+)"
)
_GOOGLE_PART = {
    "type": "label",
    "label": "label",
    "value": "value",
    "service": "service",
    "formatted": "full",
    "street": "street",
    "city": "locality",
    "po box": "pobox",
    "region": "region",
    "postal code": "postcode",
    "country": "country",
    "extended address": "extended",
    "name": "org",
    "title": "title",
    "department": "unit",
    "yomi name": "ignore",
    "symbol": "ignore",
    "location": "ignore",
    "job description": "description",
}
_GOOGLE_FIELD = {
    "e mail": "email",
    "phone": "phone",
    "address": "address",
    "organization": "organization",
    "website": "url",
    "event": "event",
    "relation": "relation",
    "custom field": "custom",
    "im": "im",
    "external id": "custom",
    "jot": "custom",
    "calendar link": "custom",
}


@remembered(4096)
def meaning(heading: str) -> Meaning | None:
    """Return what a column with this heading holds, or None for a heading nobody taught us.

    >>> meaning("Tél. mobile").features
    ('mobile',)
    >>> meaning("E-mail 2 - Value").group
    'e mail 2'
    >>> meaning("Chien") is None
    True
    """
    words = plain(heading)
    if not words or len(words) > 80:
        return None
    # Outlook has an "E-mail 2 Type" of its own: only Google writes " - ".
    google = _GOOGLE.fullmatch(words) if " - " in heading else None
    if google and google.group(3) in _GOOGLE_PART:
        kind, number, part = google.groups()
        return Meaning(_GOOGLE_FIELD[kind], _GOOGLE_PART[part], f"{kind} {number}")
    if words in _EXACT:
        return _of(_EXACT[words], (), "")
    return _by_words(words)


def _of(field: str, contexts: tuple[str, ...], group: str) -> Meaning:
    if field in _ADDRESS_PARTS:
        part = "full" if field == "address" else field
        return Meaning("address", part, f"address {group}".strip(), contexts)
    return Meaning(field, group=group, contexts=contexts)


def _by_words(words: str) -> Meaning | None:
    tokens = words.split()
    kept = set(tokens)
    contexts: tuple[str, ...] = ()
    if kept & _WORK:
        contexts = ("work",)
    elif kept & _PRIVATE:
        contexts = ("private",)
    place = contexts[0] if contexts else "other" if kept & _OTHER else ""
    number = "".join(t for t in tokens if t.isdigit())
    core = [t for t in tokens if t not in _WORK | _PRIVATE | _OTHER and not t.isdigit()]
    second = bool(set(core) & _SECOND)
    # `Société actuelle`: the word for a company is also one for a place.
    whole = " ".join(t for t in tokens if t not in _SMALL and not t.isdigit())
    found = _EXACT.get(whole) if whole != words else None
    found = (
        found
        or _EXACT.get(" ".join(t for t in core if t not in _SECOND))
        or _EXACT.get(" ".join(t for t in core if t not in _SMALL | _SECOND))
    )
    if not found:
        rest = " ".join(t for t in core if t not in _SMALL | _MEASURE)
        found = found_bare if (found_bare := _EXACT.get(rest, "")) in _MEASURED else None
    if second:
        number = "2"
    if found == "ignore":
        return Meaning("ignore")
    if found in _ADDRESS_PARTS:
        return _of(found, contexts, place or number)
    if found in ("name", "full", "given", "surname", "salutation", "reversed"):
        return Meaning(found, group=number) if number and number != "1" else Meaning(found)
    if found and found not in ("row", "id", "default"):
        return Meaning(found, group=number, contexts=contexts)
    if kept & _PHONE and not kept & _NOT_HIS_PHONE:
        return _phone(kept, contexts, number)
    return None


def _phone(words: set[str], contexts: tuple[str, ...], number: str) -> Meaning:
    features: tuple[str, ...] = ()
    if words & _FAX:
        features = ("fax",)
    elif words & _MOBILE:
        features = ("mobile",)
    elif words & _PAGER:
        features = ("pager",)
    elif words & {"standard"} or ({"company", "main"} <= words):
        features = ("main-number",)
        contexts = ("work",)
    elif words & {"ligne", "directe"}:
        contexts = contexts or ("work",)
    return Meaning("phone", "value", number, contexts, features)


def words_of_place(label: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return (contexts, features, the user's own word) of a label such as `Work Fax`, `Mobile` or `Atelier`.

    >>> words_of_place("Work Fax"), words_of_place("Atelier"), words_of_place("Other")
    ((('work',), ('fax',), ''), ((), (), 'Atelier'), ((), (), ''))
    """
    words = set(plain(label).split())
    contexts: tuple[str, ...] = ("work",) if words & _WORK else ("private",) if words & _PRIVATE else ()
    found = _phone(words, contexts, "")
    features = ("main-number",) if words == {"main"} else found.features
    left = words - _WORK - _PRIVATE - _OTHER - _PHONE - _SMALL - {"internet", "voice"}
    own = label.strip() if left and not (contexts or features) else ""
    return contexts or found.contexts, features, own

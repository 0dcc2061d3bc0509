"""The comparison form of a record: what of it can be compared with another, in plain Latin letters.

token     one word of a name, folded: no accents, no case, no punctuation
given     tokens of the given name, family the rest; their order in writing does not matter later
nicknames tokens that stand in brackets or quotes beside the name, or as its nickname
aliases   these, and those a mail address or a profile gives beside the name: a maiden name
claims    what may be the name of a company, written where a name should stand (`Marie Acme`), each with the
          number of words of the name before it; -1 for one in brackets
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from sync.model import Card, Name, Record
from sync.normalize.companies import company
from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST, latin

# Words beside a name that are not part of it: forms of address, degrees, offices.
DECOR = frozenset(
    """mr mrs ms miss mme mlle m monsieur madame herr frau sr sra srta sig dr dre pr prof me maitre ing dipl mba
    emba phd pmp cfa cpa acc pcc mcc msc bsc ma ba llm llb jd md dba cissp shrm cp hec escp essec mrics frics he
    she they him her them il elle iel ext extern externe freelance headhunter coach certified certifiee scrum
    master executive pronouns""".split()
)
# Parts of a mail address that name an office and not a person.
ROLES = frozenset(
    """contact contacts info infos information informations accueil reception receptie onthaal secretariat
    sekretariat secretary office hello bonjour welcome welkom hola admin administration administrator sales vente
    ventes verkoop vertrieb ventas commercial support help helpdesk service services sav noreply no-reply
    donotreply nepasrepondre newsletter team equipe mail email post postmaster webmaster hostmaster abuse
    billing facturation compta comptabilite accounting invoices buchhaltung rh hr jobs job recrutement
    recruitment careers emploi press presse marketing com communication direction management kontakt
    contacto contatto biuro sekretariat empfang mairie bureau order orders commande commandes reservation
    reservations booking shop boutique legal juridique it desk dpo rgpd privacy security hotline famille family
    familie familia famiglia couple maison home foyer us nous all tous""".split()
)
# Providers whose addresses say nothing of an employer (and example.com, reserved by RFC 2606); others are recognised by their spread in the data.
WEBMAIL = frozenset(
    """gmail googlemail hotmail outlook live msn yahoo ymail rocketmail icloud me mac aol gmx web freenet tonline
    orange wanadoo free sfr neuf numericable laposte bbox bouyguestelecom club cegetel aliceadsl proton protonmail
    pm tutanota tuta mailbox posteo fastmail hey zoho yandex mail inbox bk list rambler qq 163 126 sina foxmail
    naver daum hanmail btinternet virginmedia sky talktalk ntlworld comcast verizon att sbcglobal bellsouth cox
    charter telenet skynet proximus voo bluewin sunrise hispeed ziggo kpnmail planet xs4all hetnet home casema
    libero virgilio alice tin tiscali fastwebnet poste telefonica terra uol bol ig sapo clix netcabo wp onet
    interia o2 seznam centrum azet telia comhem online telenor rediffmail menara caramail
    example""".split()
)
_MEN = frozenset(("mr", "monsieur", "herr", "sig", "senor", "sr", "m"))
_WOMEN = frozenset(("mrs", "ms", "miss", "mme", "mlle", "madame", "frau", "sra", "srta"))
_GENERATIONS = {
    "jr": "junior",
    "junior": "junior",
    "fils": "junior",
    "filho": "junior",
    "hijo": "junior",
    "sr": "senior",
    "senior": "senior",
    "pere": "senior",
    "mladshii": "junior",
    "mladshij": "junior",
    "mladshiy": "junior",
    "starshii": "senior",
    "starshij": "senior",
    "starshiy": "senior",
    "ii": "2",
    "iii": "3",
    "iv": "4",
}
_COMPOUND = ("欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "东方", "남궁", "황보", "제갈", "선우")
# Hangul family names as their bearers write them.
_HANGUL = dict(
    zip(
        "김이박최정강조윤장임한오서신권황안송류홍고문양손배백허유남심노하곽성차주우구나민전진",
        """kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song ryu hong ko moon yang
        son bae baek heo yoo nam shim noh ha kwak sung cha joo woo koo na min jeon jin""".split(),
        strict=True,
    )
)
# A mailbox of a household: `famille.martin`, `les.martin`, `familyjones`.
_HOUSEHOLD = (
    "famil",
    "couple",
    "maison",
    *(f"{word}{mark}" for word in ("les", "the", "fam") for mark in "._-"),
)
_WORDS = re.compile(r"[a-z]+")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Foreign names are written with a dot between their words: `贝拉克·奥巴马`, `バラク・オバマ`.
_DOTS = re.compile("[\u00b7\u2022\u2027\u30fb\uff65]")
_LATIN = re.compile(r"[A-Za-z]")
_BRACKETS = re.compile(r"[(\[{\"“«„]([^)\]}\"”»“]*)[)\]}\"”»“]")
_OPENING = re.compile('[(\\[{"“«„]')
_SPLIT = re.compile(r"[._\-+0-9]+")
_DIGIT = re.compile(r"[0-9]")
_SLUG_ID = re.compile(r"-(?=[0-9a-f]*\d)[0-9a-f]{5,}$|-\d+$")


# Small words inside a name; they tell nothing of who bears it.
PARTICLES = frozenset(
    """de du des la le les von van vom zu zur der den ter ten af av di da do dos das del della dello degli dei
    el al y e i und et bin ben ibn bint binti abu abou ould""".split()
)


class Form(NamedTuple):
    """What of one record can be compared."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    generation: str = ""
    middle: str = ""
    gender: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    claims: tuple[tuple[int, str], ...] = ()
    title: str = ""
    profiles: tuple[str, ...] = ()
    birth: str = ""
    native: str = ""
    person: bool = True
    named: bool = True


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name, folded.

    >>> tokens("Jean-François D'Arcy"), tokens("김민수")
    (('jean', 'francois', 'darcy'), ('kim', 'minsu'))
    """
    if not text:
        return ()
    if text.isascii():
        return tuple(_WORDS.findall(text.lower().replace("'", "")))
    return _tokens(text)


def shared_mailbox(address: str) -> bool:
    """Tell whether an address names an office or a household, and not one person.

    >>> shared_mailbox("info@example.com"), shared_mailbox("famille.martin@example.org")
    (True, True)
    """
    return is_office(address.partition("@")[0])


@lru_cache(maxsize=65536)
def is_office(local: str) -> bool:
    """Tell whether the part of an address before the @ names an office or a household."""
    if local in ROLES or local.startswith(_HOUSEHOLD):
        return True
    words = _SPLIT.split(local)
    return words[0] in ROLES and all(w in ROLES or len(w) < 4 for w in words)


@lru_cache(maxsize=32768)
def _tokens(text: str) -> tuple[str, ...]:
    if _EAST.search(text):
        return tuple(token for word in text.split() for token in _eastern(word))
    return tuple(_WORDS.findall(latin(text).replace("'", "").replace("\u2019", "").replace("`", "")))


def _eastern(word: str) -> list[str]:
    """Return family and given name of an unbroken Chinese, Korean or Japanese name."""
    if not _EAST.match(word):
        return _WORDS.findall(latin(word).replace("'", ""))
    if _DOTS.search(word):
        return ["".join(_WORDS.findall(latin(part))) for part in _DOTS.split(word) if part]
    cut = 2 if word.startswith(_COMPOUND) else 1
    parts = [word[:cut], word[cut:]] if 2 <= len(word) <= 4 else [word]
    said = [_HANGUL.get(part) or "".join(_WORDS.findall(latin(part))) for part in parts if part]
    return [part for part in said if part]


def form(record: Record, pushed: frozenset[str] = frozenset()) -> Form:
    """Return the comparison form of a record; values in `pushed` are left out."""
    card = record.card
    profiles: set[str] = set()
    if card.online_services:
        profiles = {s.user for s in card.online_services if s.user.startswith("in/") and s.uri not in pushed}
    if record.key.startswith("in/"):
        profiles.add(record.key)
    return form_of(
        said_of(card.name),
        addresses_of([e.address for e in card.emails if e.address not in pushed]) if card.emails else (),
        numbers_of([p.number for p in card.phones if "fax" not in p.features and p.number not in pushed])
        if card.phones
        else (),
        employers_of([o.name for o in card.organizations if o.name not in pushed])
        if card.organizations
        else (),
        latin(card.titles[0].name) if card.titles and card.titles[0].name not in pushed else "",
        tuple(sorted(profiles)),
        [n for n in card.nicknames if n not in pushed] if card.nicknames else (),
        birth=_birth(card),
        person=card.kind == "individual",
    )


class Said(NamedTuple):
    """What a name says by itself: parts of a `Form`, what stands in brackets or quotes (`inside`), and how it is written."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    inside: tuple[str, ...] = ()
    generation: str = ""
    middle: str = ""
    gender: str = ""
    native: str = ""
    raw: str = ""


def said_of(name: Name) -> Said:
    """Return what a name says."""
    raw, given, surname = name.raw, name.given, name.surname
    # Most names are two parts and no more, and each part comes back often.
    if (
        given
        and surname
        and not (name.given2 or name.title or name.generation)
        and raw.lower() == f"{given} {surname}".lower()
        and (first := _plain(given))
        and (last := _plain(surname))
    ):
        return Said(first.words, last.words, (), last.generation, first.middle, "", "", raw)
    words, family, inside = _name(name)
    return Said(
        words,
        family,
        inside,
        _generation(name.generation or raw),
        _middle(name.given2, words) if name.given2 or len(words) > 1 else "",
        _gender(name) if name.title else "",
        "" if raw.isascii() else _native(name),
        raw,
    )


class _Plain(NamedTuple):
    """What one part of a name says, in Latin letters and without brackets: its words, as a given and as a family name."""

    words: tuple[str, ...]
    middle: str
    generation: str


@remembered(65536)
def _plain(part: str) -> _Plain | None:
    if "@" in part or _OPENING.search(part) or (not part.isascii() and _EAST.search(part)):
        return None
    words = _words(part)
    return _Plain(words, _middle("", words), _generation(part)) if words else None


def addresses_of(emails: Iterable[str]) -> tuple[str, ...]:
    """Return mail addresses in lower case as they are compared: each once, in order."""
    found = tuple(emails)
    return found if len(found) < 2 else tuple(sorted(set(found)))


def numbers_of(phones: Iterable[str]) -> tuple[str, ...]:
    """Return phone numbers, in E.164 where that is known, as they are compared: by their last nine digits."""
    return tuple(sorted({number.lstrip("+0")[-9:] for number in phones if len(number) >= 7}))


def employers_of(companies: Iterable[str]) -> tuple[str, ...]:
    """Return companies as they are compared, each once."""
    return tuple(dict.fromkeys(map(company, companies)))


def form_of(
    said: Said,
    emails: tuple[str, ...] = (),
    phones: tuple[str, ...] = (),
    employers: tuple[str, ...] = (),
    title: str = "",
    profiles: tuple[str, ...] = (),
    nicknames: Collection[str] = (),
    *,
    birth: str = "",
    person: bool = True,
) -> Form:
    """Return the comparison form of what is known of somebody.

    Addresses, numbers and employers are as `addresses_of` and its like return them, `title` is in Latin letters, `profiles`
    are keys (`in/slug`) in order, `nicknames` as written, `birth` a date as in `Anniversary`.
    """
    given, family = said.given, said.family
    called = (*said.inside, *("".join(tokens(n)) for n in nicknames)) if nicknames else said.inside
    aliases = [*called]
    if emails:
        read = [_read_local(address, given, family) for address in emails]
        told = {(first, last) for first, last, _ in read if first is not given or last is not family}
        told.discard((given, family))
        for first, last, more in read:
            # Two addresses that complete the name in two ways complete nothing.
            aliases += more if len(told) < 2 else [*more, *first, *last]
        if len(told) == 1:
            given, family = told.pop()
    for profile in profiles:
        given, family, more = _complete(_slug_words(profile), given, family)
        aliases += more
    if len(family) > 1:
        family = _without_company(family, (*employers, *map(_domain_core, emails)))
    if aliases:
        own = {*given, *family}
        aliases = [a for a in dict.fromkeys(aliases) if len(a) > 1 and a not in own]
    return Form(
        given,
        family,
        tuple(aliases[:6]),
        tuple(dict.fromkeys(called)) if called else (),
        said.generation,
        said.middle,
        said.gender,
        emails,
        phones,
        employers if all(employers) else tuple([c for c in employers if c]),
        () if employers else _claims(said.raw),
        title,
        profiles,
        birth,
        said.native,
        person,
        bool(said.given or said.family),
    )


def _claims(raw: str) -> tuple[tuple[int, str], ...]:
    """Return what in a name may be a company, for a record that names none."""
    if "(" in raw:
        return tuple((-1, company(text)) for text in _BRACKETS.findall(raw)[:2])
    words = raw.split()
    if not 1 < len(words) < 8:
        return ()
    return tuple([(cut, company(" ".join(words[cut:]))) for cut in (1, 2)[: len(words) - 1]])


def _name(name: Name) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    given, surname, raw = name.given[:LONGEST], name.surname[:LONGEST], name.raw[:LONGEST]
    if not given and not surname:
        given = name.full[:LONGEST]
    if "@" in given or "@" in surname:
        return (), (), ()
    inside: tuple[str, ...] = ()
    for part in (given, surname, raw) if _OPENING.search(given + surname + raw) else ():
        if _BRACKETS.search(part):
            for text in _BRACKETS.findall(part):
                told = [t for t in tokens(text) if t not in DECOR and t not in ("nee", "geb", "born")]
                inside = (*inside, *told)
    first = _words(given)
    last = _words(surname)
    if not raw.isascii() and _EAST.search(raw) and _LATIN.search(raw):
        # In both scripts: `Wei Zhang 张伟`.
        words = tuple(dict.fromkeys((*first, *last)))
        first, last = words[: len(first)], words[len(first) :]
    if first and not last and len(first) > 1:
        if _EAST.match(given) and " " not in given and not _DOTS.search(given):
            first, last = first[1:], first[:1]
        else:
            first, last = first[:1], first[1:]
    return first, last, inside


def _words(part: str) -> tuple[str, ...]:
    if part.isalpha() and part.isascii():
        word = part.lower()
        if word not in DECOR and word not in _GENERATIONS:
            return (word,)
    if "(" in part or '"' in part or not part.isascii():
        part = _BRACKETS.sub(" ", part)
    words = tokens(part)
    kept = tuple(t for t in words if t not in DECOR and t not in _GENERATIONS)
    return kept or (words if words and words[0] not in _GENERATIONS and len(words[0]) > 2 else ())


def _slug_words(profile: str) -> list[str]:
    slug = profile[3:]
    # A number at the end is no word of it.
    words = _WORDS.findall(latin(_SLUG_ID.sub("", slug) if _DIGIT.search(slug) else slug))
    return words if 1 < len(words) < 6 else []


def _complete(
    words: list[str], given: tuple[str, ...], family: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Fill what the name lacks from words that hold the part it has; return the words left over as aliases.

    A given name that is only an initial, or a family name that is missing or an initial, is completed.
    """
    own = {*given, *family}
    new = [w for w in words if w not in own and len(w) > 2]
    if not new:
        return given, family, []
    if len(given) == 1 and len(given[0]) == 1 and family and set(family) & set(words):
        fit = [w for w in new if w[0] == given[0]]
        if len(fit) == 1:
            return (fit[0],), family, []
    if given and len(given[0]) > 1 and given[0] in words:
        if not family:
            return given, tuple(new), []
        if len(family) == 1 and len(family[0]) == 1:
            fit = [w for w in new if w[0] == family[0]]
            if len(fit) == 1:
                return given, (fit[0],), []
    return given, family, new


def _read_local(
    address: str, given: tuple[str, ...], family: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Read the part of an address before the @ as a name."""
    local = address.partition("@")[0]
    # Most say the name and no more; an office of that name says nothing.
    if len(given) == 1 == len(family) and local == f"{given[0]}.{family[0]}":
        return given, family, []
    if is_office(local):
        return given, family, []
    words = [w for w in _SPLIT.split(local) if w.isalpha() and w.isascii()]
    if len(words) >= 2:
        if not given and not family and len(words) <= 3:
            return (words[0],), tuple(words[1:]), []
        return _complete(words, given, family)
    if not words or len(words[0]) < 4:
        return given, family, []
    word = words[0]
    if not given and not family:
        # `jdupont` is the common pattern; digits follow a given name or a nickname: `marie83`.
        if local != word or len(word) < 5:
            return (word,), (), []
        return (word[0],), (word[1:],), [word]
    own = "".join(given)
    found = [word] if local == word else []
    for part in (own, "".join(family)):
        if len(part) > 1 and len(word) - len(part) > 2:
            if word.startswith(part):
                return _complete([part, word[len(part) :]], given, family)
            if word.endswith(part):
                return _complete([part, word[: -len(part)]], given, family)
    if not own or word[0] == own[0]:
        found.append(word[1:])
    return given, family, [w for w in found if w not in family]


def _domain_core(address: str) -> str:
    return address.partition("@")[2].split(".")[0].replace("-", "")


def _without_company(family: tuple[str, ...], companies: tuple[str, ...]) -> tuple[str, ...]:
    """Take the employer off the end of a name: `Marie Dupont Acme`, employed by Acme.

    A family name that is all of it stays unless it is several words: many a firm bears its founder's name.
    """
    for cut in range(len(family) > 1 and len(family)):
        end = "".join(family[cut:])
        if len(end) > 2 and any(c == end or (cut and len(end) > 4 and c.startswith(end)) for c in companies):
            return family[:cut]
    return family


def _generation(written: str) -> str:
    """Return the generation that the last word of a name tells."""
    last = written[written.rfind(" ") + 1 :]
    if last.isalpha() and last.isascii():
        return _GENERATIONS.get(last.lower(), "")
    return next((_GENERATIONS[t] for t in tokens(last) if t in _GENERATIONS), "") if last else ""


def _middle(second: str, given: tuple[str, ...]) -> str:
    """Return the initial of a second given name, if it is written apart or as an initial."""
    apart = [t for t in tokens(second) if t not in DECOR] if second else []
    apart = apart or [t for t in given[1:] if len(t) == 1]
    return apart[0][0] if apart else ""


def _gender(name: Name) -> str:
    for token in tokens(name.title):
        if token in _WOMEN:
            return "f"
        if token in _MEN:
            return "m"
    return ""


def _native(name: Name) -> str:
    """Return the characters of an eastern name, in an order of their own, for spelling out hides differences."""
    found = "".join(sorted(_EAST.findall(name.full or name.raw)))
    return found if len(found) > 1 else ""


def _birth(card: Card) -> str:
    return next((a.date for a in card.anniversaries if a.kind == "birth"), "")


# Vowels and silent letters carry nothing; letters that spellings and romanisations confuse are made one.
_LIKE = str.maketrans("aeiouyhwqczgp", "       vkkskb")
# A script without vowels: a last `w` stands for `o` or `u`.
_LAST_W = re.compile(r"^([^aeiou\n]*)w$", re.MULTILINE)
_TWICE = re.compile(r"([a-z])\1+")


@lru_cache(maxsize=131072)
def skeleton(token: str) -> str:
    """Return the consonants of a name in a spelling of our own.

    >>> skeleton("mohammed"), skeleton("mhmd"), skeleton("elkhatib"), skeleton("alkhtyb"), skeleton("prtw")
    ('mmd', 'mmd', 'lktb', 'lktb', 'brt')
    """
    return skeletons((token,))[0]


def skeletons(tokens: Collection[str]) -> list[str]:
    """Return the skeleton of each token; all are gone through at once, as the lines of one text."""
    if not tokens:
        return []
    plain = _LAST_W.sub(r"\1", "\n".join(tokens))
    plain = plain.replace("ph", "f").replace("sch", "x").replace("sh", "x").replace("ch", "x")
    return _TWICE.sub(r"\1", plain.translate(_LIKE)).replace(" ", "").split("\n")

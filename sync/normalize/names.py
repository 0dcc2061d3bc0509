"""Names of people: cleaned for reading and comparing, with the form as written kept beside.

People put into a name what a form has no place for: capitals, degrees, emoji, pronouns, a job behind a bar,
letters that look bold. `person` takes these out and says what they were; scripts without capitals are left
as they are. `pronouns` and `nicknames` give what was found in brackets and quotes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import NamedTuple

from sync.model import Name
from sync.normalize.name_text import LETTER, cut_at_symbols, plain_letters, without_symbols
from sync.normalize.name_words import (
    ARTICLES,
    CAPITAL_PARTICLES,
    CREDENTIALS,
    CREDENTIALS_WITH_CARE,
    CREDENTIALS_WITH_DOT,
    FACULTIES,
    GENERATIONS,
    GENERATIONS_LOWER_ONLY,
    LEADING,
    MAIDEN,
    PARTICLES,
    PRONOUNS,
    PRONOUNS_SURE,
    SURNAME_STARTS,
    TITLES,
    TITLES_AS_WRITTEN,
    TITLES_WITH_CARE,
    TWO_SURNAMES,
    letters,
)
from sync.normalize.remembered import remembered
from sync.normalize.text import LONGEST, tidy

_PLAIN = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?")
_BRACKETS = re.compile(r"[(\[{（【]([^()\[\]{}（）【】]*)(?:[)\]}）】]|$)")
_ORDINARY = re.compile(r"(?:(?!chez |at )[A-Za-zÀ-ÖØ-öø-ÿ.]++(?:[-'][A-Za-zÀ-ÖØ-öø-ÿ]++)*+\.?(?: |$))++")
_QUOTES = re.compile(r"[\"“”„«»]([^\"“”„«»]{1,40})[\"“”„«»]|(?<=\s)['‘]([^'‘’]{2,40})['’](?=\s|,|$)")
_OPENING = re.compile("[(\\[{（【\"“”„«»'‘’]")
_SPOKEN = re.compile(r"(?<![\w/])\w+(?: ?/ ?\w+)+(?![\w/])")
_BAR = re.compile(r"\s*[|‖¦│┃•●▪■◆►▶→➜✦◦]+\s*|\s+[–—―-]+\s+|\s+(?:@|::|//|~)\s*|\s*[:;]\s+|\s+(?:chez|at)\s+")
_ADDRESS = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)[`´](?=\w)")
_EDGES = ' \t,;:!?*_/\\|+=~^#%&@<>"“”„«»–—-•·'
_MC = re.compile(r"(Mc|Mac|De|Le|La|Du|Van|Fitz|O['’]|D['’]|L['’])([A-ZÀ-ÖØ-Þ]{2,})")
_MAC_CAPITALS = re.compile(r"MC([A-ZÀ-ÖØ-Þ]{2,})")
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\.?-?){1,3}")
_LOUD = re.compile(r"[A-ZÀ-ÖØ-Þ]['’]?[A-ZÀ-ÖØ-Þ]")
_MARKED = re.compile(r"[(\[/（]")
_JOINED = re.compile(r"[-/&+]")
_TAIL = CREDENTIALS | GENERATIONS
_DOTTED = re.compile(r"[A-ZÀ-Þ]\.(?:\s?-?[A-ZÀ-Þ]\.)*")
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝ")


def person(raw: str = "", given: str = "", surname: str = "") -> Name:
    """Return a cleaned Name from a whole name, or from its two parts as some file has them.

    `raw` is kept as written. Without a name in the text (an e-mail address, a number, only symbols) all parts
    are empty. A whole name is taken as given name first unless capitals or a comma tell otherwise.

    >>> name = person("DUPONT Jean, MBA 🚀")
    >>> name.full, name.given, name.surname, name.credentials
    ('Jean Dupont', 'Jean', 'Dupont', ('MBA',))
    >>> person(given="Marie", surname="McDONALD (née Roy) | DRH").full
    'Marie McDonald'
    """
    written = raw or f"{given} {surname}".strip()
    whole = not given and not surname
    one, two = given, surname
    if whole:
        one, _, two = raw.partition(" ")
    if (
        _PLAIN.fullmatch(one)
        and _PLAIN.fullmatch(two)
        and one.lower() not in TITLES
        and one not in TITLES_AS_WRITTEN
        and two.lower() not in GENERATIONS
        and (not whole or two.lower() not in CREDENTIALS)
    ):
        return Name(f"{one} {two}", one, two, raw=written)
    if max(len(raw), len(given), len(surname)) > LONGEST:
        return Name(tidy(raw if whole else f"{given} {surname}"), tidy(given), tidy(surname), raw=written)
    return _cleaned(raw) if whole else _of_parts(given, surname, written)


def pronouns(raw: str) -> str:
    """Return the pronouns written in a name, in lower case: `she/her`, `elle`; empty if there are none.

    >>> pronouns("Anna Roy (She/Her)"), pronouns("Anna Roy she/her"), pronouns("Anna (Annie) Roy")
    ('she/her', 'she/her', '')
    """
    if len(raw) > LONGEST or not _MARKED.search(raw):
        return ""
    text = tidy(raw)
    inside = [match.group(1) for match in _BRACKETS.finditer(text)]
    for candidate in inside + _SPOKEN.findall(_BRACKETS.sub(" ", text)):
        if _are_pronouns(candidate):
            return "/".join(_pronoun_words(candidate))
    return ""


def nicknames(raw: str) -> tuple[str, ...]:
    """Return the nicknames written in a name in quotes or brackets; maiden names and degrees are none.

    >>> nicknames('Robert "Bob" Smith'), nicknames("Marie Roy (née Martin)")
    (('Bob',), ())
    """
    if len(raw) > LONGEST or not _OPENING.search(raw):
        return ()
    text = tidy(raw)
    found = [match.group(1) for match in _BRACKETS.finditer(text)]
    found += [match.group(1) or match.group(2) for match in _QUOTES.finditer(_BRACKETS.sub(" ", text))]
    return tuple(name for name in (_trim(without_symbols(part)) for part in found) if _is_nickname(name))


def _is_nickname(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= 2
        and any(c.isalpha() for c in text)
        and not any(c.isdigit() or c in "@/" for c in text)
        and text[0].isupper()
        and letters(words[0]) not in MAIDEN
        and not _are_pronouns(text)
        and not all(_is_credential(word, strict=False) for word in words)
    )


class _Part(NamedTuple):
    """A given name or surname on its own. `simple` is how it is written, if whatever the other is it is that and no more."""

    words: list[str]
    titles: list[str]
    credentials: list[str]
    generation: str
    simple: str


class _Found:
    """What was taken out of a name on the way."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.credentials: list[str] = []
        self.generation = ""

    def add(self, part: _Part) -> list[str]:
        """Take over what was found in a part and return its words."""
        self.titles += part.titles
        self.credentials += part.credentials
        self.generation = part.generation or self.generation
        return part.words

    def name(self, raw: str, given: str, surname: str, given2: str = "") -> Name:
        if not given and not surname:
            return Name(raw=raw)
        full = " ".join([part for part in (given, given2, surname, self.generation) if part])
        return Name(
            full=full,
            given=given,
            surname=surname,
            given2=given2,
            title=" ".join(self.titles),
            generation=self.generation,
            credentials=tuple(dict.fromkeys(self.credentials)),
            raw=raw,
        )


# The same parts come back so often that remembering them pays.
@remembered(32768)
def _given_part(text: str) -> _Part:
    return _part(text, surname=False)


@remembered(65536)
def _surname_part(text: str) -> _Part:
    return _part(text, surname=True)


def _part(text: str, *, surname: bool) -> _Part:
    found = _Found()
    words = [text] if text.isascii() and text.isalpha() else _core(text, found, surname=surname)
    bare = not (found.titles or found.credentials or found.generation)
    simple = ""
    if bare and words and _begins(words[0]) and all(map(_ends, words)):
        simple = _surname(words) if surname else _given(words, [])
    return _Part(words, found.titles, found.credentials, found.generation, simple)


def _begins(word: str) -> bool:
    """Tell whether a word at the front of a name is surely part of it, whatever follows, and how it is written."""
    initials = word.isupper() and len(letters(word)) <= 3
    return not _is_title(word) and letters(word) not in LEADING and (not initials or _natural(word) == word)


def _ends(word: str) -> bool:
    """Tell whether a word at the end of a name is surely part of it."""
    return letters(word) not in _TAIL and not (_JOINED.search(word) and _is_credential(word, strict=True))


def _of_parts(given: str, surname: str, raw: str) -> Name:
    one, two = _given_part(given), _surname_part(surname)
    if one.simple and two.simple:
        return Name(f"{one.simple} {two.simple}", one.simple, two.simple, raw=raw)
    if one.simple and not surname and len(one.words) == 1:
        return Name(one.simple, one.simple, raw=raw)
    found = _Found()
    first, last = found.add(one), found.add(two)
    first = _without_leading(first, found, keep=0 if last else 1)
    if not first:
        last = _without_leading(last, found, keep=1)
    loud = _all_capitals(first + last)
    last = _without_trailing(last, found, keep=0 if len(first) > 1 else 1, sure=1, capitals=loud)
    first = _without_trailing(first, found, keep=1, sure=2, capitals=loud)
    if not last and len(first) > 1:
        return _split(first, found, raw)
    if not first and len(last) > 1 and last[0].lower() not in SURNAME_STARTS | ARTICLES:
        return _split(last, found, raw)
    return found.name(raw, _given(first, last), _surname(last))


@remembered(32768)
def _cleaned(raw: str) -> Name:
    found = _Found()
    words = _core(raw, found, surname=False, whole=True)
    words = _without_leading(words, found, keep=1)
    words = _without_trailing(words, found, keep=1, sure=2, capitals=_all_capitals(words))
    return _split(words, found, raw)


def _core(text: str, found: _Found, *, surname: bool, whole: bool = False) -> list[str]:
    """Return the words of a part without symbols, brackets, jobs and what follows a comma."""
    text = plain_letters(text)
    if "@" in text or "://" in text or "www." in text.lower():
        text = _ADDRESS.sub(" ", text)
    text = _APOSTROPHE.sub("'", tidy(text))
    if surname and text[:1] in ("-", "–", "—", "|", "/", "@"):
        return []
    if (text.isascii() or "." not in text) and _ORDINARY.fullmatch(text):
        return [word for word in text.split() if word != "."]
    text = _without_brackets(text, found, surname=surname)
    if "/" in text:
        text = _SPOKEN.sub(lambda m: " " if _are_pronouns(m.group()) else m.group(), text)
    pieces = _pieces(text, found, surname=surname, whole=whole)
    text = _trim(cut_at_symbols(pieces, 2 if whole else 1 if surname else 99))
    words = [word.strip(',;:!?*_\\|+=~^#"“”„«»') for word in text.split()]
    return [word for word in words if LETTER.search(word)]


def _without_brackets(text: str, found: _Found, *, surname: bool) -> str:
    """Take brackets and quotes out; degrees in them are kept as credentials."""

    def replaced(match: re.Match[str]) -> str:
        inside = next((group for group in match.groups() if group), "")
        words = inside.replace(",", " ").split()
        if words and all(_is_credential(word, strict=False) for word in words):
            found.credentials += [_credential(word) for word in words]
        return " "

    without = _QUOTES.sub(replaced, _BRACKETS.sub(replaced, text)) if _bracketed(text) else text
    if not LETTER.search(without):
        inside = [m.group(1) for m in _BRACKETS.finditer(text)]
        kept = [part for part in inside if _is_nickname(_trim(part))]
        return kept[0] if kept and surname else without
    return without.replace(")", " ").replace("]", " ")


def _bracketed(text: str) -> bool:
    return bool(_OPENING.search(text))


def _pieces(text: str, found: _Found, *, surname: bool, whole: bool) -> str:
    """Return the piece that is the name: before a bar or a spaced dash, with the commas understood."""
    parts = [part for part in _BAR.split(text) if LETTER.search(part)]
    if not parts:
        return ""
    text = parts[0]
    for part in parts[1:]:
        _take(part, found)
    if len(parts) == 2 and not surname and _PLAIN.fullmatch(parts[0]) and _PLAIN.match(parts[1]):
        # `Anne - Sophie` is one given name: a single word is no complete name before a job.
        return f"{parts[0]}-{parts[1]}" if whole == (" " in parts[1]) else parts[0]
    for comma in ("，", "、"):
        text = text.replace(comma, ",")
    first, *rest = [part for part in (piece.strip() for piece in text.split(",")) if part] or [""]
    turned = ""
    for number, part in enumerate(rest):
        if not _take(part, found) and not number and whole and _reads_surname_first(first, part):
            turned = part
    return f"{turned} \ue000{first}" if turned else first


def _take(part: str, found: _Found) -> bool:
    """Keep what stands behind a comma if it is degrees, a generation or a civility; tell whether it was."""
    words = [word for word in without_symbols(part).split() if any(c.isalnum() for c in word)]
    if words and letters("".join(words)) in CREDENTIALS:
        found.credentials.append(_trim_dotless(" ".join(words)))
        return True
    taken = False
    for word in words:
        if _is_credential(word, strict=False):
            found.credentials.append(_credential(word))
        elif _generation(word):
            found.generation = _generation(word)
        elif _is_title(word) and len(words) == 1:
            found.titles.append(word)
        else:
            return taken
        taken = True
    return taken


def _reads_surname_first(first: str, second: str) -> bool:
    """Tell whether `first, second` is surname and given name: `Dupont, Jean`, `de la Cruz, Ana María`."""
    words, names = first.split(), second.split()
    if not words or not 1 <= len(names) <= 3 or any(c.isdigit() for c in second):
        return False
    if (
        not all(word[0].isupper() and (len(word) < 4 or not word.isupper()) for word in names)
        and not first.isupper()
    ):
        return False
    return len(words) == 1 or first.isupper() or words[0].lower() in SURNAME_STARTS | ARTICLES


def _trim(text: str) -> str:
    """Strip marks at both ends, but leave the dot of an initial and the brackets' insides alone."""
    return text.lstrip(_EDGES + ".").rstrip(_EDGES)


def _trim_dotless(text: str) -> str:
    return text.strip(" ,;:®™|-")


def _pronoun_words(text: str) -> list[str]:
    return [word for word in re.split(r"[/,·.&+\s-]+", text.lower()) if word]


def _are_pronouns(text: str) -> bool:
    words = _pronoun_words(text)
    return (
        0 < len(words) <= 6
        and all(word in PRONOUNS for word in words)
        and any(word in PRONOUNS_SURE for word in words)
    )


def _is_credential(word: str, *, strict: bool, capitals: bool = False) -> bool:
    """Tell whether a word is a degree; `strict` where no comma or bracket says so already."""
    if "/" in word or "&" in word or "+" in word:
        parts = re.split(r"[/&+]", word.strip(",;:"))
        return all(_is_credential(part, strict=strict, capitals=capitals) for part in parts if part)
    key = letters(word)
    upper = sum(c.isupper() for c in word)
    if key not in CREDENTIALS:
        # A certificate with its field: `CISSP-ISSAP`, `PSM-I`.
        return "-" in word[1:] and upper >= 4 and letters(word.partition("-")[0]) in CREDENTIALS
    if key in CREDENTIALS_WITH_DOT:
        return "." in word or (not strict and upper >= 1)
    if key in CREDENTIALS_WITH_CARE and strict:
        return (upper >= 2 and not capitals) or ("." in word and upper >= 2)
    return upper >= 2 or "." in word or (key in ("phd", "mba", "pmp") and (not strict or key == "phd"))


def _credential(word: str) -> str:
    word = _trim_dotless(word)
    inner = word.rstrip(".")
    # `Ph.D.` keeps its last dot, `MBA.` does not.
    return word if "." in inner or letters(word) in CREDENTIALS_WITH_DOT else inner


def _is_title(word: str) -> bool:
    if word in TITLES_AS_WRITTEN:
        return True
    key = word.rstrip(".").lower()
    if key not in TITLES:
        return False
    return key not in TITLES_WITH_CARE or word.endswith(".")


def _generation(word: str) -> str:
    key = word.strip(".,").lower()
    if key not in GENERATIONS or (key in GENERATIONS_LOWER_ONLY and word != key):
        return ""
    if key in ("ii", "iii", "iv"):
        return key.upper() if word.strip(".,").isupper() else ""
    if key in ("jr", "sr", "jnr", "snr"):
        return key.capitalize() + ("." if "." in word else "")
    return key


def _without_leading(words: list[str], found: _Found, *, keep: int) -> list[str]:
    """Take civilities and degrees from the front; at least `keep` words are left."""
    while len(words) > keep:
        word = words[0]
        if _is_title(word):
            found.titles.append(_natural(word) if word.isupper() and len(letters(word)) > 1 else word)
        elif found.titles and word in FACULTIES:
            found.titles.append(word)
        elif letters(word) in LEADING and ("." in word or "-" in word or sum(c.isupper() for c in word) > 1):
            found.credentials.append(_credential(word))
        else:
            break
        words = words[1:]
    return words


def _without_trailing(words: list[str], found: _Found, *, keep: int, sure: int, capitals: bool) -> list[str]:
    """Take degrees and generations from the end; at least `keep` words are left, and `sure` before a doubtful one."""
    taken: list[str] = []
    while len(words) > keep:
        if letters(words[-1]) not in _TAIL and not _JOINED.search(words[-1]):
            break
        doubtful = letters(words[-1]) in CREDENTIALS_WITH_CARE and len(words) <= sure
        if not doubtful and _is_credential(words[-1], strict=True, capitals=capitals):
            taken.append(_credential(words[-1]))
        elif len(words) > 1 and _generation(words[-1]):
            found.generation = _generation(words[-1])
        else:
            break
        words = words[:-1]
    found.credentials[:0] = reversed(taken)
    return words


def _all_capitals(words: list[str]) -> bool:
    text = "".join(words)
    return text.isupper() and len(text) > 3


def _split(words: list[str], found: _Found, raw: str) -> Name:
    """Split a whole name in given name, middle initials and surname."""
    if not words:
        return found.name(raw, "", "")
    turned = next((i for i, word in enumerate(words) if word.startswith("\ue000")), 0)
    if turned:
        words[turned] = words[turned][1:]
        return found.name(raw, _given(words[:turned], words[turned:]), _surname(words[turned:]))
    if len(words) == 1:
        # Behind a civility stands a surname: `M. Martin`.
        return (
            found.name(raw, "", _surname(words)) if found.titles else found.name(raw, _given(words, []), "")
        )
    if words[0].islower() and words[0] in SURNAME_STARTS:
        return found.name(raw, "", _surname(words))
    if _east_asian(words):
        # Family name first, as written; exports of LinkedIn turn a family name of one sign to the end.
        turned = int(len(words[1]) == 1 < len(words[0]))
        return replace(found.name(raw, words[1 - turned], words[turned]), full=" ".join(words))
    if not words[0].isascii() and not _latin(words[0]):
        return _in_other_script(words, found, raw)
    if not _LOUD.search(" ".join(words)):
        return _in_order(words, _surname_start(words), found, raw)
    upper = [_shouted(word) or (word.lower() in PARTICLES | ARTICLES and word.isupper()) for word in words]
    start = _surname_start(words)
    if not all(upper) and any(_shouted(word) for word in words):
        if upper[-1] and not upper[0]:
            start = len(words) - 1
            while start > 1 and (upper[start - 1] or words[start - 1].lower() in PARTICLES):
                start -= 1
        elif upper[0] and not upper[-1]:
            end = 1
            while end < len(words) - 1 and upper[end]:
                end += 1
            if not _INITIALS.fullmatch(words[0]) or len(letters(words[0])) > 2:
                return found.name(raw, _given(words[end:], words[:end]), _surname(words[:end]))
    return _in_order(words, start, found, raw)


def _in_other_script(words: list[str], found: _Found, raw: str) -> Name:
    """Return a name that is not in Latin letters: given name first, unless the first words alone are in capitals."""
    start = 0
    while start < len(words) and len(words[start]) > 1 and words[start].isupper():
        start += 1
    turned = 0 < start < len(words) and not words[-1].isupper()
    first, last = (words[start:], words[:start]) if turned else (words[:1], words[1:])
    return found.name(raw, " ".join(map(_natural, first)), " ".join(map(_natural, last)))


def _in_order(words: list[str], start: int, found: _Found, raw: str) -> Name:
    first, last = words[:start], words[start:]
    middle: list[str] = []
    while len(first) > 1 and _DOTTED.fullmatch(first[-1] if "." in first[-1] else first[-1] + "."):
        middle.insert(0, first.pop())
    return found.name(raw, _given(first, last), _surname(last), " ".join(middle))


def _surname_start(words: list[str]) -> int:
    """Return where the surname starts: at the first particle behind a given name, else at the last word."""
    for place in range(1, len(words) - 1):
        word = words[place].lower().rstrip(".")
        if word in ("y", "e") and place >= 2:
            return place - 1
        if word in SURNAME_STARTS | ARTICLES or word.startswith(("d'", "d’")):
            return place
    if len(words) == 3 and (words[1].lower().endswith("ez") or words[1].lower() in TWO_SURNAMES):
        return 1
    if words[-1].lower() in ("filho", "neto", "júnior", "junior", "sobrinho") and len(words) > 2:
        return len(words) - 2
    return len(words) - 2 if len(words) == 4 else len(words) - 1


def _shouted(word: str) -> bool:
    return len(letters(word)) > 1 and (word.isupper() or bool(_MC.fullmatch(word)))


def _east_asian(words: list[str]) -> bool:
    """Tell whether this is a Chinese, Japanese or Korean name of two words."""
    return len(words) == 2 and all(
        "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in "".join(words)
    )


def _latin(word: str) -> bool:
    return any(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in word if c.isalpha())


def _has_capitals(word: str) -> bool:
    """Tell whether a word is in a script that starts names with a capital: Latin, Greek, Cyrillic, Armenian."""
    return _latin(word) or any("\u0370" <= c <= "\u058f" or "\u1f00" <= c <= "\u1fff" for c in word)


def _given(words: list[str], surname: list[str]) -> str:
    if len(words) == 1 and words[0].isupper() and len(letters(words[0])) <= 3:
        short = words[0]
        loud = _all_capitals(surname)
        if not _VOWELS.intersection(short) or (len(short) == 2 and not loud):
            return short
    return " ".join(
        _natural(word) if word.lower() not in ("y", "e", "i") or len(words) == 1 else word.lower()
        for word in words
    )


def _surname(words: list[str]) -> str:
    if len(words) == 1:
        return _natural(words[0])
    loud = bool(words) and all(word.isupper() or not _latin(word) for word in words)
    quiet = bool(words) and all(word.islower() for word in words)
    done: list[str] = []
    for place, word in enumerate(words):
        key = word.lower()
        last = place == len(words) - 1
        if last or (key not in PARTICLES and not (key in ARTICLES and place and word.islower())):
            done.append(_natural(word))
        elif loud:
            done.append(key.capitalize() if key in CAPITAL_PARTICLES else key)
        elif quiet or word.isupper():
            done.append(key)
        else:
            done.append(word)
    return " ".join(done)


def _natural(word: str) -> str:
    """Return a word of a name with its natural capitals; words in another script and mixed ones stay.

    Only words all in capitals or all in lower case are changed: `DUPONT-MARTIN`, `o'brien`, `McDONALD`.
    """
    if _PLAIN.fullmatch(word):
        return word
    if (
        word.isascii()
        and word.isalpha()
        and (word.islower() or (word.isupper() and not word.startswith("MC")))
    ):
        return word.capitalize()
    if word.endswith(".") and len(letters(word)) > 3 and "." not in word[:-1]:
        word = word[:-1]
    if found := _MC.fullmatch(word):
        return found.group(1) + found.group(2).capitalize()
    if not (word.isupper() or word.islower()) or not _has_capitals(word):
        return word
    if _DOTTED.fullmatch(word):
        return word
    pieces = re.split(r"([-'’.])", word)
    done = [_capital(piece) for piece in pieces]
    if "-" in pieces:
        for place in range(2, len(pieces) - 2, 2):
            if pieces[place].lower() in ("de", "du", "des", "la", "le", "les", "sur", "en", "et"):
                done[place] = pieces[place].lower()
    return "".join(done)


def _capital(piece: str) -> str:
    if found := _MAC_CAPITALS.fullmatch(piece):
        return "Mc" + found.group(1).capitalize()
    lower = unicodedata.normalize("NFC", piece.lower().replace("i\u0307", "i"))
    return lower[:1].upper() + lower[1:] if lower[:1] != "ß" else lower

"""How often to be in touch, from words to an ISO 8601 duration: `tous les 3 mois` -> `P3M`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from sync.normalize.text import LONGEST, fold

_UNITS = {
    "D": "jour jours j day days d tag tage tagen dia dias giorno giorni",
    "W": "semaine semaines sem week weeks wk wks woche wochen semana semanas settimana settimane",
    "M": "mois month months mth mo m monat monate monaten mes meses mese mesi",
    "Y": "an ans annee annees year years yr y jahr jahre jahren ano anos anno anni",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_NUMBERS = {
    word: number
    for number, words in {
        1: "un une one a an ein eine einen einem einmal uno una once",
        2: "deux two zwei dos due twice zweimal other",
        3: "trois three drei tres tre",
        4: "quatre four vier cuatro quattro",
        5: "cinq five funf cinco cinque",
        6: "six sechs seis sei",
        7: "sept seven sieben",
        8: "huit eight acht",
        9: "neuf nine",
        10: "dix ten zehn diez dieci",
        12: "douze twelve zwolf doce dodici",
        15: "quinze fifteen",
    }.items()
    for word in words.split()
}
_FIXED = {
    "P1D": "quotidien quotidienne quotidiennement daily taglich diario giornaliero",
    "P1W": "hebdomadaire hebdo weekly wochentlich semanal settimanale",
    "P2W": "quinzaine biweekly fortnightly zweiwochentlich 14-tagig quincenal bisettimanale",
    "P15D": "bimensuel bimensuelle",
    "P1M": "mensuel mensuelle mensuellement monthly monatlich mensual mensile",
    "P2M": "bimestriel bimestrielle bimonthly zweimonatlich bimestral bimestrale",
    "P3M": "trimestriel trimestrielle trimestre quarterly quarter vierteljahrlich quartal quartalsweise trimestral trimestrale",
    "P4M": "quadrimestriel quadrimestrielle cuatrimestral quadrimestrale",
    "P6M": "semestriel semestrielle semestre semiannual semiannually half-yearly halbjahrlich semestral semestrale",
    "P1Y": "annuel annuelle annuellement yearly annual annually jahrlich anual annuale",
}
_FIXED_WORD = {word: iso for iso, words in _FIXED.items() for word in words.split()}
_EVERY = (
    "tous toutes tout chaque every each all alle jeden jede jedes cada todos todas ogni tutti tutte"
).split()
# Numbers of months people choose; any other in the column (7, 30, 90) says that it counts days.
_MONTHLY = {1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 18, 24, 36}
_ISO = re.compile(r"P(?=\d)(?=.*[1-9])(?:\d{1,4}[YMWD])+")
_COUNT_PER = re.compile(
    r"(\d+|[a-z]+)\s*(?:x|fois|times?|mal|veces|vez|volte|volta)?\s*(?:/|par|per|a|an|pro|im|al|por|the|each)\s*([a-z]+)"
)
_NUMBER_UNIT = re.compile(r"(?:^|\s)(\d{1,4})\s*([a-z]+)\b")


def parse(text: str, unit: str = "") -> str:
    """Return the duration that `text` names, or an empty text.

    `unit` (`D`, `W`, `M`, `Y`) is what a bare number counts.

    >>> parse("tous les 3 mois"), parse("every 6 weeks"), parse("Trimestriel"), parse("2 fois par an")
    ('P3M', 'P6W', 'P3M', 'P6M')
    >>> parse("90", "D"), parse("chaque mois"), parse("quand j'y pense")
    ('P90D', 'P1M', '')
    """
    if len(text) > LONGEST:
        return ""
    written = text.strip().upper()
    if _ISO.fullmatch(written):
        return written
    words = fold(text).replace("(", " ").replace(")", " ").replace("’", "'").strip(" .")
    if re.fullmatch(r"\d{1,4}(?:[.,]0+)?", words):
        number = int(re.split(r"[.,]", words)[0])
        return f"P{number}{unit}" if unit and number else ""
    tokens = re.findall(r"[a-z\-]+|\d+", words)
    if not tokens or len(tokens) > 8:
        return ""
    if per := _per(words):
        return per
    for token in tokens:
        if token in _FIXED_WORD and not any(t in _UNIT or t in ("fois", "times") for t in tokens):
            return _FIXED_WORD[token]
    if found := _NUMBER_UNIT.search(words):
        number, named = int(found.group(1)), _UNIT.get(found.group(2), "")
        if named and number:
            return f"P{number}{named}"
    return _in_words(tokens)


def _in_words(tokens: list[str]) -> str:
    for token, following in pairwise(tokens):
        if token in _NUMBERS and following in _UNIT and len(following) > 1:
            return f"P{_NUMBERS[token]}{_UNIT[following]}"
    if any(token in _EVERY for token in tokens) and tokens[-1] in _UNIT and len(tokens[-1]) > 1:
        return f"P1{_UNIT[tokens[-1]]}"
    if any(token in _EVERY for token in tokens):
        # `tous les trimestres`, `every quarter`
        return _FIXED_WORD.get(tokens[-1]) or _FIXED_WORD.get(tokens[-1].removesuffix("s"), "")
    return ""


def _per(words: str) -> str:
    """Return the distance of `n` times in a unit: `4x/an` is every 3 months."""
    found = _COUNT_PER.search(words)
    if not found:
        return ""
    count, named = found.groups()
    number = int(count) if count.isdigit() else _NUMBERS.get(count, 0)
    if number == 1 and named in _FIXED_WORD:
        return _FIXED_WORD[named]
    unit = _UNIT.get(named, "")
    if not number or not unit:
        return ""
    if number == 1:
        return f"P1{unit}"
    whole, divisor, smaller = {"Y": (12, 12, "M"), "M": (30, 30, "D"), "W": (7, 7, "D")}.get(unit, (0, 1, ""))
    if not smaller or number > divisor:
        return ""
    return f"P{round(whole / number)}{smaller}"


def is_phrase(text: str) -> bool:
    """Tell whether a text can only be meant as a cadence: `tous les 3 mois`, `every quarter`, `2x/an`."""
    words = fold(text)
    first = words.split(" ", 1)[0]
    return (first in _EVERY or "fois par" in words or "x/" in words) and bool(parse(text))


def bare_unit(heading: str, values: Iterable[str]) -> str:
    """Return what the bare numbers of a column count, as a unit: what the heading says, else months or days.

    >>> bare_unit("Fréquence (jours)", ["3"]), bare_unit("Cadence", ["3", "12"]), bare_unit("Cadence", ["30", "7"])
    ('D', 'M', 'D')
    """
    for word in re.findall(r"[a-z]+", fold(heading)):
        if word in _UNIT and len(word) > 1:
            return _UNIT[word]
    numbers = {int(v.split(".")[0].split(",")[0]) for v in values if re.fullmatch(r"\d{1,4}(?:[.,]0+)?", v)}
    return "M" if numbers <= _MONTHLY else "D"

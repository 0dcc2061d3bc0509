"""Countries by the names people write, to ISO 3166-1 alpha-2. A small table: the countries our users write to."""

from __future__ import annotations

from sync.normalize.text import fold

_TABLE = """
FR france frankreich francia|BE belgium belgique belgien belgica belgio belgie|CH switzerland suisse schweiz suiza svizzera
LU luxembourg luxemburg luxemburgo lussemburgo|MC monaco|DE germany allemagne deutschland alemania germania
AT austria autriche osterreich|ES spain espagne spanien espana spagna|PT portugal portogallo|IT italy italie italien italia
GB united_kingdom uk royaume-uni royaume_uni grande-bretagne great_britain england angleterre scotland ecosse wales vereinigtes_konigreich grossbritannien reino_unido regno_unito
IE ireland irlande irland irlanda|NL netherlands the_netherlands pays-bas pays_bas niederlande paises_bajos paesi_bassi holland
US united_states united_states_of_america usa u.s.a. us etats-unis etats_unis vereinigte_staaten estados_unidos stati_uniti
CA canada kanada|MX mexico mexique mexiko messico|BR brazil bresil brasilien brasil brasile|AR argentina argentine argentinien
DK denmark danemark dinamarca danimarca|SE sweden suede schweden suecia svezia|NO norway norvege norwegen noruega norvegia
FI finland finlande finnland finlandia|IS iceland islande island islandia islanda|PL poland pologne polen polonia
CZ czechia czech_republic tchequie republique_tcheque tschechien|SK slovakia slovaquie slowakei|HU hungary hongrie ungarn
RO romania roumanie rumanien|BG bulgaria bulgarie bulgarien|GR greece grece griechenland grecia|HR croatia croatie kroatien
SI slovenia slovenie slowenien|RS serbia serbie serbien|UA ukraine ucrania ucraina|RU russia russie russland rusia
TR turkey turquie turkei turquia turchia|MA morocco maroc marokko marruecos marocco|DZ algeria algerie algerien argelia
TN tunisia tunisie tunesien tunez|SN senegal|CI ivory_coast cote_d'ivoire|CM cameroon cameroun kamerun|EG egypt egypte agypten
ZA south_africa afrique_du_sud sudafrika sudafrica|NG nigeria|KE kenya kenia|IL israel|LB lebanon liban libanon
AE united_arab_emirates emirats_arabes_unis uae|SA saudi_arabia arabie_saoudite|QA qatar|IN india inde indien
CN china chine cina|HK hong_kong|TW taiwan|JP japan japon giappone|KR south_korea coree_du_sud sudkorea|SG singapore singapour singapur
AU australia australie australien|NZ new_zealand nouvelle-zelande neuseeland|VN vietnam viet_nam|TH thailand thailande
MU mauritius ile_maurice maurice|RE reunion la_reunion|MG madagascar|LT lithuania lituanie|LV latvia lettonie|EE estonia estonie
"""
_CODE = {
    name.replace("_", " "): entry.split()[0]
    for line in _TABLE.strip().splitlines()
    for entry in line.split("|")
    for name in entry.split()[1:]
}
_KNOWN = frozenset(_CODE.values())


def code(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country's name or code; empty if it is not known.

    >>> code("Allemagne"), code("États-Unis"), code("fr"), code("Atlantis")
    ('DE', 'US', 'FR', '')
    """
    folded = fold(name).replace("’", "'")
    return _CODE.get(folded) or (folded.upper() if folded.upper() in _KNOWN else "")


def name_of(country: str, language: str) -> str:
    """Return the name of a country for an envelope, in English or French (`fr`); the code itself if it is not known.

    >>> name_of("DE", "fr"), name_of("US", "fr"), name_of("CH", "en"), name_of("XX", "en")
    ('allemagne', 'etats-unis', 'switzerland', 'XX')
    """
    names = [name for name, code_ in _CODE.items() if code_ == country]
    if not names:
        return country
    if language != "fr":
        return names[0]
    return _FRENCH.get(country) or names[min(1, len(names) - 1)]


_FRENCH = {
    "US": "etats-unis",
    "GB": "royaume-uni",
    "NL": "pays-bas",
    "CZ": "tchequie",
    "AE": "emirats arabes unis",
}
"""Where the table has several English names before the French one."""

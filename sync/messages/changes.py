"""Wording of what changed between two exports, and of the report."""

TEXTS: dict[str, dict[str, str]] = {
    "heading": {"en": "From {first} to {last}", "fr": "Du {first} au {last}"},
    "none-yet": {
        "en": "One LinkedIn export is known. Drop in the next one, in some months, and you will see what changed.",
        "fr": "Un seul export LinkedIn est connu. Déposez le suivant dans quelques mois, et vous verrez ce qui a changé.",
    },
    "nothing": {"en": "Nothing changed.", "fr": "Rien n'a changé."},
    "suspicious": {
        "en": "The export of {day} looks cut: {n} people are missing from it ({why}). Nobody is said to have left; "
        "ask LinkedIn for a fresh copy.",
        "fr": "L'export du {day} semble tronqué : il y manque {n} personnes ({why}). Personne n'est compté comme parti ; "
        "redemandez une copie à LinkedIn.",
    },
    "why-empty": {"en": "it is empty", "fr": "il est vide"},
    "why-shortened": {"en": "far fewer than before", "fr": "bien moins qu'avant"},
    "why-cut-by-date": {"en": "all at one end of time", "fr": "toutes à un bout de la période"},
    "why-cut-by-name": {"en": "all at one end of the alphabet", "fr": "toutes à un bout de l'alphabet"},
    "why-cut-by-row": {"en": "all at one end of the file", "fr": "toutes à un bout du fichier"},
    "kind-new": {
        "en": "{n} new connection|{n} new connections",
        "fr": "{n} nouvelle relation|{n} nouvelles relations",
    },
    "kind-back": {"en": "{n} came back|{n} came back", "fr": "{n} de retour|{n} de retour"},
    "kind-moved": {
        "en": "{n} changed company|{n} changed company",
        "fr": "{n} a changé de société|{n} ont changé de société",
    },
    "kind-retitled": {
        "en": "{n} has a new title|{n} have a new title",
        "fr": "{n} a changé de fonction|{n} ont changé de fonction",
    },
    "kind-renamed": {
        "en": "{n} goes by another name or address|{n} go by another name or address",
        "fr": "{n} a changé de nom ou d'adresse|{n} ont changé de nom ou d'adresse",
    },
    "kind-retired": {
        "en": "{n} has retired|{n} have retired",
        "fr": "{n} a pris sa retraite|{n} ont pris leur retraite",
    },
    "kind-vanished": {
        "en": "{n} is no longer connected|{n} are no longer connected",
        "fr": "{n} n'est plus en relation|{n} ne sont plus en relation",
    },
    "homonym": {"en": "to check: someone else has this name", "fr": "à vérifier : un homonyme existe"},
    "more": {"en": "… and {n} more: reseau changes --all", "fr": "… et {n} de plus : reseau changes --all"},
    "arrow": {"en": "{before} → {after}", "fr": "{before} → {after}"},
    "next": {
        "en": "Those who moved come up in your week: reseau week",
        "fr": "Ceux qui ont bougé reviennent dans votre semaine : reseau week",
    },
}

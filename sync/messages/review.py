"""Wording of `review`, `judge`, `split`."""

TEXTS: dict[str, dict[str, str]] = {
    "nothing": {
        "en": "Nothing waits for you. Next: reseau week",
        "fr": "Rien n'attend votre avis. Ensuite : reseau week",
    },
    "heading": {
        "en": "{n} doubt: one person, or two? Only you can tell, and your word is kept."
        "|{n} doubts: one person, or two? Only you can tell, and your word is kept.",
        "fr": "{n} doute : une personne ou deux ? Vous seul le savez, et votre avis est gardé."
        "|{n} doutes : une personne ou deux ? Vous seul le savez, et votre avis est gardé.",
    },
    "question": {
        "en": "{place}  one person? {percent}%",
        "fr": "{place}  une même personne ? {percent} %",
    },
    "pro": {"en": "for: {evidence}", "fr": "pour : {evidence}"},
    "con": {"en": "against: {evidence}", "fr": "contre : {evidence}"},
    "more": {
        "en": "… and {n} more. On a terminal, reseau review asks them one by one.",
        "fr": "… et {n} de plus. Dans un terminal, reseau review les pose une par une.",
    },
    "keys": {
        "en": "[s]ame   [d]ifferent   [l]ater   [u]ndo   [q]uit",
        "fr": "[m]ême   [d]ifférents   [p]lus tard   [u] annuler   [q]uitter",
    },
    "done": {"en": "{n} answer kept.|{n} answers kept.", "fr": "{n} réponse gardée.|{n} réponses gardées."},
    "judged-same": {"en": "Kept: the same person.", "fr": "C'est noté : la même personne."},
    "judged-different": {
        "en": "Kept: two different people.",
        "fr": "C'est noté : deux personnes différentes.",
    },
    "judged-unsure": {
        "en": "Kept: not sure; you will not be asked again.",
        "fr": "C'est noté : pas sûr ; la question ne sera plus posée.",
    },
    "no-question": {
        "en": "No open question is called “{name}”. See: reseau review",
        "fr": "Aucune question ouverte ne s'appelle « {name} ». Voir : reseau review",
    },
    "bad-verdict": {
        "en": "“{value}” is no answer. Say same, different or unsure.",
        "fr": "« {value} » n'est pas une réponse. Dites same, different ou unsure.",
    },
    "one-record": {
        "en": "{a} and {b} are one record; nothing to judge.",
        "fr": "{a} et {b} sont une seule fiche ; rien à juger.",
    },
    "nothing-to-split": {
        "en": "{name} comes from one record only; there is nothing to split.",
        "fr": "{name} vient d'une seule fiche ; il n'y a rien à séparer.",
    },
    "bad-split": {
        "en": "{name} has {n} records; name some of them by number, not all.",
        "fr": "{name} a {n} fiches ; nommez-en certaines par leur numéro, pas toutes.",
    },
    "split-which": {"en": "{name} was made of {n} records:", "fr": "{name} vient de {n} fiches :"},
    "split-how": {
        "en": "Take some out: reseau split {person} 2 3   Each on its own: reseau split {person} --yes",
        "fr": "En sortir certaines : reseau split {person} 2 3   Toutes séparées : reseau split {person} --yes",
    },
    "split": {"en": "{name} was split.", "fr": "{name} : fiches séparées."},
}

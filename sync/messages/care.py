"""Wording of `history`, `undo`, `backup`, `restore`, `rebuild`, `config`."""

TEXTS: dict[str, dict[str, str]] = {
    "no-history": {"en": "Nothing has been changed yet.", "fr": "Rien n'a encore été modifié."},
    "changes": {"en": "{n} change|{n} changes", "fr": "{n} modification|{n} modifications"},
    "undone": {"en": "undone by {by}", "fr": "annulée par {by}"},
    "undone-step": {
        "en": "Undone: step {number} ({command}), {n} change.|Undone: step {number} ({command}), {n} changes.",
        "fr": "Annulé : étape {number} ({command}), {n} modification.|Annulé : étape {number} ({command}), {n} modifications.",
    },
    "undo-trial": {
        "en": "A trial: step {number} ({command}) would be undone, {n} change."
        "|A trial: step {number} ({command}) would be undone, {n} changes.",
        "fr": "Un essai : l'étape {number} ({command}) serait annulée, {n} modification."
        "|Un essai : l'étape {number} ({command}) serait annulée, {n} modifications.",
    },
    "backed-up": {"en": "Copied to {place}.", "fr": "Copié dans {place}."},
    "restore-ask": {
        "en": "Put {place} back in place of the present data? (y/n)",
        "fr": "Remettre {place} à la place des données actuelles ? (o/n)",
    },
    "restored": {
        "en": "{place} is back. The data as they were before lie in backups/before-restore.db.",
        "fr": "{place} est de retour. Les données d'avant sont dans backups/before-restore.db.",
    },
    "rebuilt": {
        "en": "Done: {n} person.|Done: {n} people.",
        "fr": "Fait : {n} personne.|Fait : {n} personnes.",
    },
    "set": {"en": "{name} = {value}", "fr": "{name} = {value}"},
}

"""Wording of `read` and `import`."""

TEXTS: dict[str, dict[str, str]] = {
    "contacts": {"en": "{n} contact|{n} contacts", "fr": "{n} contact|{n} contacts"},
    "interactions": {"en": "{n} exchange|{n} exchanges", "fr": "{n} échange|{n} échanges"},
    "facts": {"en": "{n} fact about you|{n} facts about you", "fr": "{n} info sur vous|{n} infos sur vous"},
    "skipped": {"en": "{n} skipped|{n} skipped", "fr": "{n} ignorée|{n} ignorées"},
    "nothing": {"en": "nothing", "fr": "rien"},
    "unused": {
        "en": "{n} other file is not about contacts ({names})|{n} other files are not about contacts ({names})",
        "fr": "{n} autre fichier ne concerne pas vos contacts ({names})"
        "|{n} autres fichiers ne concernent pas vos contacts ({names})",
    },
    "read-total": {
        "en": "{n} contact, {interactions} exchanges.|{n} contacts, {interactions} exchanges.",
        "fr": "{n} contact, {interactions} échanges.|{n} contacts, {interactions} échanges.",
    },
    "nothing-stored": {
        "en": "Nothing was stored. To keep it: reseau import",
        "fr": "Rien n'a été enregistré. Pour le garder : reseau import",
    },
    "problems": {
        "en": "{n} row to know about:|{n} rows to know about:",
        "fr": "{n} ligne à signaler :|{n} lignes à signaler :",
    },
    "row": {"en": "row {row}", "fr": "ligne {row}"},
    "rows-like": {
        "en": "{n} rows ({rows} …): {message}",
        "fr": "{n} lignes ({rows} …) : {message}",
    },
    "more-problems": {"en": "… all of them with --verbose", "fr": "… tout voir avec --verbose"},
    "records": {
        "en": "Kept: {created} new, {updated} changed, {unchanged} as before, {skipped} rows skipped.",
        "fr": "Enregistré : {created} nouvelles fiches, {updated} modifiées, {unchanged} inchangées, {skipped} lignes ignorées.",
    },
    "unchanged": {
        "en": "Nothing new: all of this was known already.",
        "fr": "Rien de nouveau : tout cela était déjà connu.",
    },
    "people": {
        "en": "Your network: {n} person.|Your network: {n} people, {linked} of them recognised in several places.",
        "fr": "Votre réseau : {n} personne.|Votre réseau : {n} personnes, dont {linked} reconnues à plusieurs endroits.",
    },
    "dry-run": {
        "en": "A trial: nothing was written. To keep it, say the same without --dry-run.",
        "fr": "Un essai : rien n'a été écrit. Pour enregistrer, la même commande sans --dry-run.",
    },
    "found": {"en": "Worth knowing:", "fr": "À savoir :"},
    "trust": {
        "en": "Nothing left this computer; everything lies in {home}. To undo: reseau undo {step}",
        "fr": "Rien n'a quitté cet ordinateur ; tout est dans {home}. Pour annuler : reseau undo {step}",
    },
    "next": {"en": "Next: {command}", "fr": "Ensuite : {command}"},
}

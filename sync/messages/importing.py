"""Wording of `read` and `import`."""

TEXTS: dict[str, dict[str, str]] = {
    "contacts": {"en": "{n} person|{n} people", "fr": "{n} personne|{n} personnes"},
    "kind-connection": {"en": "{n} connection|{n} connections", "fr": "{n} relation|{n} relations"},
    "kind-message": {
        "en": "{n} message|{n} messages with {people} people",
        "fr": "{n} message|{n} messages avec {people} personnes",
    },
    "kind-invitation": {"en": "{n} invitation|{n} invitations", "fr": "{n} invitation|{n} invitations"},
    "kind-recommendation": {
        "en": "{n} recommendation|{n} recommendations",
        "fr": "{n} recommandation|{n} recommandations",
    },
    "kind-endorsement": {
        "en": "{n} endorsement|{n} endorsements",
        "fr": "{n} compétence validée|{n} compétences validées",
    },
    "kind-meeting": {
        "en": "{n} meeting|{n} meetings with {people} people",
        "fr": "{n} rendez-vous|{n} rendez-vous avec {people} personnes",
    },
    "kind-contact": {
        "en": "{n} with the day of the last contact|{n} with the day of the last contact",
        "fr": "{n} avec la date du dernier contact|{n} avec la date du dernier contact",
    },
    "about-you": {
        "en": "{n} file about you ({names})|{n} files about you ({names})",
        "fr": "{n} fichier sur vous ({names})|{n} fichiers sur vous ({names})",
    },
    "interactions": {"en": "{n} exchange|{n} exchanges", "fr": "{n} échange|{n} échanges"},
    "skipped": {"en": "{n} skipped|{n} skipped", "fr": "{n} ignorée|{n} ignorées"},
    "nothing": {"en": "nothing", "fr": "rien"},
    "refused-more": {
        "en": "{n} other file was not opened either|{n} other files were not opened either",
        "fr": "{n} autre fichier n'a pas été ouvert non plus|{n} autres fichiers n'ont pas été ouverts non plus",
    },
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
        "en": "{n} rows ({rows}): {message}",
        "fr": "{n} lignes ({rows}) : {message}",
    },
    "more-problems": {"en": "… all of them with --verbose", "fr": "… tout voir avec --verbose"},
    "records": {"en": "Cards: {told}.", "fr": "Fiches : {told}."},
    "new": {"en": "{n} new|{n} new", "fr": "{n} nouvelle|{n} nouvelles"},
    "changed": {"en": "{n} changed|{n} changed", "fr": "{n} modifiée|{n} modifiées"},
    "same": {"en": "{n} as before|{n} as before", "fr": "{n} inchangée|{n} inchangées"},
    "left-out": {"en": "{n} row skipped|{n} rows skipped", "fr": "{n} ligne ignorée|{n} lignes ignorées"},
    "forgotten": {
        "en": "{n} record of people you asked to forget stayed out.|{n} records of people you asked to forget stayed out.",
        "fr": "{n} fiche de personnes à oublier est restée dehors.|{n} fiches de personnes à oublier sont restées dehors.",
    },
    "unchanged": {
        "en": "Nothing new: all of this was known already.",
        "fr": "Rien de nouveau : tout cela était déjà connu.",
    },
    "people": {
        "en": "Your network: {n} person.|Your network: {n} people, {linked} of them recognised in several places.",
        "fr": "Votre réseau : {n} personne.|Votre réseau : {n} personnes, dont {linked} reconnues à plusieurs endroits.",
    },
    "people-once": {
        "en": "Your network: {n} person.|Your network: {n} people.",
        "fr": "Votre réseau : {n} personne.|Votre réseau : {n} personnes.",
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
    "edits": {
        "en": "{n} edit of yours was applied:|{n} edits of yours were applied:",
        "fr": "{n} modification de votre main :|{n} modifications de votre main :",
    },
    "field-given": {"en": "first name", "fr": "prénom"},
    "field-surname": {"en": "last name", "fr": "nom"},
    "field-company": {"en": "company", "fr": "société"},
    "field-title": {"en": "job title", "fr": "fonction"},
    "field-emails": {"en": "e-mail", "fr": "e-mail"},
    "field-phones": {"en": "phone", "fr": "téléphone"},
    "field-tier": {"en": "tier", "fr": "cercle"},
    "field-cadence": {"en": "rhythm", "fr": "rythme"},
    "field-last_contact": {"en": "last contact", "fr": "dernier contact"},
    "field-keywords": {"en": "keywords", "fr": "mots-clés"},
    "field-birthday": {"en": "birthday", "fr": "date de naissance"},
    "field-notes": {"en": "notes", "fr": "notes"},
    "no-linkedin": {
        "en": "No LinkedIn archive yet: ask for it at {page}. Your calendar will remind you.",
        "fr": "Pas encore d'archive LinkedIn : demandez-la sur {page}. Votre agenda vous le rappellera.",
    },
    "kind-message-one": {
        "en": "{n} message|{n} messages with one person",
        "fr": "{n} message|{n} messages avec une personne",
    },
    "kind-meeting-one": {
        "en": "{n} meeting|{n} meetings with one person",
        "fr": "{n} rendez-vous|{n} rendez-vous avec une personne",
    },
}

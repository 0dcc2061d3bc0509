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
    "forget-whom": {
        "en": "Say whom: reseau forget PERSON. Whom you may want to let go of: reseau forget --propose",
        "fr": "Dites qui : reseau forget PERSONNE. Qui vous pourriez laisser partir : reseau forget --propose",
    },
    "propose": {
        "en": "{n} person silent for {years} years, with no reason to be kept|{n} people silent for {years} years, with no reason to be kept",
        "fr": "{n} personne silencieuse depuis {years} ans, sans raison d'être gardée|{n} personnes silencieuses depuis {years} ans, sans raison d'être gardées",
    },
    "propose-more": {"en": "… and {n} more|… and {n} more", "fr": "… et {n} autre|… et {n} autres"},
    "propose-last": {"en": "last contact {day}", "fr": "dernier contact le {day}"},
    "propose-never": {"en": "never a contact", "fr": "jamais de contact"},
    "propose-since": {"en": "known since {day}", "fr": "connu depuis le {day}"},
    "propose-do": {
        "en": "They may be friends asleep, or people whose data you need no longer: only you know. To erase one for good: reseau forget ID",
        "fr": "Des amis endormis, ou des gens dont les données ne vous servent plus : vous seul le savez. Pour en effacer un pour toujours : reseau forget ID",
    },
    "propose-years": {
        "en": "{value} is no number of years from 1 to 50.",
        "fr": "{value} n'est pas un nombre d'années de 1 à 50.",
    },
    "forget-ask": {
        "en": "Forget {name} for good? Nothing can bring them back, not even undo. (y/n)",
        "fr": "Oublier {name} pour toujours ? Rien ne le ramènera, pas même undo. (o/n)",
    },
    "forgotten": {
        "en": "{name} is forgotten: {n} card, and all that hung on it, here and in every copy. No import brings them back."
        "|{name} is forgotten: {n} cards, and all that hung on them, here and in every copy. No import brings them back.",
        "fr": "{name} est oublié : {n} fiche et tout ce qui en dépendait, ici et dans chaque copie. Aucun import ne le ramène."
        "|{name} est oublié : {n} fiches et tout ce qui en dépendait, ici et dans chaque copie. Aucun import ne le ramène.",
    },
    "forget-trial": {
        "en": "A trial: {name} would be forgotten, with {n} card.|A trial: {name} would be forgotten, with {n} cards.",
        "fr": "Un essai : {name} serait oublié, avec {n} fiche.|Un essai : {name} serait oublié, avec {n} fiches.",
    },
    "forget-perhaps": {
        "en": "Perhaps the same person, and still here: {name}. To forget them, too: reseau forget {id}",
        "fr": "Peut-être la même personne, toujours là : {name}. Pour l'oublier aussi : reseau forget {id}",
    },
    "forget-books": {
        "en": "A card is still in {books}. Delete it there, or here: reseau forget --from-books"
        "|A card is still in these books: {books}. Delete it there, or here: reseau forget --from-books",
        "fr": "Une fiche est encore dans {books}. Supprimez-la là-bas, ou d'ici : reseau forget --from-books"
        "|Une fiche est encore dans ces carnets : {books}. Supprimez-la là-bas, ou d'ici : reseau forget --from-books",
    },
    "forget-card": {
        "en": "{book}: the card of {name} ({href})",
        "fr": "{book} : la fiche de {name} ({href})",
    },
    "forget-edited": {
        "en": "changed there since the last sync; it goes as it is now",
        "fr": "modifiée là-bas depuis la dernière synchronisation ; elle part telle qu'elle est",
    },
    "forget-no-card": {"en": "No address book holds a card.", "fr": "Aucun carnet d'adresses n'a de fiche."},
    "forget-ask-books": {
        "en": "Delete this card from its book, and forget {name} for good? Nothing can bring them back, not even undo. (y/n)"
        "|Delete these {n} cards from their books, and forget {name} for good? Nothing can bring them back, not even undo. (y/n)",
        "fr": "Supprimer cette fiche de son carnet, et oublier {name} pour toujours ? Rien ne le ramènera, pas même undo. (o/n)"
        "|Supprimer ces {n} fiches de leurs carnets, et oublier {name} pour toujours ? Rien ne le ramènera, pas même undo. (o/n)",
    },
    "forget-ask-cards": {
        "en": "Delete this card from its book? Nothing can bring it back, not even undo. (y/n)"
        "|Delete these {n} cards from their books? Nothing can bring them back, not even undo. (y/n)",
        "fr": "Supprimer cette fiche de son carnet ? Rien ne la ramènera, pas même undo. (o/n)"
        "|Supprimer ces {n} fiches de leurs carnets ? Rien ne les ramènera, pas même undo. (o/n)",
    },
    "forget-taken": {
        "en": "{n} card deleted from {books}.|{n} cards deleted from {books}.",
        "fr": "{n} fiche supprimée de {books}.|{n} fiches supprimées de {books}.",
    },
    "forget-nothing": {
        "en": "Nothing was deleted, and {name} is still here. Say the same once more when this is settled; without --from-books, {name} is forgotten here alone.",
        "fr": "Rien n'a été supprimé, et {name} est toujours là. Redites la même chose quand ce sera réglé ; sans --from-books, {name} n'est oublié qu'ici.",
    },
    "forget-nothing-cards": {
        "en": "Nothing was deleted. Say the same once more when this is settled.",
        "fr": "Rien n'a été supprimé. Redites la même chose quand ce sera réglé.",
    },
    "forget-cut": {
        "en": "{n} card is left, and {name} is still here. Say the same once more to finish."
        "|{n} cards are left, and {name} is still here. Say the same once more to finish.",
        "fr": "Il reste {n} fiche, et {name} est toujours là. Redites la même chose pour finir."
        "|Il reste {n} fiches, et {name} est toujours là. Redites la même chose pour finir.",
    },
    "forget-cut-cards": {
        "en": "{n} card is left. Say the same once more to finish.|{n} cards are left. Say the same once more to finish.",
        "fr": "Il reste {n} fiche. Redites la même chose pour finir.|Il reste {n} fiches. Redites la même chose pour finir.",
    },
    "forget-another": {
        "en": "The card in {book} is of somebody else by now: {name}. Take that in first: reseau sync {book}",
        "fr": "La fiche dans {book} est maintenant celle de quelqu'un d'autre : {name}. Prenez-en connaissance d'abord : reseau sync {book}",
    },
    "forget-changed": {
        "en": "The card of {name} in {book} was changed this very moment.",
        "fr": "La fiche de {name} dans {book} vient d'être modifiée à l'instant.",
    },
    "forget-read-only": {
        "en": "{book} cannot be written to: delete the card where that book is kept.",
        "fr": "{book} n'accepte pas d'écriture : supprimez la fiche là où ce carnet est tenu.",
    },
    "rebuilt": {
        "en": "Done: {n} person.|Done: {n} people.",
        "fr": "Fait : {n} personne.|Fait : {n} personnes.",
    },
    "backup-trial": {
        "en": "A trial: a copy would be written to {place}.",
        "fr": "Un essai : une copie serait écrite dans {place}.",
    },
    "restore-trial": {
        "en": "A trial: {place} would be put back in place of the present data.",
        "fr": "Un essai : {place} remplacerait les données actuelles.",
    },
    "rebuild-trial": {
        "en": "A trial: {n} person would be found.|A trial: {n} people would be found.",
        "fr": "Un essai : {n} personne serait trouvée.|Un essai : {n} personnes seraient trouvées.",
    },
    "set": {"en": "{name} = {value}", "fr": "{name} = {value}"},
    "set-trial": {"en": "A trial: {name} would be {value}", "fr": "Un essai : {name} vaudrait {value}"},
}

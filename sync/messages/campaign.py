"""Wording of `reseau campaign`: the year-end cards and other words to many."""

TEXTS: dict[str, dict[str, str]] = {
    "heading": {
        "en": "{name}: {n} person|{name}: {n} people",
        "fr": "{name}\u202f: {n} personne|{name}\u202f: {n} personnes",
    },
    "empty": {
        "en": "Nobody is in it yet. Add people: reseau campaign add NAME PERSON",
        "fr": "Personne encore. Pour ajouter\u202f: reseau campaign add NOM PERSONNE",
    },
    "count-post": {
        "en": "{n} complete postal address|{n} complete postal addresses",
        "fr": "{n} adresse postale complète|{n} adresses postales complètes",
    },
    "count-mail": {
        "en": "{n} by e-mail|{n} by e-mail",
        "fr": "{n} par e-mail|{n} par e-mail",
    },
    "count-profile": {
        "en": "{n} by LinkedIn|{n} by LinkedIn",
        "fr": "{n} par LinkedIn|{n} par LinkedIn",
    },
    "count-none": {
        "en": "{n} without any address|{n} without any address",
        "fr": "{n} sans aucune adresse|{n} sans aucune adresse",
    },
    "sum-done": {
        "en": "{n} done|{n} done",
        "fr": "{n} envoyé|{n} envoyés",
    },
    "sum-replied": {
        "en": "{n} reply|{n} replies",
        "fr": "{n} réponse|{n} réponses",
    },
    "sum-returned": {
        "en": "{n} came back|{n} came back",
        "fr": "{n} retour à l'envoyeur|{n} retours à l'envoyeur",
    },
    "batches": {
        "en": "One sitting, {first}|{n} sittings, {first} to {last}",
        "fr": "Une séance, le {first}|{n} séances, du {first} au {last}",
    },
    "way-post": {
        "en": "by post",
        "fr": "par la poste",
    },
    "way-mail": {
        "en": "by e-mail",
        "fr": "par e-mail",
    },
    "way-profile": {
        "en": "by LinkedIn",
        "fr": "par LinkedIn",
    },
    "way-none": {
        "en": "no address",
        "fr": "sans adresse",
    },
    "state-done": {
        "en": "done",
        "fr": "envoyé",
    },
    "state-skipped": {
        "en": "left out",
        "fr": "laissé de côté",
    },
    "state-replied": {
        "en": "has replied",
        "fr": "a répondu",
    },
    "state-returned": {
        "en": "came back: has moved?",
        "fr": "revenu\u202f: a déménagé\u202f?",
    },
    "more": {
        "en": "… and {n} more: reseau campaign show {name} --all",
        "fr": "… et {n} de plus\u202f: reseau campaign show {name} --all",
    },
    "next": {
        "en": "Labels: reseau campaign labels {name} -o labels.pdf    Drafts: reseau campaign drafts {name} -o drafts",
        "fr": "Étiquettes\u202f: reseau campaign labels {name} -o etiquettes.pdf    Brouillons\u202f: reseau campaign drafts {name} -o brouillons",
    },
    "add": {
        "en": "{n} person added to {name}.|{n} people added to {name}.",
        "fr": "{n} personne ajoutée à {name}.|{n} personnes ajoutées à {name}.",
    },
    "leave": {
        "en": "{n} person taken out of {name}.|{n} people taken out of {name}.",
        "fr": "{n} personne retirée de {name}.|{n} personnes retirées de {name}.",
    },
    "done": {
        "en": "{name}: {n} ticked off.|{name}: {n} ticked off.",
        "fr": "{name}\u202f: {n} de fait.|{name}\u202f: {n} de faits.",
    },
    "replied": {
        "en": "{name}: {n} reply noted.|{name}: {n} replies noted.",
        "fr": "{name}\u202f: {n} réponse notée.|{name}\u202f: {n} réponses notées.",
    },
    "returned": {
        "en": "{name}: {n} came back. They may have moved: ask for the new address.|{name}: {n} came back. They may have moved: ask for the new address.",
        "fr": "{name}\u202f: {n} revenu. Déménagement\u202f? Demandez la nouvelle adresse.|{name}\u202f: {n} revenus. Déménagements\u202f? Demandez la nouvelle adresse.",
    },
    "left": {
        "en": "{n} still to do.|{n} still to do.",
        "fr": "Encore {n} à faire.|Encore {n} à faire.",
    },
    "dropped": {
        "en": "{name} is given up; what was sent stays noted.",
        "fr": "{name} est abandonnée\u202f; ce qui a été envoyé reste noté.",
    },
    "labels": {
        "en": "{place}: {n} label for sheets {sheet}. Print at 100%.|{place}: {n} labels for sheets {sheet}. Print at 100%.",
        "fr": "{place}\u202f: {n} étiquette pour planches {sheet}. Imprimez à 100\u202f%.|{place}\u202f: {n} étiquettes pour planches {sheet}. Imprimez à 100\u202f%.",
    },
    "without-address": {
        "en": "{n} without a complete postal address: reseau campaign show {name} --all|{n} without a complete postal address: reseau campaign show {name} --all",
        "fr": "{n} sans adresse postale complète\u202f: reseau campaign show {name} --all|{n} sans adresse postale complète\u202f: reseau campaign show {name} --all",
    },
    "table": {
        "en": "{place}: {n} row|{place}: {n} rows",
        "fr": "{place}\u202f: {n} ligne|{place}\u202f: {n} lignes",
    },
    "drafts": {
        "en": "{place}: {n} draft. Nothing was sent; open them in your mail program.|{place}: {n} drafts. Nothing was sent; open them in your mail program.",
        "fr": "{place}\u202f: {n} brouillon. Rien n'a été envoyé\u202f; ouvrez-le dans votre messagerie.|{place}\u202f: {n} brouillons. Rien n'a été envoyé\u202f; ouvrez-les dans votre messagerie.",
    },
    "none-yet": {
        "en": 'No campaign yet. The year-end cards: reseau campaign new "Cards 2026"',
        "fr": 'Aucune campagne encore. Les cartes de vœux\u202f: reseau campaign new "Vœux 2026"',
    },
    "none": {
        "en": 'There is no campaign yet. Make one: reseau campaign new "Cards 2026"',
        "fr": 'Il n\'y a pas encore de campagne. Pour en faire une\u202f: reseau campaign new "Vœux 2026"',
    },
    "unknown": {
        "en": "There is no campaign “{name}”. There are: {names}",
        "fr": "Pas de campagne «\u202f{name}\u202f». Il y a\u202f: {names}",
    },
    "known": {
        "en": "There is a campaign “{name}” already. To see it: reseau campaign show",
        "fr": "La campagne «\u202f{name}\u202f» existe déjà. Pour la voir\u202f: reseau campaign show",
    },
    "unnamed": {
        "en": 'A campaign needs a name: reseau campaign new "Cards 2026"',
        "fr": 'Une campagne a besoin d\'un nom\u202f: reseau campaign new "Vœux 2026"',
    },
    "bad-tier": {
        "en": "“{value}” is no circle. There are: {tiers}",
        "fr": "«\u202f{value}\u202f» n'est pas un cercle. Il y a\u202f: {tiers}",
    },
    "bad-season": {
        "en": "The campaign would end ({last}) before it begins ({first}).",
        "fr": "La campagne finirait ({last}) avant de commencer ({first}).",
    },
    "bad-sheet": {
        "en": "There is no sheet {value}. There are: {sheets}",
        "fr": "Pas de planche {value}. Il y a\u202f: {sheets}",
    },
    "not-in": {
        "en": "“{query}” is nobody in {name}. To add them: reseau campaign add",
        "fr": "«\u202f{query}\u202f» n'est personne dans {name}. Pour ajouter\u202f: reseau campaign add",
    },
    "nobody": {
        "en": "Say who: reseau campaign replied NAME PERSON",
        "fr": "Dites qui\u202f: reseau campaign replied NOM PERSONNE",
    },
    "nothing-due": {
        "en": "Nobody in {name} is due yet. Name people to tick them off earlier.",
        "fr": "Personne dans {name} n'est encore à faire. Nommez des personnes pour les cocher plus tôt.",
    },
    "text-unreadable": {
        "en": "{place} cannot be read as text.",
        "fr": "{place} n'est pas un texte lisible.",
    },
    "column-title": {
        "en": "Title",
        "fr": "Civilité",
    },
    "column-given": {
        "en": "First name",
        "fr": "Prénom",
    },
    "column-surname": {
        "en": "Last name",
        "fr": "Nom",
    },
    "column-company": {
        "en": "Company",
        "fr": "Société",
    },
    "column-line1": {
        "en": "Address line 1",
        "fr": "Adresse 1",
    },
    "column-line2": {
        "en": "Address line 2",
        "fr": "Adresse 2",
    },
    "column-line3": {
        "en": "Address line 3",
        "fr": "Adresse 3",
    },
    "column-line4": {
        "en": "Address line 4",
        "fr": "Adresse 4",
    },
    "column-line5": {
        "en": "Address line 5",
        "fr": "Adresse 5",
    },
    "column-line6": {
        "en": "Address line 6",
        "fr": "Adresse 6",
    },
    "column-email": {
        "en": "E-mail",
        "fr": "E-mail",
    },
    "column-profile": {
        "en": "LinkedIn",
        "fr": "LinkedIn",
    },
    "text-cards": {
        "en": "Dear [given],\n\nmy best wishes for the new year: health, joy, and good work.\n\n",
        "fr": "Cher [given],\n\nje vous adresse mes meilleurs vœux\u202f: santé, joie et belles réussites.\n\n",
    },
    "text-announcement": {
        "en": "Dear [given],\n\nI am taking up a new activity, and you are among the first I tell.\nIs there one person you think I should meet?\n\n",
        "fr": "Bonjour [given],\n\nje change d'activité, et vous êtes parmi les premiers à qui je le dis.\nY a-t-il une personne que je devrais rencontrer, selon vous\u202f?\n\n",
    },
    "text-thanks": {
        "en": "Dear [given],\n\nthank you: your help has counted.\n\n",
        "fr": "Bonjour [given],\n\nmerci\u202f: votre aide a compté.\n\n",
    },
    "text-invitation": {
        "en": "Dear [given],\n\nit would be a pleasure to have you with us.\n\n",
        "fr": "Bonjour [given],\n\nnous serions heureux de vous compter parmi nous.\n\n",
    },
}

"""Wording of problems: why a row, card, event or file was skipped or repaired.

This table is also the closed list of codes; `docs/problems.md` is checked against it.
"""

TEXTS: dict[str, dict[str, str]] = {
    # whole files and archives
    "file-missing": {
        "en": "{file}: there is no such file or folder. Check the path.",
        "fr": "{file} : ce fichier ou dossier n'existe pas. Vérifiez le chemin.",
    },
    "file-unreadable": {
        "en": "{file} cannot be opened. Check that you may read it and that the download is complete.",
        "fr": "{file} ne peut pas être ouvert. Vérifiez vos droits et que le téléchargement est complet.",
    },
    "file-no-regular": {
        "en": "{file} is neither a file nor a folder.",
        "fr": "{file} n'est ni un fichier ni un dossier.",
    },
    "file-too-large": {
        "en": "{file} is larger than 2 GB and was not read.",
        "fr": "{file} dépasse 2 Go et n'a pas été lu.",
    },
    "calendar-too-large": {
        "en": "{file} holds more than 100 MB of events and was not read. Export it in parts.",
        "fr": "{file} contient plus de 100 Mo d'événements et n'a pas été lu. Exportez-le en plusieurs parties.",
    },
    "file-unknown-kind": {
        "en": "{file} is not an export reseau knows. It reads LinkedIn exports, .vcf, .ics, .csv and Excel tables.",
        "fr": "{file} n'est pas un export connu. reseau lit les exports LinkedIn, .vcf, .ics, .csv et les tableaux Excel.",
    },
    "rows-too-many": {
        "en": "{file} has more rows than anybody has contacts; what comes behind the first {limit} was not read.",
        "fr": "{file} a plus de lignes que personne n'a de contacts\u202f; au-delà des {limit} premières, rien n'a été lu.",
    },
    "archive-broken": {
        "en": "{file} is damaged. Download it again.",
        "fr": "{file} est endommagé. Téléchargez-le à nouveau.",
    },
    "archive-packed": {
        "en": "{file} is packed in a way reseau does not open. Unpack the archive and drop in the folder.",
        "fr": "{file} est compressé d'une façon que reseau n'ouvre pas. Décompressez l'archive et déposez le dossier.",
    },
    "archive-bomb": {
        "en": "{file} unfolds to an enormous size and was not read.",
        "fr": "{file} se déplie en une taille énorme et n'a pas été lu.",
    },
    "archive-too-many": {
        "en": "{file} holds {count} files; at most {limit} are read.",
        "fr": "{file} contient {count} fichiers ; {limit} au plus sont lus.",
    },
    "archive-encrypted": {
        "en": "It is protected by a password. Unpack it and drop in the folder.",
        "fr": "Protégé par un mot de passe. Décompressez-le et déposez le dossier.",
    },
    "archive-nested": {
        "en": "An archive inside an archive is not opened. Unpack it and drop it in by itself.",
        "fr": "Une archive dans une archive n'est pas ouverte. Décompressez-la et déposez-la seule.",
    },
    "archive-path": {
        "en": "Its name points outside the archive; it was not read.",
        "fr": "Son nom pointe hors de l'archive ; non lu.",
    },
    "archive-double-name": {
        "en": "The archive holds two files of this name; only the first was read.",
        "fr": "L'archive contient deux fichiers de ce nom ; seul le premier a été lu.",
    },
    "archive-unknown-kind": {
        "en": "{file} is an archive of a kind reseau does not open. Unpack it and drop in the folder.",
        "fr": "{file} est une archive d'un type que reseau n'ouvre pas. Décompressez-la et déposez le dossier.",
    },
    "link-refused": {
        "en": "It is a link to another place and was not followed.",
        "fr": "C'est un lien vers un autre endroit ; il n'a pas été suivi.",
    },
    "too-many-files": {
        "en": "The folder holds more than 2,000 files; the rest was not read.",
        "fr": "Le dossier contient plus de 2 000 fichiers ; le reste n'a pas été lu.",
    },
    "not-people": {
        "en": "Messages of LinkedIn's coach or guide, not of people.",
        "fr": "Des messages du coach ou du guide de LinkedIn, pas de personnes.",
    },
    "not-used": {
        "en": "Nothing in it is about your contacts.",
        "fr": "Rien n'y concerne vos contacts.",
    },
    # rows, cards, events
    "deleted-member": {
        "en": "A closed LinkedIn account: only the date is left.",
        "fr": "Un compte LinkedIn fermé : il ne reste que la date.",
    },
    "empty": {"en": "An empty row.", "fr": "Une ligne vide."},
    "draft": {"en": "A draft that was never sent.", "fr": "Un brouillon jamais envoyé."},
    "spam": {"en": "Filed as spam.", "fr": "Classé comme indésirable."},
    "sponsored": {
        "en": "Sponsored mail, not a person writing.",
        "fr": "Un message sponsorisé, pas une personne.",
    },
    "owner": {"en": "This is you.", "fr": "C'est vous."},
    "date-unreadable": {
        "en": "“{text}” is no date; the rest was read.",
        "fr": "«\u202f{text}\u202f» n'est pas une date\u202f; le reste a été lu.",
    },
    "line-too-long": {
        "en": "This line is too long to be read.",
        "fr": "Cette ligne est trop longue pour être lue.",
    },
    "not-a-person": {"en": "Nobody is named here.", "fr": "Personne n'est nommé ici."},
    "cancelled": {"en": "This meeting was cancelled.", "fr": "Cette réunion a été annulée."},
    "declined": {"en": "This meeting was declined.", "fr": "Cette réunion a été déclinée."},
    "mass-event": {
        "en": "More than 15 people: no personal contact.",
        "fr": "Plus de 15 personnes : pas un contact personnel.",
    },
    "all-day": {
        "en": "An event that lasts all day is no meeting.",
        "fr": "Un événement d'une journée entière n'est pas une rencontre.",
    },
    "own-feed": {
        "en": "It comes from reseau's own calendar.",
        "fr": "Cela vient du calendrier de reseau lui-même.",
    },
    "no-instance": {
        "en": "None of its dates counts: cancelled, over ten years ago or more than 400 days ahead.",
        "fr": "Aucune de ses dates ne compte : annulées, il y a plus de dix ans ou dans plus de 400 jours.",
    },
    "event-without-time": {
        "en": "This event does not say when it takes place.",
        "fr": "Cet événement ne dit pas quand il a lieu.",
    },
    "event-cut-off": {
        "en": "The file ends in the middle of this event. Export it again.",
        "fr": "Le fichier s'arrête au milieu de cet événement. Exportez-le à nouveau.",
    },
    "recurs-too-often": {
        "en": "It recurs more often than people meet; only some of its dates were read.",
        "fr": "Il revient plus souvent qu'on ne se rencontre ; seules quelques dates ont été lues.",
    },
    "rule-unreadable": {
        "en": "How it recurs cannot be read; only the dates that are clear were.",
        "fr": "Sa récurrence est illisible ; seules les dates claires ont été lues.",
    },
    "zone-unknown": {
        "en": "The time zone {zone} is unknown; its times were read as yours.",
        "fr": "Le fuseau horaire {zone} est inconnu ; ses heures ont été lues comme les vôtres.",
    },
    "unreadable": {"en": "It cannot be read: {detail}.", "fr": "Illisible : {detail}."},
    "duplicate-row": {"en": "The same as row {first}.", "fr": "Identique à la ligne {first}."},
    "encoding-repaired": {
        "en": "Some letters were in another encoding and were repaired.",
        "fr": "Des lettres dans un autre encodage ont été réparées.",
    },
    # tables
    "columns-guessed": {
        "en": "Columns recognised: {columns}. Kept as notes: {unknown}.",
        "fr": "Colonnes reconnues : {columns}. Gardées comme notes : {unknown}.",
    },
    "cadence-unclear": {
        "en": "“{value}” under {heading} does not say how often; kept as a note.",
        "fr": "« {value} » sous {heading} ne dit pas à quel rythme ; gardé comme note.",
    },
    "email-unclear": {
        "en": "“{value}” under {heading} is not an e-mail address; kept as a note.",
        "fr": "« {value} » sous {heading} n'est pas une adresse e-mail ; gardé comme note.",
    },
    "phone-unclear": {
        "en": "“{value}” under {heading} is not a phone number; kept as a note.",
        "fr": "« {value} » sous {heading} n'est pas un numéro de téléphone ; gardé comme note.",
    },
    "phone-shortened": {
        "en": "Your spreadsheet has shortened a phone number to “{value}”; its digits are lost. Type it again there.",
        "fr": "Votre tableur a abrégé un numéro en « {value} » ; ses chiffres sont perdus. Saisissez-le à nouveau.",
    },
    "quote-repaired": {
        "en": "A quotation mark was never closed; the row was read without it.",
        "fr": "Un guillemet n'était jamais fermé ; la ligne a été lue sans lui.",
    },
    "person-unknown": {
        "en": "No person has the id {id}. Clear that cell if this is somebody new.",
        "fr": "Personne n'a l'identifiant {id}. Videz cette case s'il s'agit de quelqu'un de nouveau.",
    },
    "edit-unclear": {
        "en": "“{value}” cannot be understood here; nothing was changed.",
        "fr": "« {value} » n'est pas compris ici ; rien n'a été modifié.",
    },
    "rows-of-nothing": {
        "en": "{n} more empty rows follow.",
        "fr": "{n} autres lignes vides suivent.",
    },
    "sheet-too-large": {
        "en": "A sheet of {file} reaches millions of cells and was not read. Delete its empty rows and columns, or save it as CSV.",
        "fr": "Une feuille de {file} s'étend sur des millions de cellules et n'a pas été lue. Supprimez ses lignes et colonnes vides, ou enregistrez-la en CSV.",
    },
    "workbook-encrypted": {
        "en": "{file} is protected by a password. Save it without one and drop it in again.",
        "fr": "{file} est protégé par un mot de passe. Enregistrez-le sans, puis déposez-le à nouveau.",
    },
    # cards
    "card-no-end": {
        "en": "The card has no END line; it was read to where the next one begins.",
        "fr": "La fiche n'a pas de ligne END ; elle a été lue jusqu'au début de la suivante.",
    },
    "card-line-repaired": {
        "en": "A line of the card is broken; everything around it was read, and the line is kept.",
        "fr": "Une ligne de la fiche est abîmée ; tout le reste a été lu, et la ligne est conservée.",
    },
    "card-same-uid": {
        "en": "Card {first} has the same UID but says something else; both are kept.",
        "fr": "La fiche {first} porte le même UID mais dit autre chose ; les deux sont conservées.",
    },
}

"""Wording of what happened, in a person's timeline."""

TEXTS: dict[str, dict[str, str]] = {
    "message": {"en": "message", "fr": "message"},
    "message-sent": {"en": "you wrote", "fr": "vous avez écrit"},
    "message-received": {"en": "they wrote", "fr": "message reçu"},
    "invitation": {"en": "invitation", "fr": "invitation"},
    "invitation-sent": {"en": "you invited them", "fr": "vous l'avez invité à se relier"},
    "invitation-received": {"en": "they invited you", "fr": "invitation reçue"},
    "connection": {"en": "connected on LinkedIn", "fr": "mise en relation sur LinkedIn"},
    "recommendation": {"en": "recommendation", "fr": "recommandation"},
    "recommendation-sent": {"en": "you recommended them", "fr": "vous l'avez recommandé"},
    "recommendation-received": {"en": "they recommended you", "fr": "recommandation reçue"},
    "endorsement": {"en": "skill endorsed", "fr": "compétence recommandée"},
    "endorsement-sent": {"en": "you endorsed a skill", "fr": "vous avez recommandé une compétence"},
    "endorsement-received": {
        "en": "they endorsed a skill of yours",
        "fr": "une de vos compétences recommandée",
    },
    "favour": {"en": "favour", "fr": "service"},
    "favour-sent": {"en": "you did a favour", "fr": "service rendu"},
    "favour-received": {"en": "they did you a favour", "fr": "service reçu"},
    "meeting": {"en": "meeting", "fr": "rendez-vous"},
    "contact": {"en": "contact", "fr": "contact"},
    "call": {"en": "call", "fr": "appel"},
    "lunch": {"en": "lunch", "fr": "déjeuner"},
    "breakfast": {"en": "breakfast", "fr": "petit déjeuner"},
    "card": {"en": "card", "fr": "carte"},
    "titled": {"en": "{what}: {summary}", "fr": "{what} : {summary}"},
    "with-size": {"en": "{what} ({n} people)", "fr": "{what} ({n} personnes)"},
    "canned": {"en": "{what} (ready-made text)", "fr": "{what} (texte tout fait)"},
    "met": {
        "en": "{n} person met at {event}. A word comes up in your week."
        "|{n} people met at {event}. A word to each comes up in your week.",
        "fr": "{n} personne rencontrée à « {event} ». Un mot est prévu dans votre semaine."
        "|{n} personnes rencontrées à « {event} ». Un mot à chacune est prévu dans votre semaine.",
    },
    "no-name": {"en": "“{value}” holds no name.", "fr": "« {value} » ne contient pas de nom."},
    "nobody": {
        "en": "Nobody is named in these files. Name people, or files that list them.",
        "fr": "Personne n'est nommé dans ces fichiers. Donnez des noms, ou des fichiers qui les listent.",
    },
}

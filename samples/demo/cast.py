"""The invented cast of the demo: companies, jobs, names, and the people whose story matters.

Nobody here is real. Mail addresses end in reserved names (RFC 2606: example.com, .example), phone
numbers come from the ranges kept for fiction.
"""

# name: (sector, city). The mail domain is made from the name.
COMPANIES = {
    "Nordelia": ("industrie", "Lille"),
    "Calvane Industries": ("industrie", "Lyon"),
    "Wintzelbach Maschinenbau GmbH": ("industrie", "Stuttgart"),
    "Brévane": ("industrie", "Nantes"),
    "Hestrial": ("industrie", "Paris"),
    "Mornevelt": ("industrie", "Lille"),
    "Banque Lurienne": ("finance", "Paris"),
    "Fidorance Vie": ("finance", "Paris"),
    "Pralange Patrimoine": ("finance", "Lyon"),
    "Corvélia Capital": ("finance", "Paris"),
    "Ashgrove & Penn LLP": ("finance", "London"),
    "Verdanne Énergie": ("énergie", "Paris"),
    "Zéphyrane": ("énergie", "Montpellier"),
    "Ulvane Solaire": ("énergie", "Aix-en-Provence"),
    "Tessalie Santé": ("santé", "Lyon"),
    "Orphéance": ("santé", "Paris"),
    "Clinique des Trois-Tilleuls": ("santé", "Bordeaux"),
    "Halberic Conseil": ("conseil", "Paris"),
    "Lumérance": ("conseil", "Paris"),
    "Atelier Quennec": ("conseil", "Rennes"),
    "Ravier & Associés": ("conseil", "Paris"),
    "Castelmore Executive Search": ("recrutement", "Paris"),
    "Dunessan Talents": ("recrutement", "Lyon"),
    "Trémontelle RH": ("recrutement", "Paris"),
    "Xandrelle": ("numérique", "Paris"),
    "Ilvanor": ("numérique", "Sophia Antipolis"),
    "Jorandel Logiciels": ("numérique", "Grenoble"),
    "Brightmoor Software": ("numérique", "London"),
    "Kermadis": ("distribution", "Rennes"),
    "Maison Orvalle": ("distribution", "Paris"),
    "Roquelune": ("distribution", "Toulouse"),
    "Pelagrine Logistique": ("logistique", "Marseille"),
    "Altramarine": ("logistique", "Le Havre"),
    "Métropole de Valdréa": ("public", "Valdréa"),
    "Université de Sylvémont": ("public", "Sylvémont"),
    "Fondation Nauvoise": ("public", "Paris"),
}
TRADE = {"GmbH", "LLP", "&", "Industries", "de", "des", "Métropole", "Université"}

# sector: (masculine, feminine) job titles, from the most to the least senior.
JOBS = {
    "industrie": [("Directeur général", "Directrice générale"), ("Directeur administratif et financier", "Directrice administrative et financière"),
                  ("Directeur industriel", "Directrice industrielle"), ("DRH", "DRH"), ("Directeur des achats", "Directrice des achats"),
                  ("Responsable contrôle de gestion", "Responsable contrôle de gestion"), ("Chef de projet supply chain", "Cheffe de projet supply chain")],
    "finance": [("Associé", "Associée"), ("Directeur des risques", "Directrice des risques"), ("Directeur d'agence entreprises", "Directrice d'agence entreprises"),
                ("Chargé d'affaires", "Chargée d'affaires"), ("Analyste crédit", "Analyste crédit"), ("Auditeur interne", "Auditrice interne")],
    "énergie": [("Directeur général adjoint", "Directrice générale adjointe"), ("Directeur du développement", "Directrice du développement"),
                ("Responsable financement de projets", "Responsable financement de projets"), ("Ingénieur d'affaires", "Ingénieure d'affaires")],
    "santé": [("Directeur d'établissement", "Directrice d'établissement"), ("Médecin", "Médecin"), ("Directeur financier", "Directrice financière"),
              ("Responsable qualité", "Responsable qualité")],
    "conseil": [("Associé", "Associée"), ("Directeur de mission", "Directrice de mission"), ("Consultant senior", "Consultante senior"),
                ("Consultant", "Consultante"), ("Coach de dirigeants", "Coach de dirigeants")],
    "recrutement": [("Associé", "Associée"), ("Chasseur de têtes", "Chasseuse de têtes"), ("Consultant en recrutement", "Consultante en recrutement"),
                    ("Chargé de recherche", "Chargée de recherche")],
    "numérique": [("CEO & cofondateur", "CEO & cofondatrice"), ("Directeur technique", "Directrice technique"), ("Head of Finance", "Head of Finance"),
                  ("Product Manager", "Product Manager"), ("Développeur", "Développeuse"), ("Data scientist", "Data scientist")],
    "distribution": [("Directeur commercial", "Directrice commerciale"), ("Directeur de magasin", "Directrice de magasin"), ("Responsable e-commerce", "Responsable e-commerce"),
                     ("Acheteur", "Acheteuse")],
    "logistique": [("Directeur d'exploitation", "Directrice d'exploitation"), ("Responsable transport", "Responsable transport"), ("Contrôleur de gestion", "Contrôleuse de gestion")],
    "public": [("Directeur général des services", "Directrice générale des services"), ("Professeur", "Professeure"), ("Chargé de mission", "Chargée de mission"),
               ("Délégué général", "Déléguée générale")],
}
ENGLISH_JOBS = ["Finance Director", "Head of Transformation", "Partner", "Senior Manager", "VP Operations", "Group Controller"]
GERMAN_JOBS = ["Leiter Controlling", "Geschäftsführer", "Einkaufsleiter", "Projektleiterin"]

# culture: (men, women, surnames)
NAMES = {
    "fr": (
        "Adrien Alain Antoine Arnaud Bastien Baptiste Cédric Christophe Cyril Damien Denis Didier Éric Étienne Fabien François Gaëtan Gilles Grégoire Hervé Hugo Jérôme Joël "
        "Julien Laurent Loïc Luc Marc Mathieu Maxime Nicolas Olivier Pascal Philippe Pierre-Yves Rémi Romain Sébastien Stéphane Sylvain Théo Thibault Vincent Xavier Yann".split(),
        "Agnès Alice Amélie Anne-Laure Aurélie Bénédicte Brigitte Camille Caroline Cécile Chloé Christelle Clémence Corinne Delphine Dominique Emmanuelle Estelle Florence "
        "Françoise Gaëlle Inès Isabelle Juliette Laetitia Laurence Léa Lucie Maëlle Magali Marie-Hélène Mathilde Mélanie Nathalie Noémie Pauline Sabine Sandrine Solène Sylvie "
        "Valérie Véronique Virginie Zoé".split(),
        "Achard Alleaume Amblard Arbogast Audiberti Bagnard Baudrier Beaurepaire Belloc Berthelin Besnier Bouvelot Brancourt Caillavet Carpentras Chabernaud Chantraine Coëtmeur "
        "Courtival Cressonnier Dambreville Daguerre Delestrée Desrumeaux Dufourcq Escoffignan Estève Fauvelle Ferrandier Fougerolles Gaillardet Gauthereau Ginestoux Grandjouan "
        "Guérinot Hautecloque Hennequart Jacquemotte Jolivard Kerdoncuff Labarrière Lacombrade Ladevèze Lamirault Langlade Laubressac Legouvello Lemoyneau Lhermitte Loubatière "
        "Maillochon Marcillac Maupertin Mérignargues Montagnier Moutardier Naudescher Noirclerc Olivarès Ormesson-Drut Paillardin Pasquereau Pellegrand Pontacq Quéméneur "
        "Rambervil Ravoux Reversat Rocheteau Rougemontier Saintilan Sarrazac Sauvageon Ségalat Taillefumier Tardivel Thébaudin Tournemine Vandewynckel Vauquelin Verchère "
        "Villemagne Wattrelot Yvernault".split(),
    ),
    "en": ("Alistair Colin Duncan Graham Oliver Rupert Simon Tristan".split(), "Harriet Imogen Fiona Philippa Rosalind Tamsin".split(),
           "Ashcombe Birkdale Coverdale Eddleston Farnworth Hathersage Kettlewell Pemberley Stavenham Wetherby".split()),
    "de": ("Dieter Jürgen Lothar Rainer Uwe Björn".split(), "Annegret Heike Jutta Sigrid".split(), "Achterberg Brüggenkamp Eichwald Grünewalder Hölzenbein Schönborner".split()),
    "ma": ("Amine Bilal Farid Hicham Mehdi Nabil Rachid Sofiane Youssef Tarek".split(), "Amel Dounia Fatima-Zahra Leïla Meriem Nadia Salma Yasmina".split(),
           "Aït Belkacem|Belhadj|Benchekroun|Boumediane|Chaoui|El Mansouri|Haddadi|Khelifa|Lahlou|Mezziane|Ouazzani|Tazi|Zerhouni".split("|")),
    "zh": ("Wei Jun Haoran Zihan".split(), "Xiaoling Meiling Yuting Jing".split(), "Zhang Wang Liu Chen Huang Zhou".split()),
    "vn": ("Minh Quang Tuấn Đức".split(), "Linh Hương Thảo Ngọc".split(), "Nguyễn Trần Phạm Đặng".split()),
    "es": ("Álvaro Gonzalo Íñigo Javier".split(), "Begoña Lucía Marisol Nuria".split(), "Peñalver|Ibáñez Cuesta|Arriaga|Montesinos|Quintanilla Ruiz".split("|")),
    "pt": ("Duarte João Nuno Rui".split(), "Catarina Filipa Inês Mafalda".split(), "Carvalhais|Figueiredo|Magalhães|Sequeira dos Santos|Tavares".split("|")),
}
CULTURES = ["fr"] * 70 + ["en"] * 7 + ["de"] * 4 + ["ma"] * 9 + ["zh"] * 2 + ["vn"] * 2 + ["es"] * 3 + ["pt"] * 3
STREETS = ["rue des Tilleuls", "avenue du Général-Bréval", "rue de la Fontaine-Close", "place du Marché-Vieux", "impasse des Lavandières", "quai des Bateliers",
           "boulevard Sainte-Aurore", "chemin du Moulin-Bleu", "rue Octave-Ferrandier", "allée des Charmes"]
POSTCODES = {"Paris": "75011", "Lyon": "69003", "Lille": "59000", "Nantes": "44000", "Bordeaux": "33000", "Rennes": "35000", "Toulouse": "31000", "Marseille": "13006",
             "Grenoble": "38000", "Montpellier": "34000", "Versailles": "78000", "London": "EC2A 1AA", "Stuttgart": "70173", "Aix-en-Provence": "13100", "Le Havre": "76600"}

# Those whose story matters. Fields as in make.Person; what is absent is drawn by lot.
CLOSE = [
    dict(given="Sonia", surname="Kerbrat", sex="f", company="Nordelia", job="Directrice administrative et financière", city="Paris", gap=12, birthday="1979-06-08", weekly="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
    dict(given="Paul", surname="Ravier", sex="m", company="Ravier & Associés", job="Associé fondateur", city="Paris", gap=4, weekly="FREQ=WEEKLY;BYDAY=MO", birthday="--02-11"),
    dict(given="Ali", surname="Benhaddou", sex="m", culture="ma", company="Verdanne Énergie", job="Directeur du développement", city="Paris", gap=51, birthday="--11-27", note="Je lui dois une mise en relation avec un DAF de l'industrie."),
    dict(given="Claire", surname="Lefèvre", sex="f", company="Orphéance", job="Directrice financière", city="Versailles", gap=64, home="lefevre", birthday="1981-12-01", slug="claire-lefèvre-orpheance"),
    dict(given="Frédéric", surname="Aubrac", sex="m", company="Calvane Industries", job="Directeur général", city="Lyon", gap=75, nickname="Fred", move=("Brévane", "Directeur général"), move_note=True),
    dict(given="Béatrice", surname="Montclar", sex="f", company="Halberic Conseil", job="Associée", city="Paris", gap=33, nickname="Béa", birthday="1974-09-30"),
    dict(given="Hannah", surname="Whitcombe", sex="f", culture="en", company="Ashgrove & Penn LLP", job="Partner", city="London", gap=58),
    dict(given="Jean", surname="Morel", sex="m", company="Mornevelt", job="Directeur industriel", city="Lille", gap=92, home="morel", birthday="1962-04-17", retire="Retraité", slug="jean-morel-mornevelt"),
    dict(given="Linh", surname="Trần", sex="f", culture="vn", company="Xandrelle", job="CEO & cofondatrice", city="Paris", gap=21, slug="linh-tran-xandrelle", li_first="Linh", li_last="Trần"),
    dict(given="Karim", surname="Ouazzani", sex="m", culture="ma", company="Banque Lurienne", job="Directeur des risques", city="Paris", gap=47, birthday="1983-01-22"),
    dict(given="Élodie", surname="Garnier", sex="f", company="Tessalie Santé", job="Directrice d'établissement", city="Lyon", gap=39, marries="Vasseur", slug="élodie-garnier-7b1a", birthday="--05-03"),
    dict(given="Jean-Pierre", surname="Martinon", sex="m", company="Corvélia Capital", job="Associé", city="Paris", gap=110, initials="J.-P."),
    dict(given="Isabel", surname="Carvalho", sex="f", culture="pt", company="Dunessan Talents", job="Associée", city="Lyon", gap=83),
    dict(given="Matthias", surname="Brandhofer", sex="m", culture="de", company="Wintzelbach Maschinenbau GmbH", job="Leiter Controlling", city="Stuttgart", gap=66, li_first="Dr. Matthias"),
    dict(given="Guillaume", surname="Terrasse", sex="m", company="Lumérance", job="Coach de dirigeants", city="Paris", gap=17),
]
ACTIVE = [
    dict(given="Thomas", surname="Martin", sex="m", company="Corvélia Capital", job="Directeur administratif et financier", city="Paris", gap=95, slug="thomas-martin-daf", book=True, agenda=True),
    dict(given="Antoine", surname="Lefèvre", sex="m", company="Fidorance Vie", job="Directeur d'agence entreprises", city="Versailles", gap=140, home="lefevre", book=True),
    dict(given="Jean", surname="Morel", sex="m", company="Pelagrine Logistique", job="Contrôleur de gestion", city="Lille", gap=150, home="morel", birthday="1991-10-05", slug="jean-morel-59", book=True),
    dict(given="Marion", surname="Sévillac", sex="f", company="Castelmore Executive Search", job="Chasseuse de têtes", city="Paris", gap=20, waiting=True, agenda=True),
    dict(given="Yacine", surname="Belhadj", sex="m", culture="ma", company="Trémontelle RH", job="Associé", city="Paris", gap=13, waiting=True),
    dict(given="Solène", surname="Coëtmeur", sex="f", company="Kermadis", job="DRH", city="Rennes", gap=31, waiting=True, slug="solène-coëtmeur", move=("Roquelune", "Directrice des ressources humaines")),
    dict(given="Gonzalo", surname="Ibáñez Cuesta", sex="m", culture="es", company="Zéphyrane", job="Directeur général adjoint", city="Montpellier", gap=180, move=("Ulvane Solaire", "Directeur général")),
    dict(given="Xavier", surname="Delestrée", sex="m", company="Maison Orvalle", job="Directeur commercial", city="Paris", gap=135, shared="contact@maison-orvalle.example"),
    dict(given="Laurence", surname="Amblard", sex="f", company="Maison Orvalle", job="Responsable e-commerce", city="Paris", gap=210, shared="contact@maison-orvalle.example"),
    dict(given="Wei", surname="Zhang", sex="m", culture="zh", company="Altramarine", job="Directeur d'exploitation", city="Le Havre", gap=125, li_last="Zhang 张伟"),
    dict(given="Sophie", surname="Vandewynckel", sex="f", company="Pralange Patrimoine", job="Associée", city="Lyon", gap=160, agenda=True),
    dict(given="Rémi", surname="Pontacq", sex="m", company="Calvane Industries", job="Directeur administratif et financier", city="Lyon", gap=190, book=True),
]
DORMANT = [
    dict(given="Hélène", surname="Castaing", sex="f", company="Castelmore Executive Search", job="Associée", city="Paris", gap=1520, recommends="received", slug="hélène-castaing"),
    dict(given="Bruno", surname="Delmas-Fayet", sex="m", company="Hestrial", job="Directeur général", city="Paris", gap=1980, recommends="received"),
    dict(given="Margaux", surname="Sérieyssol", sex="f", company="Lumérance", job="Associée", city="Paris", gap=1310, recommends="given"),
    dict(given="Oliver", surname="Pemberley", sex="m", culture="en", company="Ashgrove & Penn LLP", job="Finance Director", city="London", gap=1700, recommends="received"),
    dict(given="Nadia", surname="Benchekroun", sex="f", culture="ma", company="Banque Lurienne", job="Directrice d'agence entreprises", city="Paris", gap=1250, recommends="received", move=("Fidorance Vie", "Directrice générale adjointe")),
    dict(given="Ricardo", surname="Montesinos", sex="m", culture="es", company="Altramarine", job="Directeur d'exploitation", city="Le Havre", gap=2300, recommends="given"),
    dict(given="Ursula", surname="Eichwald", sex="f", culture="de", company="Wintzelbach Maschinenbau GmbH", job="Geschäftsführerin", city="Stuttgart", gap=1400, recommends="received"),
    dict(given="Patrick", surname="Lanoëlle", sex="m", company="Verdanne Énergie", job="Directeur général adjoint", city="Paris", gap=2600, recommends="received"),
]
QUIET = [
    dict(given="Thomas", surname="Martin", sex="m", company="Métropole de Valdréa", job="Chargé de mission", city="Valdréa", slug="thomas-martin-41b2", book=True),
    dict(given="Monique", surname="Farges", sex="f", company="Université de Sylvémont", job="Professeure", city="Sylvémont", retire="Jeune retraitée, bénévole"),
    dict(given="Mohamed", surname="Tazi", sex="m", culture="ma", company="Jorandel Logiciels", job="Développeur", city="Grenoble", slug="mohamed-tazi-dev"),
    dict(given="Mohamed", surname="Tazi", sex="m", culture="ma", company="Clinique des Trois-Tilleuls", job="Médecin", city="Bordeaux", slug="mohamed-tazi-8c02"),
]
# Met, but not on LinkedIn: friends, neighbours, clients of the old school.
ELSEWHERE = [
    dict(given="Odile", surname="Rousseau", sex="f", company="", job="", city="Versailles", birthday="1952-03-19", family=True),
    dict(given="Philippe", surname="Jolivard", sex="m", company="Atelier Quennec", job="Associé", city="Rennes", birthday="--08-29"),
    dict(given="Marguerite", surname="Langlade", sex="f", company="Fondation Nauvoise", job="Déléguée générale", city="Paris", agenda=True),
    dict(given="Hector", surname="Bouvelot", sex="m", company="Maison Orvalle", job="Fondateur", city="Paris", shared="contact@maison-orvalle.example"),
    dict(given="Anne", surname="Morel", sex="f", company="", job="", city="Lille", home="morel"),
    dict(given="Léon", surname="Lefèvre", sex="m", company="", job="", city="Versailles", home="lefevre"),
]
COMPANY_CARDS = ["Cabinet Audoin, expert-comptable", "Restaurant Le Petit Sémaphore", "Clinique vétérinaire du Parc-aux-Biches", "Garage Tournemine", "Imprimerie des Trois-Ponts",
                 "Maison Orvalle", "Assurances Beaurepaire", "Coworking La Ruche-Noire"]

# How LinkedIn members write themselves: (first name, last name) -> as shown.
DECORATIONS = [
    lambda f, l: (f, f"{l}, MBA"), lambda f, l: (f, l.upper()), lambda f, l: (f, f"{l} 🚀"), lambda f, l: (f"{f} ", l), lambda f, l: (f, f"{l} (elle/she)"),
    lambda f, l: (f.upper(), l.upper()), lambda f, l: (f, f"{l}, PhD"), lambda f, l: (f.lower(), l.lower()), lambda f, l: (f, f"{l[0]}."), lambda f, l: (f"✨ {f}", l),
    lambda f, l: (f, f"{l}, CFA, PMP®"), lambda f, l: (f, f"{l} | Finance & impact"), lambda f, l: ("Dr " + f, l), lambda f, l: (f, f" {l}"),
    lambda f, l: ("".join(chr(0x1D5D4 + ord(c) - 65) if "A" <= c <= "Z" else chr(0x1D5EE + ord(c) - 97) if "a" <= c <= "z" else c for c in f), l),
    lambda f, l: (f, f"{l} (ex-Hestrial)"), lambda f, l: (f"\u202a{f}\u202c", l), lambda f, l: (f, f"{l}  MBA"),
]

CANNED = {"fr": ["Félicitations pour votre nouveau poste !", "Joyeux anniversaire !", "Félicitations pour votre anniversaire professionnel !"],
          "en": ["Congrats on your new role!", "Happy birthday!", "Congrats on your work anniversary!"]}
SPONSORED = [
    ("Inès de Formatis Campus", '<p class="spinmail-quill-editor__spin-break">Bonjour Camille,</p><p>Et si vous deveniez <strong>coach certifiée</strong> en 9 mois ?</p><br><ul><li>100 % à distance</li><li>Finançable</li></ul>'),
    ("Team Cloudoria", '<p>Hi Camille,</p><p>Independent consultants waste <strong>11 hours</strong> a month on invoices.</p><p><a href="https://cloudoria.example/demo">Book a demo</a></p>'),
    ("Mutuelle Prévéa Pro", '<p class="spinmail-quill-editor__spin-break">Camille, votre protection sociale mérite mieux.<br>Demandez votre devis.</p>'),
    ("Le Club des Dirigeants Sereins", '<p>Chère Camille,</p><p>Il reste <strong>3 places</strong> pour notre dîner du 12.</p>'),
]

# Sentences of messages, put together by lot: greeting, news, question or plan, goodbye.
TALK = {
    "fr": (
        ["Bonjour {p},", "Salut {p},", "Hello {p},", "{p}, bonjour,", "Cher(e) {p},", "Coucou {p},"],
        ["j'ai repensé à notre échange sur {t}.", "merci encore pour {t}, cela m'a bien aidée.", "je suis tombée sur un article qui parle de {t}, je vous l'envoie.", "nous lançons {t} la semaine prochaine.",
         "j'ai croisé quelqu'un de chez {c} qui m'a parlé de {t}.", "je prépare un atelier autour de {t}.", "où en êtes-vous avec {t} ?", "bravo pour {t}, c'était vraiment réussi.",
         "je cherche un regard extérieur sur {t}.", "je viens de terminer une mission sur {t}."],
        ["Un café {d} ?", "Seriez-vous disponible {d} pour en parler ?", "On déjeune {d} ?", "Je vous appelle {d} si cela vous va.", "Dites-moi ce que vous en pensez.",
         "Je vous présente volontiers à {c} si c'est utile.", "Rien d'urgent, bien sûr.", "Avez-vous un contact chez {c} ?"],
        ["À très vite,", "Belle journée,", "Bien à vous,", "Amitiés,", "Bises,", ""],
    ),
    "en": (
        ["Hi {p},", "Hello {p},", "Dear {p},"],
        ["I was thinking about our talk on {t}.", "thank you again for {t}.", "we are starting {t} next month.", "I met someone from {c} who mentioned {t}.", "how is {t} going?", "I just wrapped up {t}."],
        ["Coffee {d}?", "Would you have half an hour {d}?", "Let me know what you think.", "Happy to introduce you to {c}.", "No rush at all."],
        ["Best,", "All the best,", "Speak soon,", ""],
    ),
}
TOPICS = {
    "fr": ["la clôture en cinq jours", "le plan de trésorerie", "la refonte du reporting", "la succession de votre associé", "le recrutement d'un contrôleur de gestion", "le séminaire de Lyon", "l'ERP", "la cession de la filiale",
           "le budget 2027", "la transition énergétique", "votre podcast", "le club des DAF", "la prise de parole en comité", "la facture électronique", "l'audit du groupe", "la levée de fonds", "l'intégration des équipes",
           "le mentorat", "le prix de l'énergie", "la fin de mission", "le bilan carbone", "la formation des managers", "votre tribune", "le télétravail", "la prospection", "la mise en relation"],
    "en": ["the monthly close", "the cash forecast", "the new reporting", "the ERP project", "hiring a controller", "the carve-out", "the Paris panel", "your podcast", "the audit", "the integration plan", "the budget round"],
}
DAYS = {"fr": ["jeudi", "la semaine prochaine", "mardi midi", "début {m}", "vendredi matin", "après les vacances", "lundi en huit", "mercredi vers 17 h"],
        "en": ["on Thursday", "next week", "early {m}", "on Friday morning", "after the holidays"]}
MONTHS = {"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
          "en": "January February March April May June July August September October November December".split()}
MEETINGS = ["Café avec {g}", "Déjeuner {n}", "Point {n}", "Visio {g}", "RDV {n} ({c})", "Déj. {g} {i}.", "Call {n}", "{g} : point mission"]
PLACES = ["Le Petit Sémaphore, 14 rue des Lavandières, Paris", "Café de la Halle-aux-Draps, Paris", "Visio", "https://visio.example/r/{k}", "Brasserie du Quai-Neuf, Lyon", "Nos bureaux", ""]

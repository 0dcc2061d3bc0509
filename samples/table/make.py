"""Writes the inputs of the table samples, the same bytes each time. The expected values beside them are worked
out by hand. All people are invented; numbers come from the ranges kept free for fiction.

    python samples/table/make.py
"""

import csv
import io
import struct
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

HERE = Path(__file__).parent
STAMP = (2026, 1, 1, 0, 0, 0)


def put(case: str, name: str, content: bytes) -> None:
    place = HERE / case
    place.mkdir(exist_ok=True)
    (place / name).write_bytes(content)


def rows(*lines: list, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(lines)
    return out.getvalue()


GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Phone 2 - Type,Phone 2 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - Title,"
    "Organization 1 - Department,Organization 1 - Symbol,Organization 1 - Location,Organization 1 - Job Description,"
    "Website 1 - Type,Website 1 - Value"
).split(",")

GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,E-mail 3 - Label,E-mail 3 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,"
    "Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
).split(",")

OUTLOOK_FR = (
    "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Rue (bureau),Rue 2 (bureau),Ville (bureau),"
    "Dép/Région (bureau),Code postal (bureau),Pays/Région (bureau),Rue (domicile),Ville (domicile),"
    "Code postal (domicile),Pays/Région (domicile),Télécopie (bureau),Téléphone (bureau),Téléphone 2 (bureau),"
    "Téléphone (domicile),Tél. mobile,Anniversaire,Anniversaire de mariage ou fête,Catégories,Critère de diffusion,"
    "Adresse de messagerie,Type de messagerie,Nom complet de l'adresse de messagerie,Adresse de messagerie 2,"
    "Type de messagerie 2,Nom complet de l'adresse de messagerie 2,Initiales,Notes,Page Web,Priorité,Privé,Profession,Sexe"
).split(",")

OUTLOOK_EN = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Home State,"
    "Home Postal Code,Home Country/Region,Assistant's Phone,Business Fax,Business Phone,Business Phone 2,"
    "Company Main Phone,Home Phone,Mobile Phone,Pager,Anniversary,Birthday,Categories,E-mail Address,E-mail Type,"
    "E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,Gender,Initials,Notes,Priority,Private,"
    "Sensitivity,Spouse,Web Page"
).split(",")


def text_cases() -> None:
    header = [*GOOGLE_OLD, ""]
    one = dict.fromkeys(GOOGLE_OLD, "")
    one |= {
        "Name": "Anna Lindqvist",
        "Given Name": "Anna",
        "Family Name": "Lindqvist",
        "Birthday": " --03-15",
        "Notes": "Met in Lyon, spring fair",
        "Group Membership": "* myContacts ::: Clients",
        "E-mail 1 - Type": "* Work",
        "E-mail 1 - Value": "anna@example.com ::: a.lindqvist@example.org",
        "E-mail 2 - Type": "Home",
        "E-mail 2 - Value": "anna@example.net",
        "Phone 1 - Type": "Mobile",
        "Phone 1 - Value": "06 39 98 10 20 ::: +33 6 39 98 10 21",
        "Phone 2 - Type": "Work Fax",
        "Phone 2 - Value": "01 99 00 10 20",
        "Address 1 - Type": "Home",
        "Address 1 - Formatted": "12 rue des Fleurs\n69001 Lyon\nFrance",
        "Address 1 - Street": "12 rue des Fleurs",
        "Address 1 - City": "Lyon",
        "Address 1 - Postal Code": "69001",
        "Address 1 - Country": "France",
        "Organization 1 - Name": "Nordlys",
        "Organization 1 - Title": "Head of Sales, EMEA",
        "Organization 1 - Department": "Sales",
        "Website 1 - Type": "Profile",
        "Website 1 - Value": "https://www.linkedin.com/in/Anna-Lindqvist",
    }
    two = dict.fromkeys(GOOGLE_OLD, "") | {"E-mail 1 - Type": "* ", "E-mail 1 - Value": "Noname@Example.COM"}
    put(
        "google-old-joined-values",
        "input.csv",
        rows(header, [*one.values(), ""], [*two.values(), ""], end="\n").encode(),
    )
    put("google-old-utf-16", "input.csv", rows(GOOGLE_OLD, list(one.values()), end="\r\n").encode("utf-16"))

    new = dict.fromkeys(GOOGLE_NEW, "") | {
        "First Name": "Élodie",
        "Middle Name": "Rose",
        "Last Name": "Lefèvre",
        "Nickname": "Lolo",
        "Organization Name": "Atelier Brume",
        "Organization Title": "Architecte",
        "Organization Department": "Paris",
        "Birthday": "1985-03-15",
        "Notes": "Deux lignes\nde notes",
        "Labels": "Presse ::: * myContacts",
        "E-mail 1 - Label": "* Home",
        "E-mail 1 - Value": "elodie@example.com",
        "E-mail 2 - Label": "Atelier",
        "E-mail 2 - Value": "atelier@example.org",
        "E-mail 3 - Label": "Work",
        "E-mail 3 - Value": "e.lefevre@example.net",
        "Phone 1 - Label": "* Mobile",
        "Phone 1 - Value": "+33 6 39 98 10 22",
        "Phone 2 - Label": "Main",
        "Phone 2 - Value": "+33 1 99 00 10 22",
        "Address 1 - Label": "Work",
        "Address 1 - Street": "3 quai Nord",
        "Address 1 - City": "Nantes",
        "Address 1 - Postal Code": "44000",
        "Address 1 - Country": "FR",
        "Website 1 - Label": "Blog",
        "Website 1 - Value": "javascript:alert(1)",
        "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "2012-06-02",
        "Custom Field 1 - Label": "Chien",
        "Custom Field 1 - Value": "Médor",
    }
    company = dict.fromkeys(GOOGLE_NEW, "") | {
        "Organization Name": "Garage du Port",
        "Phone 1 - Label": "Work",
        "Phone 1 - Value": "02 61 91 10 22",
    }
    put(
        "google-new",
        "input.csv",
        rows(GOOGLE_NEW, list(new.values()), list(company.values()), end="\n").encode(),
    )

    layout = (
        "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,"
        "Notes,E-mail Address,E-mail 2 Address,Primary Phone,Home Phone,Mobile Phone,Home Address,Home Street,Home City,"
        "Home State,Home Postal Code,Home Country,Company Main Phone,Business Phone,Business Fax,Company,Job Title,"
        "Department,Business Address,Categories"
    ).split(",")
    person = dict.fromkeys(layout, "") | {
        "First Name": "Ali",
        "Last Name": "Ben Salah",
        "Title": "Dr",
        "Birthday": "1979-11-02",
        "E-mail Address": "ali@example.com",
        "Mobile Phone": "06 39 98 10 23",
        "Home Address": "5 allée Verte\n31000 Toulouse\nFrance",
        "Home Street": "5 allée Verte",
        "Home City": "Toulouse",
        "Home Postal Code": "31000",
        "Home Country": "France",
        "Company": "Hôpital Sud",
        "Job Title": "Chirurgien",
        "Categories": "Famille;Médecins",
    }
    put("google-outlook-layout", "input.csv", rows(layout, list(person.values()), end="\n").encode())

    french = [
        "M.",
        "Jean-Marc",
        "",
        "Delattre",
        "",
        "Société Générale d'Été",
        "Achats",
        "Directeur des achats",
        "1 place Neuve",
        "Bât. B",
        "Lille",
        "Nord",
        "59000",
        "France",
        "",
        "",
        "",
        "",
        "03 53 01 10 25",
        "03 53 01 10 24",
        "",
        "",
        "06 39 98 10 24",
        "15/03/1971",
        "0/0/00",
        "Clients;Golf",
        "Normale",
        "jm@example.com",
        "SMTP",
        "Jean-Marc Delattre",
        "",
        "",
        "",
        "J.D.",
        "Rappeler en mai",
        "http://www.example.com",
        "Normale",
        "Faux",
        "",
        "Non spécifié",
    ]
    second = ["Mme", "Zoé", "", "Noël", "", "", "", ""] + [""] * 19 + ["zoe@example.com"] + [""] * 12
    put(
        "outlook-desktop-fr",
        "input.csv",
        rows(OUTLOOK_FR, french, second, quoting=csv.QUOTE_ALL).encode("cp1252"),
    )

    english = dict.fromkeys(OUTLOOK_EN, "") | {
        "Title": "Ms",
        "First Name": "Grace",
        "Last Name": "Okafor",
        "Suffix": "Jr.",
        "Company": "Northwind",
        "Department": "R&D",
        "Job Title": "VP, Research",
        "Business Street": "1 Main Street",
        "Business Street 2": "Suite 5",
        "Business City": "Springfield",
        "Business State": "IL",
        "Business Postal Code": "62701",
        "Business Country/Region": "United States of America",
        "Assistant's Phone": "(415) 555-0133",
        "Business Fax": "(415) 555-0134",
        "Business Phone": "(415) 555-0132",
        "Company Main Phone": "(415) 555-0100",
        "Mobile Phone": "415-555-0135",
        "Anniversary": "0/0/00",
        "Birthday": "1/25/1980",
        "Categories": "Research",
        "E-mail Address": "Grace.Okafor@Example.com",
        "E-mail Type": "SMTP",
        "E-mail Display Name": "Grace Okafor (Grace.Okafor@Example.com)",
        "Gender": "Unspecified",
        "Initials": "G.O.",
        "Notes": "Line one\r\nLine two",
        "Priority": "Normal",
        "Private": "False",
        "Sensitivity": "Normal",
        "Spouse": "Sam",
        "Web Page": "http://www.example.com/grace",
    }
    other = dict.fromkeys(OUTLOOK_EN, "") | {
        "First Name": "Ravi",
        "Last Name": "Menon",
        "Birthday": "3/4/1990",
        "E-mail Address": "ravi@example.com",
        "Anniversary": "0/0/00",
        "Gender": "Unspecified",
        "Priority": "Normal",
        "Private": "False",
        "Sensitivity": "Normal",
    }
    put(
        "outlook-desktop-en",
        "input.csv",
        rows(OUTLOOK_EN, list(english.values()), list(other.values()), quoting=csv.QUOTE_ALL).encode(
            "cp1252"
        ),
    )

    outlook_com = (
        "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
        "E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,"
        "Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,Telex,TTY/TDD Phone,"
        "IMAddress,Job Title,Department,Company,Office Location,Manager's Name,Assistant's Name,Assistant's Phone,"
        "Company Yomi,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,"
        "Personal Web Page,Spouse,Schools,Hobby,Location,Web Page,Birthday,Anniversary,Notes"
    ).split(",")
    live = dict.fromkeys(outlook_com, "") | {
        "First Name": "Chloé",
        "Last Name": "Dubois",
        "Title": "Mme",
        "Nickname": "Clo",
        "E-mail Address": "chloe@example.com",
        "E-mail 2 Address": "c.dubois@example.org",
        "Home Phone": "01 99 00 10 26",
        "Mobile Phone": "+33 6 39 98 10 26",
        "Job Title": "Avocate",
        "Company": "Dubois & Cie",
        "Business City": "Paris",
        "Business Country/Region": "France",
        "Hobby": "Escalade",
        "Birthday": "1988-07-09",
        "Notes": "Parrainée par Zoé",
    }
    put(
        "outlook-com-with-mark",
        "input.csv",
        b"\xef\xbb\xbf" + rows(outlook_com, list(live.values())).encode(),
    )

    bird = (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,"
        "Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,"
        "Work Address,Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,"
        "Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes"
    ).split(",")
    card = dict.fromkeys(bird, "") | {
        "First Name": "Paul",
        "Last Name": "Rivière",
        "Display Name": "Paul Rivière",
        "Primary Email": "paul@example.com",
        "Secondary Email": "p.riviere@example.org",
        "Work Phone": "0199001027",
        "Mobile Number": "0639981027",
        "Home Address": "8 rue Haute",
        "Home City": "Brest",
        "Home ZipCode": "29200",
        "Home Country": "France",
        "Job Title": "Luthier",
        "Organization": "Atelier Rivière",
        "Birth Year": "1969",
        "Birth Month": "2",
        "Birth Day": "3",
        "Custom 1": "Violon",
    }
    bare = dict.fromkeys(bird, "") | {"Display Name": "Sonia Keller", "Primary Email": "sonia@example.com"}
    put("thunderbird", "input.csv", rows(bird, list(card.values()), list(bare.values())).encode())

    viadeo = [
        "Prénom",
        "Nom",
        "E-mail",
        "Poste actuel",
        "Entreprise",
        "Ville",
        "Pays",
        "En relation depuis",
        "Profil Viadeo",
    ]
    put(
        "viadeo",
        "input.csv",
        rows(
            viadeo,
            [
                "Karim",
                "HADDAD",
                "karim@example.com",
                "Consultant",
                "Cabinet K",
                "Rabat",
                "Maroc",
                "12/04/2011",
                "Membre Premium",
            ],
            ["Lucie", "PONS", "", "DRH", "Bâtir SA", "Nîmes", "France", "03/05/2012", ""],
            delimiter=";",
        ).encode("cp1252"),
    )

    own = (
        "Suivi de mon réseau;;;;;;;;\r\nMis à jour en mars 2026;;;;;;;;\r\n\r\n"
        "Nom;Prénom;Société;Fonction;Tél. mobile;E-mail;Dernier contact;Fréquence;Perso\r\n"
        "Dupont;Jean;Acme;DAF;639981020;jean@example.com;15/03/2024;tous les 3 mois;2 enfants\r\n"
        "Martin;Marie;Bâtir SA;DRH;6,4E+08;marie@example.com;04/03/2024;trimestriel;\r\n"
        ";;;;;;;;\r\n"
        "\r\n"
        "Dupont;Jean;Acme;DAF;639981020;jean@example.com;15/03/2024;tous les 3 mois;2 enfants\r\n"
        ";;Mairie de Lyon;;04 65 71 10 20;;;;\r\n"
        'Petit;Luc;;;06.39.98.10.28;luc@example.com;31/02/2024;quand j\'y pense;"=HYPERLINK(""http://x"";""clic"")"\r\n'
        ";;;;;;;;un reste de l'an dernier\r\n"
        "Faure;Léa;;;33639981029;lea@example.com;12 mars 2024;90 jours;\r\n"
    )
    put("own-fr-excel", "input.csv", own.encode("cp1252"))
    put(
        "own-fr-mac",
        "input.csv",
        "Nom;Prénom;Société;E-mail\rLefèvre;Élodie;Théâtre;elodie@example.com\r".encode("mac-roman"),
    )
    put(
        "own-german-tabs",
        "input.tsv",
        rows(
            [
                "Nachname",
                "Vorname",
                "Firma",
                "Berufsbezeichnung",
                "Handy",
                "Telefon geschäftlich",
                "E-Mail-Adresse",
                "Geburtstag",
                "Letzter Kontakt",
                "Häufigkeit",
                "Straße",
                "PLZ",
                "Ort",
                "Land",
                "Bemerkung",
            ],
            [
                "Müller",
                "Jürgen",
                "Beispiel GmbH",
                "Einkäufer",
                "+49 1511 5550100",
                "",
                "juergen@example.com",
                "01.02.1975",
                "05.11.2023",
                "alle 3 Monate",
                "Hauptstr. 1",
                "01067",
                "Dresden",
                "Deutschland",
                "mag Schach",
            ],
            delimiter="\t",
        ).encode(),
    )
    put(
        "own-spanish-bars",
        "input.csv",
        rows(
            [
                "Nombre",
                "Apellidos",
                "Empresa",
                "Cargo",
                "Correo electrónico",
                "Móvil",
                "Ciudad",
                "País",
                "Cumpleaños",
                "Último contacto",
            ],
            [
                "Lucía",
                "García Pérez",
                "Ejemplo SL",
                "Directora",
                "lucia@example.com",
                "+34 611 55 01 00",
                "Sevilla",
                "España",
                "9 de julio de 1982",
                "2024-02-29",
            ],
            delimiter="|",
        ).encode(),
    )
    put(
        "own-italian",
        "input.csv",
        rows(
            [
                "Nome",
                "Cognome",
                "Azienda",
                "Ruolo",
                "Posta elettronica",
                "Cellulare",
                "Città",
                "CAP",
                "Data di nascita",
                "Ultimo contatto",
                "Frequenza",
            ],
            [
                "Giulia",
                "Rossi",
                "Esempio SpA",
                "Responsabile",
                "giulia@example.com",
                "+39 333 555 0100",
                "Torino",
                "10121",
                "17/05/1990",
                "01/12/2025",
                "ogni 6 mesi",
            ],
            delimiter=";",
        ).encode(),
    )
    put(
        "own-two-persons-a-row",
        "input.csv",
        (
            "Nom;Prénom;E-mail;Nom conjoint;Prénom conjoint;E-mail conjoint;Ville\n"
            "Morel;Hugo;hugo@example.com;Blanc;Inès;ines@example.com;Pau\n"
            "Roux;Tom;tom@example.com;;;;Dax\n"
        ).encode(),
    )
    put(
        "own-two-names-a-cell",
        "input.csv",
        (
            "Nom complet,E-mail,Téléphone\n"
            "Jean Dupont / Marie Martin,marie@example.com; jean@example.com,\n"
            "Paul et Anne Leroy,leroy@example.com,06 39 98 10 30 / 06 39 98 10 31\n"
            "Luc Petit,luc@example.com / l.petit@example.org;luc@example.net,01 99 00 10 30; +33 6 39 98 10 32\n"
        ).encode(),
    )
    put(
        "own-id-column",
        "input.csv",
        (
            b"ID,Name,Email,Phone,Keep in touch,Last contacted,Tags\n"
            b'p-1,Jean Dupont,jean@example.com,0639981020.0,30,2024-03-15,"golf, clients"\n'
            b"p-2,Ana Sousa,ana@example.com,,7,2024-03-16 23:30:00,\n"
            b",Luc Petit,luc@example.com,,,,\n"
        ),
    )
    put(
        "own-stray-quote",
        "input.csv",
        (
            "Nom;Prénom;E-mail;Notes\n"
            'Dupont;Jean;jean@example.com;"un mot jamais fermé\n'
            'Martin;Marie;marie@example.com;écran de 27" à rendre\n'
            'Petit;Luc;luc@example.com;"deux\nlignes"\n'
        ).encode(),
    )
    put(
        "own-without-header",
        "input.csv",
        (
            "Jean Dupont;jean@example.com;06 39 98 10 20;Acme\n"
            "Marie Martin;marie@example.com;06 39 98 10 21;Bâtir SA\n"
        ).encode(),
    )
    put(
        "own-us-dates",
        "input.csv",
        (
            b"Full Name,Email,Birthday,Last Contact,Cadence\n"
            b"Jean Dupont,jean@example.com,3/4/1980,3/17/2024,every 6 weeks\n"
            b"Ana Sousa,ana@example.com,12/25/1985,3/4/2024,monthly\n"
        ),
    )
    put(
        "own-name-surname-first",
        "input.csv",
        (
            "sep=;\nNom Prénom;Courriel;Adresse;Dernier contact\n"
            "LE GALL Jean-Marc;jm@example.com;12 rue X, 69001 Lyon;\n"
            "Dupont Jean;jean@example.com;;mars 2024\n"
        ).encode(),
    )
    put(
        "own-formula-guards",
        "input.csv",
        (
            b"Name,Email,Phone,Notes\n"
            b"Jean Dupont,jean@example.com,'+33639981020,'=1+1\n"
            b'Ana Sousa,ana@example.com,"=""0639981021""",@home\n'
        ),
    )
    put(
        "own-mixed-encodings",
        "input.csv",
        "Nom;Prénom;E-mail\nLefèvre;Élodie;elodie@example.com\n".encode()
        + "Noël;Zoé;zoe@example.com\n".encode("cp1252")
        + "PÃ©rier;Luc;luc@example.com\n".encode(),
    )


def workbook(case: str) -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Clients")
    sheet.write(0, 0, "Mes clients")
    sheet.write_row(
        2,
        0,
        [
            "Civilité",
            "Nom",
            "Prénom",
            "Société",
            "Tél. fixe",
            "Portable",
            "Mail",
            "Date de naissance",
            "Dernier contact",
            "Tous les",
            "Cercle",
            "CP",
            "Ville",
            "Commentaires",
        ],
    )
    sheet.write_row(3, 0, ["Mme", "Faure", "Léa", "Éditions Nord", 199001033, 639981033.0, "lea@example.com"])
    sheet.write_datetime(3, 7, date(1990, 5, 17), day)
    sheet.write_datetime(3, 8, date(2026, 3, 2), day)
    sheet.write_row(3, 9, [6, "proche", 1000, "Bourg-en-Bresse", "=1+1 en texte"])
    sheet.write_row(5, 0, ["M.", "Roche", "Max", "", "", "", "max@example.com", "", "05/04/2026", 12, "B"])
    other = book.add_worksheet("Fournisseurs")
    other.write_row(0, 0, ["Raison sociale", "Interlocuteur", "Téléphone", "E-mail"])
    other.write_row(1, 0, ["Papier SA", "Nora Vidal", "+33 1 99 00 10 34", "nora@example.com"])
    other.write_row(2, 0, ["Encre SARL", "", "01 99 00 10 35", ""])
    prices = book.add_worksheet("Prix")
    prices.write_row(0, 0, ["Article", "Prix"])
    prices.write_row(1, 0, ["Rame", 4.5])
    book.add_worksheet("Feuil4")
    book.close()
    put(case, "input.xlsx", restamped(out.getvalue()))


def restamped(content: bytes) -> bytes:
    """Return a zip with fixed times, so that the same script gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, STAMP), old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def opendocument(case: str) -> None:
    def cell(value: object) -> str:
        if value == "":
            return "<table:table-cell/>"
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
        if isinstance(value, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    lines = [
        ["Nom", "Prénom", "Courriel", "GSM", "Anniversaire", "Dernière rencontre"],
        ["Janssens", "Emma", "emma@example.com", 32470555010, date(1984, 2, 29), date(2025, 12, 24)],
        ["", "", "", "", "", ""],
        ["Peeters", "Noah", "noah@example.com", "", "", ""],
    ]
    body = "".join(
        "<table:table-row>"
        + "".join(map(cell, line))
        + '<table:table-cell table:number-columns-repeated="1018"/></table:table-row>'
        for line in lines
    )
    names = "office table text".split()
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Contacts">{body}'
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        mime = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr(zipfile.ZipInfo("mimetype", STAMP), mime, zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("content.xml", STAMP), content, zipfile.ZIP_DEFLATED)
        manifest = (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
        )
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml", STAMP), manifest, zipfile.ZIP_DEFLATED)
    put(case, "input.ods", out.getvalue())


def old_excel(case: str) -> None:
    """Write a BIFF8 workbook in a compound file ([MS-XLS] §2.1, [MS-CFB] §2.1): one sheet, texts and numbers."""

    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def label(row: int, column: int, text: str) -> bytes:
        return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))

    def number(row: int, column: int, value: float) -> bytes:
        return record(0x0203, struct.pack("<HHHd", row, column, 0, value))

    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600)
    name = "Carnet"
    head = record(0x0809, start)
    bound_size = 4 + 8 + len(name) * 2
    offset = len(head) + bound_size + 4
    head += record(0x0085, struct.pack("<IHBB", offset, 0, len(name), 1) + name.encode("utf-16-le")) + record(
        0x000A
    )
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    sheet += record(0x0200, struct.pack("<IIHHH", 0, 2, 0, 4, 0))
    for column, text in enumerate(["Nom", "Prénom", "E-mail", "Tél."]):
        sheet += label(0, column, text)
    for column, text in enumerate(["Dupont", "Jean", "jean@example.com"]):
        sheet += label(1, column, text)
    sheet += number(1, 3, 639981020.0) + record(0x000A)
    stream = head + sheet
    stream += b"\0" * (4096 - len(stream) % 4096)
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE] + [2 + i + 1 for i in range(sectors - 1)] + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))

    def entry(title: str, kind: int, first: int, size: int, child: int) -> bytes:
        raw = title.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + b"\0" * 36
            + struct.pack("<IQ", first, size)
        )

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry("Workbook", 2, 2, len(stream), 0xFFFFFFFF)
    directory += (b"\0" * 68 + b"\xff" * 12 + b"\0" * 48) * 2
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + b"\0" * 16
        + struct.pack(
            "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
        )
        + struct.pack("<I", 0)
        + b"\xff" * 432
    )
    put(case, "input.xls", header + struct.pack("<128I", *fat) + directory + stream)


if __name__ == "__main__":
    text_cases()
    workbook("own-xlsx-sheets")
    opendocument("own-ods")
    old_excel("own-xls")

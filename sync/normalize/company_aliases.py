"""Employers under several names, stated one by one: acronyms, former names, spellings. Never a subsidiary.

Each line names one employer, the usual name first. Written for this project from common knowledge.
"""

ALIASES = """
Société Générale = SG = SocGen = Soc Gen
BNP Paribas = BNP = BNPP
Crédit Agricole SA = CASA
Crédit Agricole CIB = CACIB = CA-CIB = Crédit Agricole Corporate and Investment Bank = Calyon
LCL = Le Crédit Lyonnais = Crédit Lyonnais
Banque Populaire Caisse d'Épargne = BPCE
Caisse des Dépôts = CDC = Caisse des Dépôts et Consignations
Bpifrance = BPI France = Banque publique d'investissement
La Banque Postale = LBP
Crédit Industriel et Commercial = CIC
JPMorgan Chase = JP Morgan = J.P. Morgan = JPMorgan = JPM = JPMorgan Chase & Co
Bank of America = BofA = Bank of America Merrill Lynch
Goldman Sachs = The Goldman Sachs Group
Santander = Banco Santander
BBVA = Banco Bilbao Vizcaya Argentaria
UniCredit = Unicredit Banca
Union Bank of Switzerland = UBS
HSBC = Hongkong and Shanghai Banking Corporation
European Central Bank = ECB = Banque centrale européenne = BCE
European Investment Bank = EIB = Banque européenne d'investissement
International Monetary Fund = IMF = Fonds monétaire international = FMI
OECD = OCDE = Organisation for Economic Co-operation and Development
Ernst & Young = EY = Ernst & Young Global
PwC = PricewaterhouseCoopers = Price Waterhouse Coopers
Boston Consulting Group = BCG = The Boston Consulting Group
McKinsey & Company = McKinsey
Bain & Company = Bain
KPMG = Klynveld Peat Marwick Goerdeler
Deloitte = Deloitte Touche Tohmatsu
Forvis Mazars = Mazars
EDF = Électricité de France
Engie = GDF Suez
GRDF = Gaz Réseau Distribution France
RTE = Réseau de transport d'électricité
TotalEnergies = Total = Total SA
SNCF = Société nationale des chemins de fer français
RATP = Régie autonome des transports parisiens
France Travail = Pôle emploi
Orange = France Télécom
Orange Business = Orange Business Services = OBS
SFR = Société française du radiotéléphone
British Telecom = BT = BT Group
Deutsche Telekom = DT
Meta = Facebook = Meta Platforms
X = Twitter
Amazon Web Services = AWS
Microsoft = MSFT
IBM = International Business Machines
Hewlett-Packard = HP
Hewlett Packard Enterprise = HPE
General Electric = GE
Procter & Gamble = P&G
Johnson & Johnson = J&J
AB InBev = Anheuser-Busch InBev
LVMH = Moët Hennessy Louis Vuitton = LVMH Moët Hennessy Louis Vuitton
Yves Saint Laurent = YSL
L'Oréal = LOREAL
Airbus = EADS
Volkswagen = VW
BMW = Bayerische Motoren Werke
Mercedes-Benz = Daimler
PSA = Groupe PSA = PSA Peugeot Citroën
Capgemini = Cap Gemini = CapGemini Ernst & Young
Capgemini Engineering = Altran = Altran Technologies
Sopra Steria = Sopra
CGI = Conseillers en gestion et informatique
Dassault Systèmes = 3DS
Tata Consultancy Services = TCS
Accenture = Andersen Consulting
Publicis = Publicis Groupe
Veolia = Veolia Environnement
Solocal = PagesJaunes
Michael Page = PageGroup
Assistance publique – Hôpitaux de Paris = AP-HP = APHP
Hospices civils de Lyon = HCL
CNRS = Centre national de la recherche scientifique
INSERM = Institut national de la santé et de la recherche médicale
CEA = Commissariat à l'énergie atomique = Commissariat à l'énergie atomique et aux énergies alternatives
DGFiP = Direction générale des finances publiques
ADEME = Agence de la transition écologique
AFD = Agence française de développement
Agence régionale de santé = ARS
Red Cross = International Committee of the Red Cross = CICR = ICRC
Médecins sans frontières = MSF = Doctors Without Borders
WWF = World Wildlife Fund = World Wide Fund for Nature
World Health Organization = WHO = Organisation mondiale de la santé = OMS
United Nations = UN = ONU = Nations Unies
HEC = HEC Paris = École des hautes études commerciales de Paris
ENA = École nationale d'administration
Massachusetts Institute of Technology = MIT
Universal Music = UMG = Universal Music Group
Nestlé = Nestle
Union des assurances de Paris = UAP
MAIF = Mutuelle assurance des instituteurs de France
MGEN = Mutuelle générale de l'Éducation nationale
AG2R La Mondiale = AG2R
Malakoff Humanis = Malakoff Médéric Humanis
"""

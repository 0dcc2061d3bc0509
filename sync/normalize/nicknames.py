"""Given names that stand for one another: short forms and sister forms in several languages.

Each line is one family of forms in plain Latin letters. The families were written for this project
from common knowledge of the languages; a form may stand in several lines.
"""

from __future__ import annotations

from functools import lru_cache

_FAMILIES = """
alexandre alex xandre sacha alexander alessandro alejandro aleksandr sasha sandro alec lex
alexandra alex sandra sacha sasha alessandra alejandra aleksandra
alexis alex
albert al bert albi berto alberto
alfred fred alf alfie freddy alfredo
andre andreas dede andres drew
angelique angela angie angel
anne anna ann nan
anthony antony tony antoine antonio toni toine anton ant toto
antoinette toinette tony antonia toni
arnaud arno arnold
aurelie lili aurore aurelia
barbara barb babs barbie
bartholomew bart bartolomeo barthelemy
beatrice bea trix beatrix beatriz
benjamin ben benny benji benj benoit
benoit ben benedict benedikt benito
bernard bernie bernhard bernardo nanard
bernadette berna nadette
bertrand bert
brigitte brigit gitte bridget birgit
caroline caro line carolina carol carrie karoline carolin
catherine cathy cath kate katie kathy katherine kathryn kathleen catharina katharina katrin kati caterina catalina katarina cat cate
cecile cecilia ceci celia
charles charlie chuck carl karl carlos carlo charly charlot chas
charlotte lotte charlie lottie carlotta cha
christian chris cristian kristian
christiane chris cricri
christine chris cristina kristina tina christina kristin chrissy tine christa
christophe chris christopher christoph topher cristobal kit cristoforo tof
claire clara clare klara
claude claudio claudius
claudine claudia clo
clement clem clemens clemente
clementine clem
constance connie constanze coco
corinne coco corinna
cyril cyrille
daniel dan danny dani danilo
daniele danielle dani danny daniela dany
david dave davey davide davy
deborah debbie deb debora debby
delphine del
denis dennis denny dionisio denys
didier didi
dominique dom domi dominic domingo dominik domenico nico
dorothee dorothy dot dottie dorothea dora doro
edouard ed eddy eddie edward edoardo eduardo eduard ted ned teddy
edmond ed eddie edmund edmundo
edgar ed eddie
eleonore leo elea eleanor nora ellie leonor eleonora nelly lenore
elisabeth elizabeth liz lizzie beth betty lisa babette lise bettina elisabetta bess libby lisbeth liesel zabeth betsy elsbeth liza
elodie elo lolo
emilie emily em emmy emilia milly millie
emmanuel manu manuel manny emanuele manolo emanuel immanuel
emmanuelle manu emma manue emanuela
eric erik rick ricky erich
esther essie hester ester
etienne esteban stephen
eugene gene eugenio eugen
fabien fab fabian fabiano
fabienne fab fabi fabiana
fabrice fab fabrizio fabricio
felix felice
ferdinand ferdi fernand fernando nando
florence flo florentine flor florenz
florent flo florentin
florian flo floriano
francois francesco francisco franz frans paco pancho paquito cisco francesc kiko curro
francoise fran fanfan francesca francisca fanny franziska franzi fanchon frances fannie paqui
frederic fred freddy fredo frederick friedrich fritz federico fredrik frederik rick freddie frid
frederique fred freddie frederica friederike rike
gabriel gabe gabi gab gaby
gabrielle gabi gaby gab gabriela gabriella
genevieve gege geneva ginette viviane
geoffrey geoff jeff jeffrey godefroy geoffroy
georges george georgie jorge giorgio georg jordi schorsch
gerald gerry jerry gerry gerhard
gerard gege gerry jerry gerardo gerhard
gilbert gil bert gilberto
gilles gilou
gregory greg gregoire gregor gregorio grzegorz
guillaume guy guigui william bill will willy wilhelm billy willem guillermo guglielmo liam gui memo willi
guy guido
harold harry hal
helene elena helen ellen lena nell helena leni helga lene
henri henry harry hank enrique heinrich heinz enrico hal henrik heiner riton
herve herv
hubert bert hub
hugo hugh hugues ugo
ignace ignacio nacho ignatius ignazio
ines agnes inez
isabelle isa isabel isabella isabeau belle bella zabou izzy
jacqueline jackie jacky jacquie
jacques jacky giacomo
jane jeanne joan giovanna janie johanna
janine jeanine nine
jean john johnny jack juan giovanni johann johannes hans sean hannes ioan joao gianni janek johan
jean-baptiste jb jibe
jean-christophe jc
jean-claude jc jeanclaude
jean-francois jf jeff
jean-jacques jj
jean-louis jl jeanlou
jean-luc jl
jean-marc jm
jean-marie jm
jean-michel jm jeanmi
jean-paul jp
jean-philippe jp
jean-pierre jp jeanpi
jean-sebastien js
jean-yves jy
jeanne jane joan johanna joanna giovanna juana jeannette jeannine hanna
jennifer jen jenny jenn jenna
jerome jerry gerome jeronimo hieronymus
jeremy jerem jeremie jeremiah jem
joachim achim jochen joaquin jo gioacchino
joelle jo
jonathan jon jonny john nathan johnny jona
joseph joe jo joey jose giuseppe josef pepe sepp yusuf youssef beppe pep josep peppe jupp jozef
josephine jo josie josy josefina fifi giuseppina pepa
josiane josy
judith judy jude judi
julie jul juju giulia julia
julien jul juju julian giuliano
juliette juju juliet julieta giulietta
katarzyna kasia kaska
kenneth ken kenny
kevin kev
laetitia leti laeti titia letizia leticia
laurence lau laura lolo lorenza
laurent lawrence larry lorenzo lolo lorenz loren lars laurens
lawrence larry
leonard leo len lenny leonardo leonhard
leopold leo poldi leopoldo
louis lou lewis luis luigi ludwig lui
louise lou luisa louisa lulu loulou luise
lucas luke luca lukas lucaz
lucie lucy lucia lulu luz
lucien luciano lulu lucian
ludovic ludo lodovico
madeleine mado madeline maddy magda magdalena maggie lena maddalena madelaine
marc marco mark marcus marcos markus marek marko
marcel marcello marcelo
margaret maggie peggy meg marge margie greta rita madge daisy molly
marguerite margot maggie rita margarita greta margherita margarete gretel grete gretchen margarethe daisy
marianne marian mari
marie maria mary mimi polly molly mitzi ria moira may marija
marie-christine mc
marie-claire mc
marie-france mf
marie-helene mh
marie-laure ml malau
marie-pierre mp
martin marty martino marti tino mart
martine tine martina
mathieu mat math matt matthieu matthew matteo mateo teo mattia matheus
mathilde math mathy matilda matilde tilly maud thilde
maurice mauricio maurizio moritz mo
maxime max maxim massimo maximo
maximilien max maximilian massimiliano maxi
melanie mel mela mellie
michael mike mick mickael mika mich michal mikhail misha mitch micky mikael mihail mickey
michel mich mimi michou miguel
michele michelle mich mimi shelly micheline micaela
mohamed mohammed muhammad mohammad momo med moh mo mamadou mehmet mohand mahomet
monique mo mona nini monica monika moni
nadine nad nadia
nathalie nat nath natalie natalia talia natasha nati
nathan nat nate nathaniel nathanael
nicolas nico nick nicholas nicky niko nikolaus klaus claus niklas nicola nikolai nicolau miklos colas nikolas
nicole nico niki nicky nicoletta nicola
norbert nono norberto bert
odile odi
olivier oli oliver ollie oliviero olivio
pascal pasc pasquale pasqual
pascale pasc
patrice pat patrick pat paddy
patricia pat patty trish tricia patrizia trixie pati
patrick pat paddy patricio patrizio padraig rick
paul paulo pablo paolo paulus pavel pol pawel pau
pauline paule paola paula paulette
peter pete pierre pedro pietro piotr piet petra pere petros petr
philippe phil philip phillip felipe filippo filip fifi pip
philippine phil pippa
pierre pete peter pedro pietro pierrot piotr
pierre-yves py
pierre-antoine pa
priscilla cilla
quentin quent
rachel ray rachele raquel rae
raphael raph rafael rafa raffaele rafa rafal
raymond ray ramon raimondo raimund
rebecca becky becca bec reba
regine gina regina
renaud rey ray reinhold rinaldo reynaldo
rene renato
richard rich rick dick ricky ricardo riccardo richie dickie ritchie
robert bob rob bobby robbie bert roberto rupert robby robi roby
rodolphe rudy rudolf rodolfo rolf rudi
roger rog rodger ruggero rogelio rudiger
roland rolland orlando rolando rollo
romain rom romano roman
ronald ron ronnie ronny ronaldo
rosalie rosa rose
samuel sam sammy samy samuele
samantha sam sammy
sandrine sandra sandy
sandra sandy
sarah sara sally sadie
sebastien seb sebastian bastien sebastiano basti bastian
serge sergio sergei sergej
simon sim simao szymon
sophie sofia sophia soso sofie
stephane steph stef stephan stefan stefano stephen esteban
stephanie steph stef stefanie steffi stefania stephie fanny steffie
steven steve stephen stevie stefan
susan sue suzie susie suzanne suzy susanne susanna sanne zuzanna susana
sylvain sylvie silvano
sylvie silvia sylvia silvie
teresa therese tess terry theresa tessa resi tere maite
theodore theo ted teddy teodoro theodor fedor
thibault thibaut thib tibo thibaud
thierry titi thiery dietrich
thomas tom tommy tomas tommaso thom tomek
timothee tim timothy timmy timoteo
tobias toby tobi
valentin val valentino
valerie val valeria vale
veronique vero veronica veronika nic ronnie
victor vic viktor vito vittorio
victoria vicky vic viki vittoria viktoria tori victoire
vincent vince vinny vincenzo vinz vicente vinnie
virginie ginny virginia gigi
walter walt wally walther gualtiero
wolfgang wolf
xavier xav javier saverio xabi
yannick yann yan
yves yvon ivo
yvette eve
zacharie zach zachary zak zack
edward eddie ed ted ned
abigail abby gail abbie
amanda mandy
andrea andie andy drea
arthur art artie arturo arturo
augustin gus august augusto gustav agustin tino
bradley brad
cameron cam
cassandra cassie sandra
cynthia cindy
daniela dani
donald don donnie donny
douglas doug
dwight ike
eugenie genie
eliott elliot eliot
evelyne eve evelyn lyn
gwendoline gwen
jacqueline jackie
james jim jimmy jamie jem
jessica jess jessie
joanna jo joan
joshua josh
judith judy
kimberly kim kimberley
leslie les
matthew matt matty
megan meg
mitchell mitch
nathaniel nate nat
pamela pam
penelope penny
phyllis phil
rosemary rosie rose
russell russ rusty
stanley stan stanislas
stuart stu stewart
terence terry terrence
vanessa nessa
wendy wendi
william will bill billy willy liam
dolores lola lolita
concepcion concha conchita
guadalupe lupe
ignacio nacho
jesus chucho chuy
rosario charo
mercedes merche
pilar pili
carmen carmencita mamen
enriqueta queta
luis lucho
gonzalo gonza
salvador chava
rodrigo rodri
santiago santi
montserrat montse
ursula uschi ulla
ulrich uli ulli
ulrike uli ulli rike
wilhelmine minna mina
siegfried sigi siggi
manfred manni fred
gunther gunter guenther
hildegard hilde
annegret gretel
heinrich heiner heinz
jurgen juergen jorg
hans-peter hp
karl-heinz kalle heinz
klaus-dieter kd
abdelkader kader abdel
abdellah abdel abdallah abdullah
abderrahmane abdou rahman
abdelaziz aziz
abdelhamid hamid
abdelkrim krim karim
abdelmalek malek malik
mustapha moustapha mustafa mus
ahmed ahmad hmed
khadija khadidja
fatima fatma fatimah fati fatoumata fatiha
mariam maryam meriem myriam miriam
youssef yousef yusuf yossef youcef
ali aly
aicha aisha ayesha aycha
hussein hossein husayn houcine hocine
hassan hasan
omar omer oumar
said saeed sayed
ibrahim brahim ebrahim
khalid khaled
mehdi mahdi
yassine yacine yasin yassin
younes younis yunus
nour noor nur
layla leila laila leyla
zeinab zaynab zineb zainab
soufiane sofiane sufyan
amina aminah
hamza hamzah
vladimir vova volodia vlad
dmitri dima dimitri dmitry
ekaterina katya katia
anastasia nastya stacy
tatiana tania tanya
aleksei alexei aliocha lyosha
ivan vania vanya
mikhail misha
nikolai kolia kolya
sergei serioja
yevgeny eugene zhenya
malgorzata gosia
agnieszka aga
jolanta jola
magdalena magda
aleksandra ola
tomasz tomek
krzysztof krzys
stanislaw staszek
raj rajesh rajiv
srinivas srini
venkatesh venkat venky
krishnamurthy krishna
subramaniam subbu mani
lakshmi laxmi
sanjay sanju
deepak deepu
matthias mathias matthis mats matti
jacob jakob jake kuba
jaime jim jaume
francis frank fran
franck frank
luc luke
john jon johnny jack ian
johannes jan hans hannes johann
ivan vanya vania
"""


# Family names that several romanisations or spellings share (Chinese, Cantonese, Korean, Arabic, Slavic).
_SURNAMES = """
wang wong ong
huang wong ng
zhang cheung chang teo
liu lau liew
li lee lie
chen chan tan chin
zhao chiu chao
wu ng goh
zhou chow chou chew
xu hsu tsui chui
sun suen
zhu chu choo
he ho
guo kwok kuo quek
lin lam lim
gao ko kao
liang leung liong
zheng cheng tay
xie tse hsieh chia
yang yeung yong
deng tang teng
feng fung
cai choi tsai chua
yu yue
pan poon phua
ye yip yeh
jiang chiang kong
tan tam
luo law lo
hu woo
peng pang
zeng tsang
xiao siu hsiao
tian tin
dong tung
yuan yuen
song sung
tang tong
kim gim
lee yi rhee i ri
park pak bak
choi choe
jung jeong chung
kang gang
cho jo
yoon yun
lim im rim
shin sin
kwon gwon
ryu yoo yu you
noh roh no
ko go
koo gu ku
oh o
baek paik back
heo hur huh
kwak gwak
ahn an
jang chang
seo suh
sato satou satoh
ito itou itoh
saito saitou saitoh
kato katou katoh
kondo kondou
endo endou
goto gotou
ono oono
ota oota ohta
mohamed mohammed muhammad mohammad
"""


@lru_cache(maxsize=1)
def _families() -> dict[str, frozenset[int]]:
    return _index(_FAMILIES)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, frozenset[int]]:
    return _index(_SURNAMES)


def _index(table: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(table.strip().splitlines()):
        for form in line.split():
            found.setdefault(form.replace("-", ""), set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def families(given: str) -> frozenset[int]:
    """Return the numbers of the families a given name (Latin, lower case, one word) belongs to."""
    return _families().get(given, frozenset())


def spellings(surname: str) -> frozenset[int]:
    """Return the numbers of the groups of spellings a family name (Latin, lower case) belongs to."""
    return _spellings().get(surname, frozenset())


# Endings by which a man's name and a woman's differ.
_ENDINGS = frozenset((
    ("", "e"), ("", "a"), ("", "ne"), ("", "le"), ("", "te"), ("", "ine"), ("", "ina"), ("", "ette"), ("", "ie"),
    ("", "ia"), ("", "anne"), ("", "ela"), ("", "ella"), ("o", "a"), ("e", "a"), ("c", "que"), ("ane", "anie"),
    ("an", "anie"), ("en", "ene"), ("ent", "ence"), ("ent", "ente"), ("ien", "ie"), ("ien", "ienne"), ("us", "a"),
    ("y", "ia"), ("ain", "ie"), ("ain", "aine"), ("ce", "cia"), ("ius", "ia"), ("is", "ia"), ("e", "ette"),
    ("e", "ine"), ("os", "a"), ("el", "elle"), ("eo", "ea"), ("io", "ia"), ("d", "da"), ("r", "ra"), ("f", "phine"),
))  # fmt: skip
_LONGEST = max(len(ending) for pair in _ENDINGS for ending in pair)


@lru_cache(maxsize=65536)
def counterparts(a: str, b: str) -> bool:
    """Tell whether one given name looks like the other's counterpart for the other sex.

    >>> counterparts("michel", "michelle"), counterparts("julien", "julie"), counterparts("stephane", "stephanie")
    (True, True, True)
    >>> counterparts("jerome", "jerom"), counterparts("marc", "mark")
    (True, False)
    """
    if a == b:
        return False
    # What the two begin with alike may be part of an ending (`e`, `ette`), so all shorter beginnings are tried.
    return any(
        a[:cut] == b[:cut] and ((a[cut:], b[cut:]) in _ENDINGS or (b[cut:], a[cut:]) in _ENDINGS)
        for cut in range(max(0, max(len(a), len(b)) - _LONGEST), min(len(a), len(b)) + 1)
    )

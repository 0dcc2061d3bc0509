"""Closed lists of what stands around names: civilities, degrees, generations, particles, pronouns.

Words are compared without case, dots and marks (`letters`); French, English, German, Spanish, Italian,
Dutch and Portuguese usage.
"""

from __future__ import annotations


def letters(word: str) -> str:
    """Return a word in lower case without anything but letters and digits.

    >>> letters("Ph.D.®"), letters("Dipl.-Ing.")
    ('phd', 'dipling')
    """
    if word.isalpha():
        return word.lower()
    return "".join(c for c in word if c.isalnum()).lower()


# Before a name. A dot may follow each.
TITLES = frozenset(
    "mr mrs ms miss mx sir dr doctor prof professor rev hon "
    "m mme mlle mm monsieur madame mademoiselle maître maitre docteur docteure professeur professeure pr "
    "herr frau hr fr doktor professorin drs "
    "señor señora señorita sr sra srta dra doña "
    "sig sigra signor signora dott dottssa prof profssa avv "
    "dhr mevr mevrouw meneer "
    "senhor senhora profa".split()
)
# `Me Dupont` is a French lawyer; in other spellings the word is a name.
TITLES_AS_WRITTEN = frozenset(("Me", "Me."))
# Short words that are also initials or names: titles only with a dot or in this very spelling.
TITLES_WITH_CARE = frozenset("m fr hr sig hon rev".split())

# Behind a name.
GENERATIONS = frozenset("jr sr jnr snr ii iii iv 2nd 3rd fils père pere".split())
GENERATIONS_LOWER_ONLY = frozenset("fils père pere".split())

# Degrees and certificates that are written behind a name, with or without a comma.
CREDENTIALS = frozenset(
    # degrees
    "phd mba emba dba msc bsc mphil dphil meng beng btech mtech mres mpa mpp mph mha med edd edm eds mfa bfa "
    "llm llb lld jd md dds dmd dvm pharmd psyd dnp dpt bcom mcom bba bbus mim mist mit msw bsw mdiv dmin drph "
    "scd sm ab hons licence maitrise master bachelor dess dea dut bts hdr dscg dcg dec deug "
    "dipling dipl diplkfm diplkff diplinf diplbw diplvw diplbetrw diplökonom diplpsych diplphys diplchem "
    "dring drrernat drmed driur drphil drrerpol drhc mag magister bakk lic lcdo lcda "
    "mudr mddr mvdr judr rndr phdr paeddr mgr bc csc drsc "
    # project, process, quality
    "pmp pmi pmiacp acp capm pgmp pfmp prince2 csm acsm cspo acspo csp psm psmi psm1 psm2 pspo pspo1 safe spc "
    "rte itil itilv3 itil4 cobit togaf cbap ccba cpre lssbb lssgb csbb cssbb cssgb lss mbb sixsigma "
    # security, privacy, computing
    "cissp cism cisa crisc cgeit cdpse ceh oscp ccsp ccsk gcih gsec cipp cippe cippus cippc cipm cipt fip "
    "ccna ccnp ccie mcp mcse mcsa mct mvp rhce rhcsa ocp cka ckad cpacc "
    # money
    "cpa cga ca acca fcca aca fca fcpa cma acma fcma cima cgma cfa frm caia cfp cia cfe cqf fsa asa fia acii "
    "cpcu clu chfc cebs crpc aif ctp cams cfsa ea efa mstat "
    # people, coaching, purchasing
    "shrm shrmcp shrmscp phr sphr gphr aphr phri cipd mcipd fcipd acipd cpc cpcc acc pcc mcc cptd cplp "
    "cips mcips fcips cpsm cscp cpim cltd cipsm "
    # engineering, building, law, health
    "pe peng ceng ieng pmod miet fiet mice fice mimeche frsa frics mrics aia faia riba raia leed leedap breeam "
    "ccim sior mai cre gri esq kc qc obe mbe cbe rn bsn msn np aprn crna cnm lcsw lmft lpc rd rdn pt ot slp "
    "facs frcp mrcp faan fache pa od dc ing eur".split()
)
# These are also names or initials: without a comma they count only beside a name that is not all in capitals.
CREDENTIALS_WITH_CARE = frozenset(
    "ma ba ms bs md do rn pe jd ca pt ot np rd ea ab sm kc qc bc med edd mit mist dea csc acc safe mai cre "
    "csp rte fia cia asa acp dec bts dut mag mim mha mpa ace aia eur pa od dc".split()
)
# Surnames and plain words, unless a dot follows: `Ing.`, `Lic.`.
CREDENTIALS_WITH_DOT = frozenset(
    "ing mag mgr lic lcdo lcda bakk dipl esq hons licence maitrise master bachelor".split()
)
# Before a name these are degrees, not civilities.
LEADING = frozenset(
    "ing dipling dipl diplkfm diplinf mag mgr bc mudr mddr mvdr judr rndr phdr paeddr lic lcdo lcda phd".split()
)

# What a German doctor's title goes on with.
FACULTIES = frozenset("med. rer. nat. phil. jur. iur. oec. pol. vet. dent. h.c. habil. techn. sc.".split())

# The first of two surnames, besides those in `-ez`: `Gabriel García Márquez`.
TWO_SURNAMES = frozenset(
    "garcía garcia martín ruiz díaz diaz muñoz romero alonso navarro torres ramos serrano molina morales ortega "
    "delgado castro ortiz rubio marín sanz iglesias medina castillo santos silva oliveira souza sousa pereira "
    "costa ferreira rojas vargas reyes flores herrera mendoza ríos".split()
)

# Small words inside a surname. In a name written in capitals these become lower case; `La`, `Le` stay.
PARTICLES = frozenset(
    "de du des d da do dos das di del della dello dei degli delle van von vom der den ter ten te tot zu zum zur "
    "af av bin ibn bint al el y e i und 't op het".split()
)
# Words that start a surname when a particle stands before them or when they stand alone.
SURNAME_STARTS = frozenset(
    "de du des da dos das di del della dello degli dei delle van von vom ter ten zu zum zur af av bin ibn bint "
    "al el le la st saint ben".split()
)
ARTICLES = frozenset("la las los le les".split())
# In capitals these keep one: Italian `Di Marco`, Arabic `El Amrani`.
CAPITAL_PARTICLES = frozenset("di el al ben dello delle".split())

PRONOUNS = frozenset(
    "she her hers he him his they them theirs their ze zir hir zem xe xem ey em it its any all ask pronouns "
    "elle elles il ils lui iel ielle ul ol ael eux ella ellas él ellos elle/she "
    "hon henne honom "
    "sie ihr ihre er ihm ihn sein ela dela ele dele lei lui zij haar hij hem hun hen".split()
)
# One of these must be there: `all`, `it` or `ask` alone say nothing.
PRONOUNS_SURE = PRONOUNS - frozenset("any all ask it its em ol ul ey".split())

MAIDEN = frozenset("née nee né born geb geborene ép ep épouse ex veuve nacida nata".split())

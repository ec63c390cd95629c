"""English words of reporting: verbs with their class and what they govern, and the small words that bound a subject."""

from dataclasses import dataclass
from enum import StrEnum

from .types import VerbClass
from .wordlist import word_set


class Frame(StrEnum):
    """What a reporting verb needs beside it to be read as one."""

    SAY = "say"  # reports whatever stands beside it
    TELL = "tell"  # takes an addressee first
    OBJECT = "object"  # reports a clause, or a thing ("announced his candidacy")
    CLAUSE = "clause"  # reports only a quotation, a that-clause or a clause with a subject of its own
    SHOW = "show"  # as CLAUSE, and a document is the teller
    QUOTE = "quote"  # reports only a quotation: "she continued"
    CITE = "cite"  # names what it leans on
    ATTITUDE = "attitude"  # held, not said: read only inside something said


class Form(StrEnum):
    """The form of a verb, as far as spelling tells."""

    FINITE = "finite"
    PRESENT = "present"
    BASE = "base"
    ING = "ing"


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb in one of its forms."""

    lemma: str
    form: Form
    frame: Frame
    verb_class: VerbClass


_IRREGULAR = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "think": ("thought", "thought"),
    "know": ("knew", "known"),
    "feel": ("felt", "felt"),
    "hold": ("held", "held"),
    "swear": ("swore", "sworn"),
    "foresee": ("foresaw", "foreseen"),
    "understand": ("understood", "understood"),
    "hear": ("heard", "heard"),
    "see": ("saw", "seen"),
    "mean": ("meant", "meant"),
    "quip": ("quipped", "quipped"),
    "admit": ("admitted", "admitted"),
    "rebut": ("rebutted", "rebutted"),
    "submit": ("submitted", "submitted"),
    "plead": ("pleaded", "pleaded"),
    "brag": ("bragged", "bragged"),
}

_LEMMAS: dict[tuple[Frame, VerbClass], str] = {
    (
        Frame.SAY,
        VerbClass.NEUTRAL,
    ): """say add write state remark reply respond tweet comment quip recall retort joke testify
        proclaim recount opine chime muse""",
    (Frame.TELL, VerbClass.NEUTRAL): "tell inform remind assure advise",
    (Frame.OBJECT, VerbClass.NEUTRAL): "announce declare report explain describe",
    (
        Frame.CLAUSE,
        VerbClass.NEUTRAL,
    ): """argue contend maintain conclude caution warn stress emphasize emphasise reiterate
        post observe""",
    (Frame.QUOTE, VerbClass.NEUTRAL): "continue counter interject snap exclaim fume",
    (Frame.CLAUSE, VerbClass.SPECULATIVE): "suggest estimate predict speculate foresee",
    (Frame.OBJECT, VerbClass.DOUBT): "claim allege",
    (Frame.CLAUSE, VerbClass.DOUBT): "assert insist purport",
    (Frame.OBJECT, VerbClass.FACTIVE): "acknowledge concede disclose confirm reveal admit",
    (Frame.CLAUSE, VerbClass.FACTIVE): "note",
    (Frame.OBJECT, VerbClass.DENIAL): "deny",
    (Frame.SHOW, VerbClass.FACTIVE): "show find indicate",
    (Frame.CITE, VerbClass.NEUTRAL): "cite quote",
    (
        Frame.ATTITUDE,
        VerbClass.NEUTRAL,
    ): """complain boast brag lament confess repeat shout yell whisper hint imply swear vow promise threaten
        rule persuade convince signal""",
    (
        Frame.ATTITUDE,
        VerbClass.SPECULATIVE,
    ): """believe think feel expect hope fear suspect doubt guess suppose imagine hypothesize
        remember decide wonder""",
    (
        Frame.ATTITUDE,
        VerbClass.FACTIVE,
    ): "know realize understand discover learn prove demonstrate agree notice see hear",
}


_Y_TO_I = word_set("deny reply testify imply")


def _forms(lemma: str) -> dict[str, Form]:
    stem = lemma.removesuffix("e")
    past, participle = _IRREGULAR.get(lemma, (_regular_past(lemma), _regular_past(lemma)))
    third = lemma[:-1] + "ies" if lemma in _Y_TO_I else lemma + "s"
    if lemma.endswith(("s", "sh", "ch")):
        third = lemma + "es"
    ing = {
        "admit": "admitting",
        "quip": "quipping",
        "rebut": "rebutting",
        "foresee": "foreseeing",
        "brag": "bragging",
    }.get(lemma, stem + "ing")
    return {lemma: Form.BASE, third: Form.PRESENT, past: Form.FINITE, participle: Form.FINITE, ing: Form.ING}


def _regular_past(lemma: str) -> str:
    if lemma in _Y_TO_I:
        return lemma[:-1] + "ied"
    return lemma + "d" if lemma.endswith("e") else lemma + "ed"


def _all_cues() -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    for (frame, verb_class), lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            for word, form in _forms(lemma).items():
                cues[word] = Cue(lemma, form, frame, verb_class)
    return cues


# Only the forms that are no nouns as well.
_SENT = {
    word: Cue("text", form, Frame.TELL, VerbClass.NEUTRAL)
    for word, form in {
        "texted": Form.FINITE,
        "texting": Form.ING,
        "emailed": Form.FINITE,
        "messaged": Form.FINITE,
        "radioed": Form.FINITE,
    }.items()
}
CUES: dict[str, Cue] = _all_cues() | _SENT
SPEECH_FORMS = word_set(
    """said says asked asks added adds replied replies told tells wrote writes responded continued tweeted
    exclaimed joked concluded explained recalled remarked noted declared argued quipped"""
)
# Forms that are nouns as readily as verbs.
NOUN_FORMS = word_set(
    """claims claim reports report notes note shows show estimates estimate states state remarks remark comments
    comment posts post quotes quote reply replies tweet tweets hopes hope fears fear doubt doubts find finds
    stress advise finding findings writing posting saying showing reporting meaning feeling thinking
    understanding rule rules promise promises vow vows hint hints signal signals boast counter"""
)

TITLES = word_set(
    """mr mrs ms dr sen rep gov gen col lt sgt capt maj cmdr prof rev hon st pres sens reps messrs mme mlle fr
    sr dept adm supt det insp atty amb vs"""
)
ABBREVIATIONS = word_set(
    """jan feb mar apr jun jul aug sept sep oct nov dec inc corp co ltd jr no etc ave blvd fig al cf ca approx
    est bros univ assn calif fla ga ill ind ky la md mich minn miss mo neb nev okla ore pa tenn tex va wash
    wis ariz ark colo conn del kan mass mont e.g i.e eq sec vol pp nr bzw z.b usw m g т г гг им ул p.m a.m"""
)
# Words that, capitalised after a full stop, begin a sentence rather than carry on a name.
OPENERS = word_set(
    """the a an this that these those he she it they we you i his her its their our my in on at by for from with
    to of as if but and or so yet when while after before since because although though however what who
    where why how there here then now not no some many most all both each every one two three another other
    such more less few several even just only also still despite during under over about between among within
    without through until unless according meanwhile moreover instead indeed is are was were do does did have
    has had can could will would should may might must el la los las un una lo en de del y pero si le les il
    ils elle elles ce cette ces mais et dans pour par sur der die das ein eine er sie es und aber in im am на
    в и но по он она они это этот как что"""
)

PRONOUNS = word_set("he she they it i we you who nobody everyone everybody someone somebody others many some")
PERSONAL = word_set("he she they it i we you")
DETERMINERS = word_set(
    """the a an this that these those his her its their our my your some any no each every another both several
    many few most all one two three four five six seven eight nine ten"""
)
AUXILIARIES = word_set(
    """has have had is are was were be been being do does did will would can could may might must should shall
    's 've 'd to not n't didn't doesn't don't hasn't haven't hadn't wasn't isn't won't wouldn't cannot can't
    couldn't"""
)
ADVERBS = word_set(
    """also later then again now once first previously further never already still even often sometimes always
    soon just ever earlier recently repeatedly has too instead nevertheless nonetheless however therefore
    thus perhaps meanwhile yet only quickly only long simply almost nearly since twice today yesterday
    tonight tomorrow"""
)
NOT_ADVERBS = word_set(
    """family only july italy ally reply supply assembly early daily weekly monthly bully rally emily kelly
    holly billy sally molly"""
)
PREPOSITIONS = word_set(
    """of in on at by for from with to about into over under between among against during without within through
    via near per like as since until before after amid despite regarding concerning including"""
)
CONJUNCTIONS = word_set("and or but nor yet so")
SUBORDINATORS = word_set(
    """that as when while after before because since if although though where whereas whether than what how why
    until unless whose which even once"""
)
TIMES = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december today yesterday tonight morning afternoon evening night week
    month year weekend earlier later recently last this next ago late early then again"""
)
# Verbs that end a walk to the left for a subject: no noun phrase runs across them.
COMMON_VERBS = word_set(
    """is are was were has had have will would can could may might must should do does did made make makes took
    take takes went go goes came come comes got get gets won lost ran run runs began begin begins gave give
    gives called call calls became become becomes kept left met paid put puts set sent stood spoke saw seen
    seems seem seemed wants want wanted needs need needed tried try tries let lets held faces facing looks
    looked turned drew led brought caught chose fell felt grew knew known rose sold sought spent thought
    threw voted visited attended appeared happened remained refused agreed decided continued started stopped
    isn't aren't wasn't weren't hasn't hadn't won't wouldn't can't couldn't didn't doesn't don't he's she's
    it's they're i'm we're you're i've we've they've that's there's"""
)
DOCUMENT_NOUNS = word_set(
    """report reports poll polls survey surveys study studies analysis analyses review data records record
    documents document figures numbers research statistics emails email filing filings letter memo statement
    video footage photos images audit investigation transcript transcripts book results test tests evidence
    papers paper tweet tweets article articles story findings estimate estimates census index dossier
    communique bulletin release website site account accounts logs history lawsuit complaint affidavit
    testimony experiment experiments model models reporting averages average experience polling surveillance
    returns tape tapes recording recordings"""
)

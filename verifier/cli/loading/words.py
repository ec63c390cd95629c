"""The words from which articles are invented, in English and in Arabic. Places, bodies and people do not exist."""

# ruff: noqa: E501
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one language needs. Patterns are filled with the names in braces; ``said`` follows a claim."""

    code: str
    patterns: tuple[tuple[str, str], ...]
    things: tuple[str, ...]
    deeds: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    bodies: tuple[str, ...]
    works: tuple[str, ...]
    said: tuple[tuple[str, str], ...]
    asides: tuple[str, ...]
    titles: tuple[str, ...]
    disclaimer: str


ENGLISH = Tongue(
    code="en",
    patterns=(
        ("figure", "More than {number} {things} {deeds} in {place} {time}"),
        ("figure", "The {body} counted {number} {things} that {deeds} near {place} {time}"),
        ("event", "The {body} {works} in {place} {time} at a cost of {number} crowns"),
        ("event", "{number} {things} {deeds} after the {body} {works} {time}"),
        ("position", "The {body} has no plan to move the {number} {things} out of {place}"),
        ("background", "{place} has been without a {body} since {number} {things} {deeds}"),
        ("quote", "“We saw {number} {things} in {place} {time}”"),
    ),
    things=(
        "families", "recruits", "lorries", "fishing boats", "teachers", "patients", "ballots", "tonnes of grain",
        "wells", "students", "houses", "sheep", "radios", "border guards", "nurses", "pumps", "parcels", "masts",
        "volunteers", "court files", "trees", "engineers", "pensioners", "passports",
    ),
    deeds=(
        "left before dawn", "were turned away", "went missing", "were registered twice", "reached the harbour",
        "stayed without power", "were moved to the coast", "passed the checkpoint", "were sold abroad",
        "waited at the gate", "were found in a depot", "returned home", "were counted again", "changed hands",
        "were held for a week", "arrived too late",
    ),
    places=(
        "Port Calder", "North Ferrow", "the Lower Marsh", "Estry", "Upper Thessaby", "the Anvil district", "Corvane",
        "Old Harrowgate Quay", "Saltmere", "the Brin valley", "Quill Island", "East Dunmarch", "Pellow", "Varrick",
        "the Stone Quarter", "Linden Cross", "Maresk", "Torvey", "the Glass Bay", "Hollin", "Westering", "Aldermoor",
        "Kestrel Point", "the Ninth Ward",
    ),
    times=(
        "in the first week of March", "since the spring", "on Tuesday night", "over the past year", "before the vote",
        "during the strike", "in the dry season", "last winter", "within two days", "in August", "after the flood",
        "on the eve of the talks",
    ),
    bodies=(
        "harbour board", "water office", "regional council", "grain exchange", "coast guard", "school inspectorate",
        "election panel", "health service", "railway union", "customs house", "court of audit", "weather bureau",
    ),
    works=(
        "closed three bridges", "opened a new terminal", "bought the old mill", "ended the night ferry",
        "signed a lease", "stopped the tests", "shut two clinics", "rebuilt the sea wall", "lost its licence",
        "cut the budget",
    ),
    said=(
        ("said", ", {voice} said."), ("according to", ", according to {voice}."), ("told", ", {voice} told the paper."),
        ("reported", ", {voice} reported."), ("confirmed", ", {voice} confirmed."),
    ),
    asides=(
        "Nobody else could be reached.", "The road has been open since.", "The council meets again on Thursday.",
        "Prices rose in the same month.", "The figures cover the whole coast.", "An inquiry is under way.",
    ),
    titles=(
        "{place}: {number} {things} and no answer", "What happened in {place} {time}", "The {body} and its {number} {things}",
        "{number} {things} {deeds}",
    ),
    disclaimer="{outlet} has not verified the content of this story.",
)  # fmt: skip

ARABIC = Tongue(
    code="ar",
    patterns=(
        ("figure", "أكثر من {number} {things} {deeds} في {place} {time}"),
        ("figure", "أحصى {body} {number} {things} قرب {place} {time}"),
        ("event", "قام {body} في {place} {time} بما يلي: {works} بكلفة {number} دينار"),
        ("background", "لم تشهد {place} مثل هذا منذ أن {deeds} {number} {things}"),
    ),
    things=("عائلة", "مجنداً", "شاحنة", "قارب صيد", "معلماً", "مريضاً", "صندوق اقتراع", "طناً من القمح", "بئراً", "طالباً"),
    deeds=("غادرت قبل الفجر", "عادت إلى بيوتها", "بقيت بلا كهرباء", "وصلت إلى الميناء", "سُجلت مرتين", "انتظرت عند البوابة"),
    places=("مرفأ الكالدر", "حي السندان", "وادي برين", "تل الحور", "الجزيرة الشرقية", "باب الملح", "عين الرمل", "سهل تورفي"),
    times=("في الأسبوع الأول من آذار", "منذ الربيع", "ليلة الثلاثاء", "قبل التصويت", "خلال الإضراب", "في الشتاء الماضي"),
    bodies=("مجلس المرفأ", "مكتب المياه", "المجلس المحلي", "خفر السواحل", "ديوان المحاسبة", "دائرة الصحة"),
    works=("إغلاق ثلاثة جسور", "افتتاح محطة جديدة", "شراء المطحنة القديمة", "إيقاف العبّارة الليلية", "إغلاق عيادتين"),
    said=(("قال", "، قال {voice}."), ("بحسب", "، بحسب {voice}."), ("أكد", "، أكد {voice}.")),
    asides=("لم يتسنَّ الوصول إلى أحد آخر.", "الطريق مفتوح منذ ذلك الحين.", "يجتمع المجلس يوم الخميس.", "تحقيقٌ يجري الآن."),
    titles=("{place}: {number} {things} بلا جواب", "ماذا جرى في {place} {time}", "{number} {things} {deeds}"),
    disclaimer="لم تتحقق {outlet} من محتوى هذه المادة.",
)  # fmt: skip

FIRST_NAMES = ("Ada", "Bren", "Cira", "Doru", "Elin", "Farid", "Gisa", "Hana", "Ivo", "Jora", "Kemal", "Lena")
LAST_NAMES = ("Ashgrove", "Belmarch", "Corrin", "Dahl", "Estrand", "Farouk", "Galt", "Haddad", "Ingram", "Jessop")
OUTLETS = ("Monitor", "Reader", "Courier", "Gazette", "Ledger", "Observer", "Dispatch", "Tribune", "Signal", "Herald")
OFFICES = (
    "Police",
    "Ministry of Works",
    "Hospital",
    "Union of Pilots",
    "Archive",
    "Observatory",
    "University",
    "Guild",
)
UNNAMED = (
    "local sources",
    "a port official",
    "residents of {place}",
    "two people with knowledge of the matter",
    "an aide",
)

"""The wordings by which texts disown what they say: one rule a line, by language and kind."""

import re
from dataclasses import dataclass

from .types import DisclaimerKind as Kind
from .types import DisclaimerScope as Scope


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule: sentences that match ``pattern`` and not ``unless`` are disclaimers; group "who" names the one who could not."""

    name: str
    kind: Kind
    scope: Scope
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _wording(name: str, kind: Kind, pattern: str, unless: str = "", scope: Scope | None = None) -> Wording:
    by_claim = kind in (Kind.CLAIM_UNVERIFIED, Kind.VERIFIED_BY)
    return Wording(
        name,
        kind,
        scope or (Scope.CLAIM if by_claim else Scope.ARTICLE),
        re.compile(pattern, re.IGNORECASE),
        re.compile(unless, re.IGNORECASE) if unless else None,
    )


_VERIFIED = r"(?:verif(?:y|ied)|confirm(?:ed)?|corroborate[d]?|authenticate[d]?|substantiate[d]?)"
_SO = r"(?:(?:independ[ae]ntly|immediately|fully|officially|yet|always|also|still|separately|readily|itself|so far)\s+){0,4}"
_THIS = r"(?:this|the|our)\s+(?:news\s+|press\s+|guest\s+|opinion\s+)?(?:article|story|report|post|release|piece|content|material|page|text|publication|op-ed|column|essay|commentary)"
_VIEWS = r"(?:views?|opinions?|viewpoints?|statements?|information|thoughts)"
_READERS = r"\b(?:comments?|commenters?|submissions?|letters?|readers?|users?|links?|forum)\b"
_NOT_NEWS = r"\b(?:malware|e-?mail address|(?:e-?mail|user|bank|your|online) accounts?|account (?:holders?|names?|numbers?)|passwords?|identity of the caller|your|login|software|certificate|signature|if (?:verified|confirmed))\b"

A, B, C, D, E = (
    Kind.PUBLISHER_NO_VERIFICATION,
    Kind.CLAIM_UNVERIFIED,
    Kind.OPINION_RESPONSIBILITY,
    Kind.SYNDICATION,
    Kind.VERIFIED_BY,
)

ENGLISH = (
    _wording(
        "en-not-verified-content",
        A,
        rf"^\W*(?P<who>.{{2,60}}?)\s+(?:has|have|did|could|can|does|do)\s?(?:not|n't)\s+(?:been able to\s+)?{_SO}(?:verif|check|vet|fact-check|confirm|review)\w*\s+(?:the\s+|all\s+|any\s+)?(?:(?:accuracy|content|contents|information|facts?|claims?|details|truth|material)\b.{{0,40}})?\b(?:in|of|by)?\s*(?:this|these|of the|in the)\s+(?:news\s+|press\s+)?(?:article|story|report|post|release|piece|content|material|page|text|publication)s?\b(?!\s+(?:by|of|from|that|about))",
        rf"\b(?:said|told|says)\b|{_NOT_NEWS}",
    ),
    _wording(
        "en-as-is",
        A,
        r"\bprovide[sd]?\b.{0,60}\bas[- ]is\b|\bwithout (?:any )?warrant(?:y|ies)\b",
        r"\b(?:software|licen[cs]e agreement|vehicle|car|goods)\b",
    ),
    _wording(
        "en-no-liability",
        A,
        r"\b(?:do(?:es)? not|don't|doesn't|cannot|can't|will not)\s+(?:accept|assume|bear|take|vouch|guarantee|warrant|endorse)\b.{0,60}\b(?:accuracy|correctness|completeness|reliability|truthfulness|veracity)\b",
        rf"\b(?:said|told)\b|{_READERS}",
    ),
    _wording(
        "en-not-responsible",
        A,
        r"\b(?:is|are) not (?:responsible|liable) for (?:the )?(?:accuracy|content|contents|correctness|claims|information)\b",
        rf"\b(?:said|told)\b|{_READERS}|\bexternal\b",
    ),
    _wording(
        "en-no-other-source",
        A,
        r"\b(?:there (?:is|was|has been)) no (?:independent )?confirmation\b.{0,30}\bfrom any (?:other )?(?:independent )?source",
    ),
    _wording(
        "en-not-edited-feed",
        D,
        r"\bnot been (?:created|edited|modified|reviewed)\b.{0,40}\b(?:staff|editors?|team)\b|\bauto-?generated\b.{0,40}\b(?:feed|news)|\bpublished (?:directly )?from (?:a|an)\s+(?:\w+\s+)?(?:syndicated|agency|wire)\s+(?:news\s+)?feed|\bsyndicated (?:news )?feed\b",
    ),
    _wording(
        "en-originally-appeared",
        D,
        rf"^\W*(?:{_THIS}|it|a version of this (?:article|story|piece|post))\s+(?:was |has been |had )?(?:originally |first |previously |also )?(?:appeared|ran|published|posted|produced|republished|reprinted|syndicated|distributed|adapted|translated|reported)\b.{{0,20}}\b(?:on|in|at|by|from|with|under|for)\b",
        r"\b(?:copyright|property)\b|\b(?:19|20)\d\d\s+and\b",
    ),
    _wording(
        "en-republished",
        D,
        r"^\W*(?:re-?published|reprinted|reproduced|reposted|cross-?posted) (?:here )?(?:with (?:the )?(?:kind )?permission|from|courtesy|under)\b|\b(?:is|was|has been) (?:republished|reprinted|syndicated|reproduced) (?:here )?(?:with permission|from|under|by)\b",
        r"\b(?:copyright property)\b",
    ),
    _wording(
        "en-sponsored",
        D,
        r"^\W*(?:sponsored|paid|partner|branded|promoted) (?:contents?|post|article|story|feature)s?\b.{0,60}\b(?:planned|produced|created|edited|provided|written|paid|by)\b",
    ),
    _wording(
        "en-press-release",
        D,
        r"\b(?:press release|content) (?:was |is )?(?:distributed|provided|supplied|issued) (?:by|through|via)\b",
    ),
    _wording(
        "en-views-of-author",
        C,
        rf"\b{_VIEWS}\b.{{0,80}}\b(?:are|is|remain)\s+(?:solely |entirely |exclusively |only |strictly )?(?:those of|(?:that|the responsibility) of|(?:the |his |her |their )?(?:author|writer|contributor|columnist)s?['’]?s? own)\b.{{0,60}}",
        rf"{_READERS}|\b(?:said|told)\b",
    ),
    _wording(
        "en-not-reflect",
        C,
        r"\b(?:do(?:es)? not|don't|doesn't|may not|need not|might not)\s+(?:necessarily\s+)?(?:reflect|represent|coincide|express|constitute)\b.{0,60}\b(?:views?|opinions?|polic\w+|positions?|stance|those|editorial|official)\b",
        rf"{_READERS}|\b(?:said|told|poll|survey|sample|results)\b",
    ),
    _wording(
        "en-responsibility-author",
        C,
        r"\bresponsib(?:ility|le)\b.{0,90}\b(?:lies|rests|remains|is that of|belongs)\b.{0,30}\bauthors?\b|\b(?:is|are) (?:solely|entirely|the sole) (?:the )?responsib\w+ (?:of|for)\b.{0,30}\bauthors?\b|\bsolely the responsibility of the authors?\b",
        rf"{_READERS}|\b(?:attack|bombing|crash|collapse|accident)\b",
    ),
)

# The wire's formula; whose inability it is decides, so these are judged further in disclaimers.py.
UNABLE = re.compile(
    rf"(?P<who>[^,;:.!?]{{1,90}}?)\s+(?:could\s?(?:not|n't)|couldnt|can\s?not|can't|cannot|(?:has|have|had|was|were|is|are)\s?(?:not|n't)\s+(?:yet\s+)?(?:been\s+)?able\s+to|(?:has|have|had) (?:yet to|been unable to)|(?:was|were|is|are) unable to|(?:has|have|had|did)\s?(?:not|n't)(?=\s+(?:yet\s+)?independ[ae]ntly))\s+{_SO}{_VERIFIED}\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    rf"\b(?:(?:could|can)\s?(?:not|n't)|couldnt|cannot|can\s?not)\s+{_SO}be\s+{_SO}{_VERIFIED}\b|\b(?:has|have|had|was|were|is|are)\s?(?:not|n't)\s+(?:yet\s+)?(?:been\s+)?{_SO}(?:verified|confirmed|corroborated|authenticated)\b|\b(?:has|have) yet to be {_SO}(?:verified|confirmed|corroborated)\b|\bremains? (?:unverified|unconfirmed|uncorroborated)\b|\b(?:is|are|was|were) (?:difficult|hard|impossible) to {_SO}(?:verify|confirm|corroborate)\b",
    re.IGNORECASE,
)
IMPOSSIBLE = re.compile(
    rf"\b(?:it\s+)?(?:was|is|has|were)\s?(?:not|n't)\s+(?:been\s+)?(?:immediately |yet |always )?(?:possible|clear how) to {_SO}(?:verify|confirm|corroborate|authenticate)\b|\bit (?:was|is) (?:impossible|difficult|hard) to {_SO}(?:verify|confirm)\b|\b(?:there (?:was|is|has been|were)|with) no (?:immediate |independent |official |outside ){{1,2}}(?:confirmation|verification|corroboration)\b|\bno (?:independent|official) (?:confirmation|verification) (?:of|was|has|is)\b|\bno (?:immediate )?(?:way|means) (?:of|to) {_SO}(?:verify|confirm)(?:ing)?\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(?:unverified|unconfirmed|uncorroborated)\s+(?:\w+\s+){0,2}(?:reports?|claims?|accounts?|videos?|footage|images?|photos?|pictures|information|rumou?rs?|posts?|figures?|allegations?|news|recordings?)\b",
    re.IGNORECASE,
)
POSITIVE = re.compile(
    r"\b(?i:videos?|video footage|footage|images?|photos?|pictures|photographs|recordings?|documents?|clips?|accounts?|reports?)\b[^.]{0,40}?\b(?:independently |geolocated and )?(?:verified|authenticated|geolocated|confirmed as genuine) by (?P<by>(?:the )?[A-Z][\w.&’' ,]{1,60})|\b(?P<able>(?:[Tt]he )?[\w.’'\- ]{2,40}?) (?:was|were|(?:has|have|had) been) able to (?:independently )?(?:verify|confirm|corroborate|authenticate)\b|\b(?P<did>(?:The )?[A-Z][\w.&’'\- ]{1,30}?) (?:has |have |had )?(?:independently )(?:verified|confirmed|corroborated)\b|(?P<third>\b[A-Z][\w’' ]{3,50}?) (?:has |have )?corroborated (?:that|the|this|his|her|their) (?:account|story|report|version|claim)s?\b"
)
NOT_NEWS = re.compile(_NOT_NEWS, re.IGNORECASE)
SAID = re.compile(
    r"\b(?:said|says|told|added|adding|saying|stated|admitted|acknowledged|conceded|according to)\b", re.IGNORECASE
)

OTHERS: dict[str, tuple[Wording, ...]] = {
    "de": (
        _wording(
            "de-keine-gewähr",
            A,
            r"\b(?:keine|ohne) (?:gewähr|haftung|garantie)\b.{0,60}\b(?:richtigkeit|vollständigkeit|inhalt|angaben|aktualität)\b|\bangaben ohne gewähr\b",
            r"\b(?:extern\w*|links?)\b",
        ),
        _wording(
            "de-anbieter",
            A,
            r"\b(?:angaben|informationen|inhalte)\b.{0,80}\b(?:anbieter\w*|verzeichniss\w*|dritten?)\b.{0,80}\bnicht (?:unabhängig |redaktionell )?(?:über|ge)prüft\b",
        ),
        _wording(
            "de-artikel-nicht-geprüft",
            A,
            r"\b(?:redaktion|verlag)\b.{0,40}\b(?:inhalt|artikel|beitrag|meldung)\w*\b.{0,40}\bnicht (?:über|ge)prüft\b",
        ),
        _wording(
            "de-nicht-überprüft",
            B,
            r"\bnicht (?:sofort |unmittelbar |zunächst )?(?:von )?(?:unabhängig\w*|offiziell)?\s*(?:seite |quelle\w* )?(?:überprüf|verifizier|bestätig|nachprüf)\w*\b.{0,30}|\b(?:unabhängig\w* (?:seite|stelle|quelle\w*))\b.{0,30}\b(?:kaum|schwer|nicht)\b.{0,20}\b(?:über|nach)?prüf|\bunabhängig (?:nicht|kaum) (?:zu )?(?:überprüf|verifizier|bestätig)\w*|\blie(?:ß|ss)en? sich\b.{0,60}\bnicht\b.{0,30}\b(?:überprüf|bestätig|verifizier)\w*|\blassen? sich\b.{0,60}\b(?:nicht|kaum)\b.{0,30}\b(?:überprüf|bestätig|verifizier)\w*",
            r"\b(?:sagte|erklärte|teilte)\b.{0,30}\b(?:er|sie|es) könne",
        ),
        _wording(
            "de-unbestätigt",
            B,
            r"\b(?:unbestätigt\w*|unbestätigten|nicht bestätigt\w*) (?:bericht|angabe|meldung|information)\w*",
        ),
        _wording(
            "de-meinung",
            C,
            r"\bmeinung (?:des|der) (?:autor|verfasser|gastautor)\w*\b|\b(?:gibt|geben|spiegel\w*|stell\w*|entspr\w+)\b.{0,60}\b(?:nicht (?:notwendigerweise|unbedingt|zwingend))\b.{0,60}\b(?:redaktion|meinung|ansicht)\b",
            r"\b(?:kommentare|leserbriefe|leserkommentare|nutzer\w*)\b",
        ),
        _wording(
            "de-übernommen",
            D,
            r"^\W*(?:dieser|der|die|diese) (?:artikel|beitrag|text|meldung)\b.{0,40}\b(?:erschien|ist)\b.{0,20}\b(?:zuerst|ursprünglich|zunächst)\b|\b(?:unverändert|automatisch)\b.{0,40}\b(?:dpa|agentur|newskanal|feed)\b",
        ),
        _wording(
            "de-verifiziert",
            E,
            r"\b(?:von|durch) (?P<who>[A-ZÄÖÜ][\w.]+) (?:verifiziert|bestätigt|überprüft)(?:e[sn]?)?\b|\bkonnte (?P<by>\w+) (?:unabhängig )?verifizieren\b",
        ),
    ),
    "fr": (
        _wording(
            "fr-contenu-non-vérifié",
            A,
            r"\bn['’]a (?:pas|pu) (?:été )?(?:vérifi|contrôl)\w*\b.{0,60}\b(?:de cet article|de ce texte|du présent article|contenu)\b|\bsans garantie\b.{0,40}\bexactitude\b|\bn['’]a(?:ssume|ccepte)\w* (?:pas|aucune)\b.{0,40}\b(?:exactitude|contenu)\b",
        ),
        _wording(
            "fr-non-vérifié",
            B,
            r"\bn['’](?:a|ont|avait|avaient|est|étaient|était)\s+(?:pas|pu|toujours pas|pas encore|jamais)\s+(?:\w+\s+){0,2}?(?:pu\s+)?(?:être\s+|été\s+)?(?:\w+ment\s+|de manière indépendante\s+|de source indépendante\s+)?(?:vérifi|confirm|authentifi|corrobor)\w+|\bne (?:peut|peuvent|pouvait|pouvaient|pouvai\w+)\s+(?:pas\s+)?(?:\w+\s+){0,2}être\s+(?:\w+ment\s+|de manière indépendante\s+)?(?:vérifi|confirm|corrobor)\w+|\bn['’](?:a|ont) pas (?:pu|été en mesure de|réussi à)\s+(?:\w+ment\s+)?(?:vérifier|confirmer|authentifier)|\bimpossible(?:s)? (?:de|à) (?:vérifier|confirmer)\b|\b(?:non|pas) (?:vérifi|confirm)é\w*\s+(?:de (?:manière|source|façon) indépendante)|\bde source indépendante\b.{0,40}\b(?:impossible|pas)\b|\binformations? non (?:vérifi|confirm)ées?",
            r"\b(?:a déclaré|a dit|a affirmé) ne pas\b|\bpromesses\b|\bauthentification\b",
        ),
        _wording(
            "fr-opinion",
            C,
            r"\b(?:n['’]engagent?|n['’]engage) que (?:leurs?|la responsabilité|son|ses|l['’]auteur)\b.{0,40}|\bne reflèt\w+ pas (?:nécessairement|forcément)\b|\bpropos\b.{0,40}\bn['’]engagent que\b",
            r"\bpromesses\b|\bcommentaires\b",
        ),
        _wording(
            "fr-repris",
            D,
            r"\b(?:cet|ce|cette) (?:article|texte|tribune|dépêche)\b.{0,40}\b(?:initialement|d['’]abord|originellement)?\s*(?:paru|publié|republié|repris)e?\b.{0,30}\b(?:sur|dans|par|de|à partir)\b",
        ),
        _wording("fr-vérifié-par", E, r"\b(?:authentifi|vérifi)ée?s? par (?:l['’]|la |le )?(?P<who>[A-Z][\w.]+)"),
    ),
    "es": (
        _wording(
            "es-contenido",
            A,
            r"\bno (?:ha|se ha|hemos|han) (?:verificad|comprobad|contrastad)\w*\b.{0,50}\b(?:de este artículo|esta noticia|del contenido|el contenido)\b|\bno (?:se hace|nos hacemos|asume|garantiza)\w*\b.{0,40}\b(?:responsable|veracidad|exactitud)\b.{0,40}\b(?:contenido|información|artículo|veracidad)\b",
        ),
        _wording(
            "es-no-verificado",
            B,
            r"\bno (?:ha|han|había|habían) sido (?:\w+mente |verificad\w* ni )?(?:verificad|confirmad|corroborad|contrastad)\w*|\bno (?:ha|han|había|habían|pudo|pudieron|puede|pueden|se ha|se han|se pudo|se pudieron|fue|ha sido|han sido)\s+(?:podido |posible |logrado |ser |sido ){0,3}(?:\w+mente |de (?:manera|forma) independiente )?(?:verificar|confirmar|corroborar|contrastar|comprobar|verificad\w*|confirmad\w*|corroborad\w*)|\b(?:ninguna|ningún|ninguno)\b.{0,60}\b(?:puede|pudo|ha podido|pueden) (?:ser )?(?:verificad|confirmad|verificar|confirmar)\w*|\bsin (?:que se haya podido|poder) (?:verificar|confirmar)|\b(?:informaci\w+|versi\w+|report\w+|vídeos?|videos?) (?:aún )?(?:no|sin) (?:verificad|confirmad|verificar|confirmar)\w*",
            r"\b(?:malware|dañar|privacidad|correo|cuenta|contraseña)\b|\bdijo que no\b",
        ),
        _wording(
            "es-opinión",
            C,
            r"\bopini(?:ones|ón)\b.{0,80}\b(?:no (?:reflejan?|representan?|coinciden?)\b.{0,40}|(?:son|es) (?:de )?(?:exclusiva )?responsabilidad\b.{0,40}|(?:pertenecen|corresponden) (?:exclusivamente )?a\b.{0,30})(?:autor\w*|editorial|medio|periódico|postura|opini|línea)?",
            r"\bcomentarios\b",
        ),
        _wording(
            "es-publicado",
            D,
            r"\beste (?:artículo|texto|contenido)\b.{0,30}\b(?:fue |se )?(?:publicó|publicado|apareció|republicado)\b.{0,30}\b(?:originalmente|original|por primera vez|en|con permiso)\b",
        ),
        _wording("es-verificado-por", E, r"\b(?:verificad|autenticad)[oa]s? por (?:la |el )?(?P<who>[A-Z][\w.]+)"),
    ),
    "ru": (
        _wording(
            "ru-не-проверяла",
            A,
            r"\bредакция\b.{0,40}\bне (?:несёт|несет|проверял\w*|гаранти\w+)\b.{0,60}\b(?:достоверност\w+|содержани\w+|информаци\w+|точност\w+)|\bне несёт? ответственности за (?:содержание|достоверность)",
            r"\bкомментари\w+",
        ),
        _wording(
            "ru-не-подтверждено",
            B,
            r"\b(?:официальн\w+|независим\w+) (?:подтвержден\w+|проверк\w+)\b.{0,60}\b(?:не (?:поступал\w*|получил\w*|было|имеется)|нет|пока нет)|\b(?:не удалось|не смогл\w+|не смог\w*|невозможно|не представляется возможным|не может|не могут)\s+(?:\w+\s+){0,3}?(?:проверить|подтвердить|верифицировать)\b|\b(?:эта |эти |данная )?(?:информаци\w+|данны\w+|сведени\w+)\b.{0,40}\bне (?:подтвержд\w+|проверен\w*|верифициров\w+)|\bнеподтвержд[её]нн\w+ (?:данн|информац|сообщен|сведен)\w*|\bне (?:было |были |был |была )?(?:независимо |официально )(?:подтвержден|проверен)\w*",
            r"\bпо словам\b|\b(?:прокуратура|министерство|полиция|следствие|ведомство|мид|минобороны|кремль|он|она|они)\b.{0,30}\bне (?:может|могут|смогл?\w*)|\bопровергнуть\b",
        ),
        _wording(
            "ru-мнение",
            C,
            r"\b(?:мнени\w+|точк\w+ зрения|позици\w+)\b.{0,60}\b(?:может|могут) не совпадать\b|\bмнение автора\b.{0,40}\bне (?:отражает|является)\b",
            r"\bкомментари\w+",
        ),
        _wording(
            "ru-перепечатка",
            D,
            r"\b(?:статья|материал|текст)\b.{0,40}\b(?:впервые |первоначально |изначально )(?:был\w* )?(?:опубликован|вышел|вышла|появил)\w*|\bперепечат\w+ (?:с|из)\b",
        ),
    ),
    "ar": (
        _wording(
            "ar-الناشر",
            A,
            r"(?:لم (?:تتحقق|يتحقق)|لا (?:تتحمل|يتحمل)).{0,40}(?:محتوى|مضمون|صحة).{0,30}(?:هذا المقال|هذه المادة|المقال|الخبر|المحتوى)",
        ),
        _wording(
            "ar-لم-يتسن",
            B,
            r"(?:لم (?:يتسن|يتسنى|تتمكن|يتمكن|نتمكن|تستطع|يستطع|يكن بالإمكان|يمكن|يتم)|(?:لا|لم) (?:يمكن|تستطيع|يمكننا)|(?:يتعذر|تعذر|يصعب|استحال|من الصعب)).{0,50}?(?:التحقق|التأكد|التثبت|تأكيد|التأكيد|التاكد)",
            r"(?:أقرت|قالت|قال|أعلنت).{0,30}(?:بأنها|إنها|إنه) (?:عاجز|لا|لم)|الحصول على",
        ),
        _wording("ar-غير-مؤكد", B, r"(?:أنباء|تقارير|معلومات|أخبار|مقاطع) (?:\w+ )?غير (?:مؤكدة|مؤكد|موثقة)"),
        _wording(
            "ar-رأي",
            C,
            r"(?:الآراء|الأراء|المقالات|آراء|المقال|الرأي).{0,60}(?:لا (?:تعبر|يعبر|تعكس|يعكس)|(?:تعبر|يعبر) (?:فقط )?عن (?:رأي|وجهة نظر|آراء) (?:كاتب|أصحاب|صاحب|الكاتب|كتاب))",
        ),
        _wording("ar-نشر", D, r"(?:نشر|نُشر) (?:هذا )?(?:المقال|التقرير|الخبر).{0,30}(?:أول مرة|أصلا|في الأصل|نقلا)"),
    ),
    "vi": (
        _wording(
            "vi-không-thể-xác-minh",
            B,
            r"\b(?:không thể|chưa thể|chưa được|không được) (?:xác minh|kiểm chứng|xác nhận)\b",
            r"\bmalware\b",
        ),
    ),
}

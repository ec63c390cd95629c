"""The wordings of disclaimers in languages other than English: one rule a line, by language and kind."""

from .disclaimer_rules import A, B, C, D, E, Wording, wording

OTHERS: dict[str, tuple[Wording, ...]] = {
    "de": (
        wording(
            "de-keine-gewähr",
            A,
            r"\b(?:keine|ohne) (?:gewähr|haftung|garantie)\b.{0,60}\b(?:richtigkeit|vollständigkeit"
            r"|inhalt|angaben|aktualität)\b|\bangaben ohne gewähr\b",
            r"\b(?:extern\w*|links?)\b",
        ),
        wording(
            "de-anbieter",
            A,
            r"\b(?:angaben|informationen|inhalte)\b.{0,80}\b(?:anbieter\w*|verzeichniss\w*|dritten?)\b.{0,80}\bnicht"
            r" (?:unabhängig |redaktionell )?(?:über|ge)prüft\b",
        ),
        wording(
            "de-artikel-nicht-geprüft",
            A,
            r"\b(?:redaktion|verlag)\b.{0,40}\b(?:inhalt|artikel|beitrag|meldung)\w*\b.{0,40}\bnicht"
            r" (?:über|ge)prüft\b",
        ),
        wording(
            "de-nicht-überprüft",
            B,
            r"\bnicht (?:sofort |unmittelbar |zunächst )?(?:von )?(?:unabhängig\w*|offiziell)?\s*(?:seite"
            r" |quelle\w* )?(?:überprüf|verifizier|bestätig|nachprüf)\w*\b.{0,30}|\b(?:unabhängig\w*"
            r" (?:seite|stelle|quelle\w*))\b.{0,30}\b(?:kaum|schwer|nicht)\b.{0,20}\b(?:über|nach)?prüf"
            r"|\bunabhängig (?:nicht|kaum) (?:zu )?(?:überprüf|verifizier|bestätig)\w*|\blie(?:ß|ss)en?"
            r" sich\b.{0,60}\bnicht\b.{0,30}\b(?:überprüf|bestätig|verifizier)\w*|\blassen? sich\b.{0,60}\b"
            r"(?:nicht|kaum)\b.{0,30}\b(?:überprüf|bestätig|verifizier)\w*|\bunabhängige bestätigung\b.{0,30}\b"
            r"(?:nicht|aus)\b"
            r"|\bkeine (?:unabhängige|offizielle) bestätigung\b",
            r"\b(?:sagte|erklärte|teilte)\b.{0,30}\b(?:er|sie|es) könne",
        ),
        wording(
            "de-unbestätigt",
            B,
            r"\b(?:unbestätigt\w*|unbestätigten|nicht bestätigt\w*) (?:bericht|angabe|meldung|information)\w*",
        ),
        wording(
            "de-meinung",
            C,
            r"\bmeinung (?:des|der) (?:autor|verfasser|gastautor)\w*\b|\b(?:ansichten|meinungen)\b.{0,40}\bdie"
            r" (?:des|der) (?:autor|verfasser)\w*\b|\b(?:gibt|geben|spiegel\w*|stell\w*"
            r"|entspr\w+)\b.{0,60}\b(?:nicht (?:notwendigerweise|unbedingt|zwingend))\b.{0,60}\b(?:redaktion"
            r"|meinung|ansicht)\b",
            r"\b(?:kommentare|leserbriefe|leserkommentare|nutzer\w*)\b",
        ),
        wording(
            "de-übernommen",
            D,
            r"^\W*(?:dieser|der|die|diese) (?:artikel|beitrag|text|meldung)\b.{0,40}\b(?:erschien|ist)\b.{0,20}\b"
            r"(?:zuerst|ursprünglich|zunächst)\b|\b(?:unverändert|automatisch)\b.{0,40}\b(?:dpa|agentur"
            r"|newskanal|feed)\b",
        ),
        wording(
            "de-verifiziert",
            E,
            r"\b(?:von|durch) (?P<who>[A-ZÄÖÜ][\w.]+) (?:verifiziert|bestätigt|überprüft)(?:e[sn]?)?\b"
            r"|\bkonnte (?P<by>\w+) (?:unabhängig )?verifizieren\b",
        ),
    ),
    "fr": (
        wording(
            "fr-contenu-non-vérifié",
            A,
            r"\bn['’]a (?:pas|pu) (?:été )?(?:vérifi|contrôl)\w*\b.{0,60}\b(?:de cet article|de ce"
            r" texte|du présent article|contenu)\b|\bsans garantie\b.{0,40}\bexactitude\b|\bn['’]a"
            r"(?:ssume|ccepte)\w* (?:pas|aucune)\b.{0,40}\b(?:exactitude|contenu)\b",
        ),
        wording(
            "fr-non-vérifié",
            B,
            r"\bn['’](?:a|ont|avait|avaient)\s+(?:pas|toujours pas|pas encore|jamais)\s+(?:encore\s+)?"
            r"(?:pu être\s+|été\s+)"
            r"(?:\w+ment\s+|de (?:manière|source|façon) indépendante\s+)?(?:vérifi|confirm|authentifi|corrobor)\w+"
            r"|\bne (?:peu|pouv)\w+\s+(?:pas\s+)?(?:\w+\s+){0,2}être\s+(?:\w+ment\s+)?(?:vérifi|confirm|corrobor)\w+"
            r"|\bn['’](?:a|ont|avait) pas (?:pu|été en mesure de|réussi à)\s+(?:\w+ment\s+)?(?:vérifier"
            r"|confirmer|authentifier)"
            r"|\bpas (?:été )?possible de (?:vérifier|confirmer)|\bimpossibles? (?:de|à) (?:vérifier|confirmer)\b"
            r"|\b(?:non|pas) (?:vérifi|confirm)é\w*\s+de (?:manière|source|façon) indépendante"
            r"|\bde source indépendante\b.{0,40}\b(?:impossible|pas)\b|\binformations? non (?:vérifi|confirm)ées?",
            r"^\W*(?:le|la|les) (?:ministre|gouvernement|porte-parole|police|président)\b.{0,20}\bn['’]"
            r"(?:a|ont) pas pu\b|"
            r"\b(?:a déclaré|a dit|a affirmé) ne pas\b|\bpromesses\b|\bauthentification\b",
        ),
        wording(
            "fr-opinion",
            C,
            r"\b(?:n['’]engagent?|n['’]engage) que (?:leurs?|la responsabilité|son|ses|l['’]auteur)\b.{0,40}"
            r"|\bne reflèt\w+ pas (?:nécessairement|forcément)\b|\bpropos\b.{0,40}\bn['’]engagent que\b",
            r"\bpromesses\b|\bcommentaires\b",
        ),
        wording(
            "fr-repris",
            D,
            r"\b(?:cet|ce|cette) (?:article|texte|tribune|dépêche)\b.{0,40}\b(?:initialement|d['’]abord"
            r"|originellement)?\s*(?:paru|publié|republié|repris)e?\b.{0,30}\b(?:sur|dans|par|de|à"
            r" partir)\b",
        ),
        wording("fr-vérifié-par", E, r"\b(?:authentifi|vérifi)ée?s? par (?:l['’]|la |le )?(?P<who>[A-Z][\w.]+)"),
    ),
    "es": (
        wording(
            "es-contenido",
            A,
            r"\bno (?:ha|se ha|hemos|han) (?:verificad|comprobad|contrastad)\w*\b.{0,50}\b(?:de este"
            r" artículo|esta noticia|del contenido|el contenido)\b|\bno (?:se hace|nos hacemos|asume"
            r"|garantiza)\w*\b.{0,40}\b(?:responsable|veracidad|exactitud)\b.{0,40}\b(?:contenido|información"
            r"|artículo|veracidad)\b",
        ),
        wording(
            "es-no-verificado",
            B,
            r"\bno (?:ha|han|había|habían) sido (?:\w+mente |verificad\w* ni )?(?:verificad|confirmad"
            r"|corroborad|contrastad)\w*|\bno (?:ha|han|había|habían|pudo|pudieron|puede|pueden|se"
            r" ha|se han|se pudo|se pudieron|fue|ha sido|han sido)\s+(?:podido |posible |logrado |ser"
            r" |sido ){0,3}(?:\w+mente |de (?:manera|forma) independiente )?(?:verificar|confirmar"
            r"|corroborar|contrastar|comprobar|verificad\w*|confirmad\w*|corroborad\w*)|\b(?:ninguna"
            r"|ningún|ninguno)\b.{0,60}\b(?:puede|pudo|ha podido|pueden) (?:ser )?(?:verificad|confirmad"
            r"|verificar|confirmar)\w*|\bsin (?:que se haya podido|poder) (?:verificar|confirmar)|\b"
            r"(?:informaci\w+|versi\w+|report\w+|vídeos?|videos?) (?:aún )?(?:no|sin) (?:verificad"
            r"|confirmad|verificar|confirmar)\w*",
            r"\b(?:malware|dañar|privacidad|correo|cuenta|contraseña)\b|\bdijo que no\b",
        ),
        wording(
            "es-opinión",
            C,
            r"\bopini(?:ones|ón)\b.{0,80}\b(?:no (?:reflejan?|representan?|coinciden?)\b.{0,40}|(?:son"
            r"|es) (?:de )?(?:exclusiva )?responsabilidad\b.{0,40}|(?:pertenecen|corresponden) (?:exclusivamente"
            r" )?a\b.{0,30})(?:autor\w*|editorial|medio|periódico|postura|opini|línea)?",
            r"\bcomentarios\b",
        ),
        wording(
            "es-publicado",
            D,
            r"\beste (?:artículo|texto|contenido)\b.{0,30}\b(?:fue |se )?(?:publicó|publicado|apareció"
            r"|republicado)\b.{0,30}\b(?:originalmente|original|por primera vez|en|con permiso)\b",
        ),
        wording("es-verificado-por", E, r"\b(?:verificad|autenticad)[oa]s? por (?:la |el )?(?P<who>[A-Z][\w.]+)"),
    ),
    "ru": (
        wording(
            "ru-не-проверяла",
            A,
            r"\bредакция\b.{0,40}\bне (?:несёт|несет|проверял\w*|гаранти\w+)\b.{0,60}\b(?:достоверност\w+"
            r"|содержани\w+|информаци\w+|точност\w+)|\bне несёт? ответственности за (?:содержание|достоверность)",
            r"\bкомментари\w+",
        ),
        wording(
            "ru-не-подтверждено",
            B,
            r"\b(?:официальн\w+|независим\w+) (?:подтвержден\w+|проверк\w+)\b.{0,60}\b(?:не (?:поступал\w*"
            r"|получил\w*|было|имеется)|нет|пока нет)|\b(?:не удалось|не смогл\w+|не смог\w*|невозможно"
            r"|не представляется возможным|не может|не могут)\s+(?:\w+\s+){0,3}?(?:проверить|подтвердить"
            r"|верифицировать)\b|\b(?:эта |эти |данная )?(?:информаци\w+|данны\w+|сведени\w+)\b.{0,40}\bне"
            r" (?:подтвержд\w+|проверен\w*|верифициров\w+)|\bнеподтвержд[её]нн\w+ (?:данн|информац"
            r"|сообщен|сведен)\w*|\bпроверить\b.{0,40}\bне (?:удалось|представляется)|\b(?:достоверност"
            r"|подлинност)\w+\b.{0,40}\bне"
            r" (?:подтвержд|установлен)\w*|\bне (?:было |были |был |была )?(?:независимо |официально )(?:подтвержден"
            r"|проверен)\w*",
            r"\bпо словам\b|\b(?:прокуратура|министерство|полиция|следствие|ведомство|мид|минобороны"
            r"|кремль|он|она|они)\b.{0,30}\bне (?:может|могут|смогл?\w*)|\bопровергнуть\b",
        ),
        wording(
            "ru-мнение",
            C,
            r"\b(?:мнени\w+|точк\w+ зрения|позици\w+)\b.{0,60}\b(?:может|могут) не совпадать\b|\bмнение"
            r" автора\b.{0,40}\bне (?:отражает|является)\b",
            r"\bкомментари\w+",
        ),
        wording(
            "ru-перепечатка",
            D,
            r"\b(?:статья|материал|текст)\b.{0,40}\b(?:впервые |первоначально |изначально )(?:был\w*"
            r" )?(?:опубликован|вышел|вышла|появил)\w*|\bперепечат\w+ (?:с|из)\b",
        ),
    ),
    "ar": (
        wording(
            "ar-الناشر",
            A,
            r"(?:لم (?:تتحقق|يتحقق)|لا (?:تتحمل|يتحمل)).{0,40}(?:محتوى|مضمون|صحة).{0,30}(?:هذا المقال"
            r"|هذه المادة|المقال|الخبر|المحتوى)",
        ),
        wording(
            "ar-لم-يتسن",
            B,
            r"(?:لم (?:يتسن|يتسنى|تتمكن|يتمكن|نتمكن|تستطع|يستطع|يكن بالإمكان|يمكن|يتم)|(?:لا|لم) (?:يمكن"
            r"|تستطيع|يمكننا)|(?:يتعذر|تعذر|يصعب|استحال|من الصعب)).{0,50}?(?:التحقق|التأكد|التثبت|تأكيد"
            r"|التأكيد|التاكد)",
            r"(?:أقرت|قالت|قال|أعلنت).{0,30}(?:بأنها|إنها|إنه) (?:عاجز|لا|لم)|الحصول على",
        ),
        wording("ar-لم-يصدر", B, r"(?:لم|لا) (?:يصدر|يرد|يوجد) (?:أي )?تأكيد"),
        wording("ar-غير-مؤكد", B, r"(?:أنباء|تقارير|معلومات|أخبار|مقاطع) (?:\w+ )?غير (?:مؤكدة|مؤكد|موثقة)"),
        wording(
            "ar-رأي",
            C,
            r"(?:الآراء|الأراء|المقالات|آراء|المقال|الرأي).{0,60}(?:لا (?:تعبر|يعبر|تعكس|يعكس)|(?:تعبر"
            r"|يعبر) (?:فقط )?عن (?:رأي|وجهة نظر|آراء) (?:كاتب|أصحاب|صاحب|الكاتب|كتاب))",
        ),
        wording("ar-نشر", D, r"(?:نشر|نُشر) (?:هذا )?(?:المقال|التقرير|الخبر).{0,30}(?:أول مرة|أصلا|في الأصل|نقلا)"),
    ),
    "vi": (
        wording(
            "vi-không-thể-xác-minh",
            B,
            r"\b(?:không thể|chưa thể|chưa được|không được) (?:xác minh|kiểm chứng|xác nhận)\b",
            r"\bmalware\b",
        ),
    ),
}

"""The words of disclaimers in languages other than English."""

from .disclaimer_words import ENGLISH, Words, part

FRENCH = Words(
    newsroom=part(
        r"(?:la|notre|de la) rédaction\b|(?:le|notre|du) (?:journal|quotidien|site|magazine|média)\b|l'éditeur\b|la "
        r"revue\b|"
        r"nous\b|nos (?:équipes|journalistes)\b|notre (?:équipe|titre)\b"
    ),
    this=part(
        r"(?:cet|cette|ce|ces|le présent|présent) (?:\w+ )?(?:articles?|textes?|tribunes?|chroniques?|communiqués?|"
        r"contenus?|publications?|dépêches?|reportages?|entretiens?|billets?|contributions?|pages?|papiers?)\b|ici\b|"
        r"ci-dessus\b"
    ),
    texts=part(r"(?:articles?|textes?|tribunes?|dépêches?|contenus?|chroniques?|billets?|entretiens?|reportages?)\b"),
    matter=part(
        r"(?:informations?|contenus?|faits|données|chiffres|bilans?|affirmations?|déclarations?|allégations?|"
        r"témoignages?|"
        r"propos|exactitude|véracité|fiabilité|revendications?|accusations?|annonces?|versions?|éléments|récits?|"
        r"rumeurs?|"
        r"cela|ces|cette)\b"
    ),
    media=part(
        r"(?:vidéos?|images?|photos?|photographies|clichés?|enregistrements?|documents?|séquences?|authenticité|"
        r"lettres?|"
        r"lieu|provenance)\b"
    ),
    refuses=part(
        r"décline\w* toute responsabilité|n'(?:assume|accepte|engage)\w* (?:pas|aucune|en rien|nullement)\b|"
        r"ne (?:garanti\w+|saurai\w+|peu\w+|se porte)\b.{0,30}\b(?:pas|responsable|garan\w+|aucune)?|"
        r"n'(?:est|sont) (?:pas|en rien|en aucun cas|nullement) responsables?|sans (?:aucune )?garantie|"
        r"ne garanti\w+ pas"
    ),
    unchecked=part(
        r"n'(?:a|ont|avait|avaient|était|étaient|est|sont) (?:pas|pu|toujours pas|pas encore|jamais|ni)\b.{0,60}?"
        r"(?:vérifi|contrôl|confirm|authentifi|corrobor|établi|recoup)\w+|"
        r"sans (?:aucune )?(?:vérification|confirmation)\b|sans avoir été (?:\w+ )?(?:vérifi|contrôl|relu)\w+|"
        r"(?:reste\w*|demeure\w*) à (?:vérifier|confirmer)|(?:non|pas) (?:encore )?(?:vérifi|confirm|corrobor)ée?s?\b|"
        r"ne peu\w+ (?:pas )?(?:être )?.{0,30}?(?:vérifi|confirm|authentifi|garanti)\w+|"
        r"(?:impossible|difficile)s? (?:de|à) (?:vérifier|confirmer|recouper)|"
        r"pas (?:été )?(?:possible|en mesure) de (?:vérifier|confirmer|recouper)|"
        r"aucune (?:confirmation|vérification)\b|pas de (?:confirmation|vérification)\b"
    ),
    active=part(
        r"(?P<who>[^,;:.]{2,60}?) n'(?:a|ont|avait|avaient|était|étaient|est|sont) (?:pas|pu|toujours pas|pas "
        r"encore)\b"
        r"(?: (?:encore|pu|été en mesure de|en mesure de|réussi à|immédiatement|souhaité|voulu|\w+ment|de "
        r"(?:manière|façon|"
        r"source) indépendante))* (?:vérifi(?:er|é)|confirm(?:er|é)|authentifier|corroborer|recouper|établir)\b|"
        r"(?P<who2>[^,;:.]{2,60}?) ne peu\w+ (?:pas )?(?:\w+ment )?(?:vérifier|confirmer|garantir)\b"
    ),
    opinion=part(r"(?:opinions?|points? de vue|propos|avis|positions?|idées|vues)\b"),
    author=part(
        r"(?:(?:ses|ces|leurs?|son|les|des) |l'|d'|de l')?(?:auteurs?|autrices?|auteures?|signataires?|"
        r"contributeurs?|chroniqueurs?)\b"
    ),
    own=part(
        r"(?:celles?|ceux|celui) (?:de|des|du|d')|seule?s?\b|exprim\w+|exclusiv\w+|personnel\w*|propres?\b|"
        r"uniquement\b|que\b"
    ),
    unshared=part(
        r"ne (?:reflèt|représent|correspond|constitu|coïncid|traduis|sauraient|partag)\w*\b|n'engagent? que\b|"
        r"n'engagent? (?:pas|en rien|nullement)\b|(?:et )?non (?:pas )?(?:celle|celui|celles)\b|n'exprim\w+ pas\b"
    ),
    responsible=part(r"responsab\w+"),
    carried=part(r"(?:paru|publi|repris|republi|reprodui|traduit|diffus|adapté|issu|repris|extrait)\w*\b"),
    first=part(
        r"(?:initialement|originellement|à l'origine|d'abord|pour la première fois|autorisation|avec l'accord|"
        r"repris(?:e)? (?:du|de|d')|republié\w*|reproduit\w*|licence|en partenariat avec|fourni par|dépêche de "
        r"l'agence)\b"
    ),
    checked=part(r"(?:vérifi|authentifi|confirm|géolocalis)(?:ée?s?|er)\b"),
    unless=part(
        r"(?:commentaires?|lecteurs?|internautes?|liens?|promesses?|pairs|a déclaré|a dit|a affirmé|selon l[ea]s? "
        r"(?:ministre|"
        r"police|gouvernement|armée|porte-parole)|bagages?)\b"
    ),
)
SPANISH = Words(
    newsroom=part(
        r"(?:la|esta|nuestra) (?:redacción|revista|editorial|publicación|dirección|web)\b|(?:el|este|nuestro) "
        r"(?:periódico|diario|medio|portal|sitio|equipo)\b|nosotros\b|nos (?:hacemos)\b|no hemos\b|l[íi]nea "
        r"editorial\b"
    ),
    this=part(
        r"(?:este|esta|estos|estas|el presente|la presente) (?:\w+ )?(?:artículos?|textos?|notas?|noticias?|"
        r"comunicados?|"
        r"columnas?|contenidos?|publicaci\w+|informaci\w+|reportajes?|tribunas?|entrevistas?|despachos?|materiales|"
        r"material|"
        r"espacio|páginas?|opini\w+|crónicas?)\b|aquí\b"
    ),
    texts=part(
        r"(?:artículos?|textos?|notas?|noticias?|contenidos?|tribunas?|columnas?|reportajes?|crónicas?|entrevistas?)\b"
    ),
    matter=part(
        r"(?:informaci(?:ón|ones)|contenidos?|datos?|cifras?|hechos|afirmaciones|declaraciones|denuncias?|"
        r"versi(?:ón|ones)|"
        r"acusaciones|veracidad|exactitud|relatos?|testimonios?|balances?|reportes?|rumores|estos|estas|esta|esto)\b"
    ),
    media=part(
        r"(?:v[íi]deos?|imágenes|imagen|fotos?|fotografías?|grabaci\w+|documentos?|autenticidad|ubicación|cartas?|"
        r"audios?)\b"
    ),
    refuses=part(
        r"no (?:se hace|nos hacemos|se responsabiliza|asume|acepta|garantiza|garantizamos|se responsabilizan|"
        r"responde)\w*\b|"
        r"declina\w* (?:toda |cualquier )?responsabilidad|no (?:es|son) responsables? (?:de|por)\b|sin garantía\b"
    ),
    unchecked=part(
        r"no (?:ha|han|había|hemos|fue|fueron|pudo|pudieron|puede|pueden|se ha|se han|se pudo|se pudieron|es|son|"
        r"logró|está|"
        r"están|resultó)\b.{0,50}?(?:verific|comprob|contrast|confirm|corrobor|autentic|revisad)\w*|"
        r"(?:ninguna?|ningún|ninguno)\b.{0,60}\b(?:verific|confirm|comprob|contrast|corrobor)\w+|sin (?:verificar|"
        r"confirmar|verificación|confirmación|"
        r"contrastar|poder)\b|no (?:hay|existe|hubo|se tiene|se dispone de)\b.{0,20}\b(?:confirmación|verificación)|"
        r"imposible (?:de )?(?:verificar|comprobar|confirmar)|(?:falta|pendientes?) (?:de )?(?:verificar|confirmar|"
        r"confirmación|"
        r"verificación)"
    ),
    active=part(
        r"(?P<who>[^,;:.]{2,60}?) no (?:(?:ha|han|había|hemos) (?:podido |logrado )?|pudo |pudieron |puede |pueden |"
        r"logró |"
        r"estuvo en condiciones de |quiso )(?:\w+mente |de (?:forma|manera|inmediato)(?: independiente)? )*"
        r"(?:verific|comprob|contrast|confirm|corrobor|autentic)(?:ar|ado)\b"
    ),
    opinion=part(r"(?:opini(?:ón|ones)|puntos? de vista|ideas|posturas?|criterios?)\b"),
    author=part(
        r"(?:autor(?:es|as|a)?|columnistas?|colaborador(?:es|as)?|firmantes?|articulistas?)\b|quien(?:es)? l[ao]s? "
        r"(?:firma|emite|expresa|suscribe)n?\b"
    ),
    own=part(
        r"(?:exclusiv\w+|únic\w+|propi[ao]s?|personal\w*|solo|sólo|(?:es|son) (?:de|responsabilidad)\b|pertenece\w*)"
    ),
    unshared=part(
        r"no (?:necesariamente )?(?:reflejan?|representan?|coinciden?|compart\w+|se identific\w+|expresan?|"
        r"constituyen?|"
        r"comprometen?|son (?:necesariamente )?las de)\b|no tienen? por qué (?:reflejar|coincidir|representar)\b"
    ),
    responsible=part(r"responsab\w+"),
    carried=part(
        r"(?:publicad|publicó|publico|apareci|republicad|reproduc|tomad|traducid|difundid|extraíd|reprodujo|cedid|"
        r"cortesía)\w*\b"
    ),
    first=part(
        r"(?:originalmente|original|por primera vez|primero|autorización|permiso|cortesía de|licencia|en "
        r"colaboración con|"
        r"previamente|inicialmente|reproducid\w+ (?:de|con)|republicad\w+)\b"
    ),
    checked=part(r"(?:verific|autentic|confirm|geolocaliz|comprob)(?:ad[oa]s?|ar|ó|aron)\b"),
    unless=part(
        r"(?:comentarios?|lectores|usuarios|enlaces|dijo que|equipaje|deudas|malware|correo|cuenta|contraseña)\b"
    ),
)
GERMAN = Words(
    newsroom=part(
        r"(?:die|unsere|der|von der|durch die|unserer) (?:redaktion|zeitung)\b|(?:der|unser|des|vom) (?:verlag\w*|"
        r"herausgeber\w*|"
        r"sender\w*)\b|wir\b|uns\b|redaktionell\w*|das magazin\b"
    ),
    this=part(
        r"(?:dies\w{1,2}|vorliegende\w*|unser\w*|obige\w*) (?:\w+ )?(?:artikels?|beitr[aä]g\w*|meldung\w*|text\w*|"
        r"berichts?|berichte|"
        r"pressemitteilung\w*|kommentar\w*|inhalt\w*|seite\w*|mitteilung\w*|kolumne\w*|interview\w*|"
        r"gastbeitr[aä]g\w*|essays?)\b|"
        r"(?:des|der|den) (?:artikels|beitrags|beitrages|textes|meldung|pressemitteilung|kommentars|gastbeitrags|"
        r"kolumne)\b|"
        r"hier\b|gastbeitr[aä]ge?\b|(?:namentlich )?gekennzeichnete\w*\b"
    ),
    texts=part(
        r"(?:(?:der|die|das) )?(?:artikel|beiträge|beitrag|texte?|meldung|gastbeiträge|gastbeitrag|bericht|kommentare?|"
        r"interview|kolumnen?)\b"
    ),
    matter=part(
        r"(?:angaben?|informationen|inhalt\w*|fakten|daten|zahlen|behauptung\w*|darstellung\w*|berichte?n?|"
        r"aussagen?|vorwürfe|"
        r"richtigkeit|vollständigkeit|aktualität|meldung\w*|opferzahl\w*|dies|das|beides|schilderung\w*|"
        r"nachrichten?)\b"
    ),
    media=part(
        r"(?:videos?|aufnahmen?|bild(?:er|ern|material)?|fotos?|echtheit|authentizität|dokumente?n?|ort|schreiben|"
        r"mitschnitt\w*|"
        r"filmmaterial|clips?|audio\w*)\b"
    ),
    refuses=part(
        r"(?:keine|keinerlei|ohne) (?:gewähr|haftung|garantie|verantwortung|gewährleistung)\w*|nicht "
        r"(?:verantwortlich|haftbar|garantieren|gewährleisten)\b|"
        r"(?:haftet|haften|bürgt|garantiert|garantieren|verbürgt)\b.{0,40}\bnicht\b|distanzier\w+ (?:sich|uns)"
    ),
    unchecked=part(
        r"(?:nicht|kaum|nie|weder|noch nicht|bislang nicht|bisher nicht|ohne)\b.{0,60}?(?:überprüf|geprüft|prüfen|"
        r"nachprüf|verifizier|"
        r"bestätig|nachgeprüft|prüfung)\w*|überprüf\w*\b.{0,60}\bnicht\b|(?:keine|ohne|eine) (?:\w+ "
        r")?(?:bestätigung|überprüfung|"
        r"prüfung)\b(?:.{0,60}\bnicht\b)?|(?:steht|stand|blieb) (?:noch |zunächst )?aus\b|(?:überprüfen|bestätigen|"
        r"verifizieren|prüfen)\b.{0,60}\bnicht\b|"
        r"ungeprüft\w*|unbestätigt\w*|schwer (?:zu )?(?:überprüf|verifizier)\w*"
    ),
    active=part(
        r"(?P<who>[^,;:.]{2,70}?) (?:konnten?|kann|können|wollten?|mochten?|vermag|"
        r"vermochten?)\b(?!.{0,80}\bwerden\b)[^,;:]{0,80}?"
        r"\b(?:nicht|kaum)\b.{0,40}?\b(?:überprüfen|prüfen|verifizieren|bestätigen|nachprüfen)\b|"
        r"(?P<who2>[^,;:.]{2,60}?) (?:hat|haben|hatte|hatten)\b(?!.{0,80}\bwerden\b)[^,;:]{0,80}?\bnicht\b.{0,30}?"
        r"\b(?:überprüft|geprüft|verifiziert|bestätigt)\b|"
        r"(?P<who3>[^,;:.]{2,60}?) (?:bestätigte|überprüfte|prüfte|verifizierte)n?\b"
    ),
    opinion=part(r"(?:meinung\w*|ansicht\w*|auffassung\w*|standpunkt\w*|sichtweise\w*|position\w*)\b"),
    author=part(r"(?:autor\w*|verfasser\w*|gastautor\w*|kolumnist\w*|verfassenden|interviewten|gesprächspartner\w*)\b"),
    own=part(
        r"(?:wieder|ausschließlich|allein\w*|persönlich\w*|eigen\w*|(?:ist|sind) (?:die|jene)|lediglich|nur|"
        r"ausdruck|geäußert\w*)\b"
    ),
    unshared=part(
        r"(?:spiegel|geben?|gibt|stell|entspr|deck|repräsentier|vertret|reflektier|müss|muss|"
        r"wieder)\w*\b.{0,60}?\b(?:nicht|kein\w*)\b|"
        r"nicht (?:die|der|jene|notwendig\w+|unbedingt|zwingend|zwangsläufig|immer)\b"
    ),
    responsible=part(r"(?:verantwort\w+|haft(?:et|ung)|zuständig)\b"),
    carried=part(
        r"(?:erschien\w*|veröffentlicht\w*|publiziert\w*|übernommen|nachgedruckt|nachdruck|abgedruckt|übersetzt|"
        r"stammt|gedruckt|ausgestrahlt)\b"
    ),
    first=part(
        r"(?:zuerst|ursprünglich|zunächst|erstmals|im original|genehmigung|erlaubnis|agentur|nachrichtenagentur|dpa|"
        r"afp|kooperation|lizenz|"
        r"unverändert|automatisch|newskanal|feed|aus dem (?:englischen|französischen))\b"
    ),
    checked=part(
        r"(?:verifiziert|bestätigt|überprüft|geprüft|authentifiziert|geolokalisiert|lokalisiert)(?:e[nrsm]?)?\b|"
        r"(?:verifizieren|bestätigen|überprüfen)\b"
    ),
    unless=part(
        r"(?:kommentare|leserbriefe|leserkommentare|nutzer\w*|links?|verlinkt\w*|gepäck\w*|sagte|erklärte|teilte)\b"
    ),
)
RUSSIAN = Words(
    newsroom=part(
        r"(?:наш\w* )?(?:редакци\w+|издани\w+|журналист\w+ издания)\b|(?:наш|этот) (?:сайт|журнал)\b|мы\b|нам\b|"
        r"газета\b|портал\w*\b"
    ),
    this=part(
        r"(?:эт\w{1,3}|данн\w{2,3}|настоящ\w{2,3}|наст\.) (?:\w+ )?(?:стать\w+|материал\w*|текст\w*|публикаци\w+|"
        r"колонк\w+|сообщени\w+|"
        r"пресс-релиз\w*|интервью|новост\w+|контент\w*|заметк\w+)\b|(?:содержание|автор|автора|авторов) (?:статьи|"
        r"материала|текста|"
        r"публикаци\w+|колон\w+|пресс-релиз\w*)\b|в (?:статье|материале|тексте|колонке|публикации)\b|здесь\b"
    ),
    texts=part(r"(?:оригинал )?(?:стать[яи]|материала?|текста?|публикаци[яи]|заметк[аи]|колонк[аи]|интервью)\b"),
    matter=part(
        r"(?:информаци\w+|сведени\w+|данны\w+|факт\w*|содержани\w+|сообщени\w+|утверждени\w+|заявлени\w+|цифр\w*|"
        r"достоверност\w+|"
        r"точност\w+|полнот\w+|обвинени\w+|рассказ\w*|верси\w+|это|эту|эти|их|её|ее)\b"
    ),
    media=part(
        r"(?:видео\w*|кадр\w*|снимк\w+|фото\w*|запис\w+|подлинност\w+|документ\w*|мест\w+|изображени\w+|ролик\w*|"
        r"письм\w+)\b"
    ),
    refuses=part(
        r"не (?:нес[её]т|несут|гарантиру\w+|ручается|отвеча\w+|может гарантировать|принимает|берёт|берет)\b|"
        r"снимает с себя (?:всякую )?ответственность|(?:ответственност\w+|гарант\w+)\b.{0,30}\bне (?:нес[её]т|несут|"
        r"да[её]т)"
    ),
    unchecked=part(
        r"не (?:проверял\w*|проверен\w*|проверила|подтвержд\w+|верифиц\w+|удалось|смог\w*|может|могут|можем|имеет|"
        r"имеют|сумел\w*|"
        r"представляется возможным|поддаются|установлен\w*|получил\w*)\b.{0,70}?(?:провер|подтвер|подтвержд|верифиц|"
        r"установ|редакци)?\w*|"
        r"(?:проверить|подтвердить)\b.{0,60}\b(?:невозможно|не удалось|нельзя|не представляется|затруднительно|"
        r"сложно)|"
        r"(?:невозможно|нельзя|трудно) (?:\w+ )?(?:проверить|подтвердить)|без (?:проверки|подтверждения)\b|"
        r"подтвержден\w+\b.{0,60}\b(?:нет|не (?:было|поступал\w*|имеется))\b|(?:нет|не имеет) (?:\w+ )?подтвержден\w+"
    ),
    active=part(
        r"(?P<who>[^,;:.]{2,60}?) (?:пока |также )?не (?:смогл\w*|смог|может|могут|удалось|сумел\w*|стал\w*|"
        r"проверял[аи]?|подтвердил[аи]?)\b"
        r"(?: (?:\w+ым образом|\w+о|\w+ой|на данный момент))*(?: (?:проверить|подтвердить|верифицировать|установить|"
        r"проверять)\b|"
        r"(?= \w+))"
    ),
    opinion=part(r"(?:мнени\w+|точк\w+ зрения|позици\w+|взгляд\w*|суждени\w+|оценк\w+)\b"),
    author=part(r"(?:автор\w*|колумнист\w*|авторск\w+|интервьюируем\w+|собеседник\w*)\b"),
    own=part(r"(?:личн\w+|исключительно|только|принадлеж\w+|собственн\w+|отража\w+|выража\w+|лишь)\b"),
    unshared=part(
        r"(?:может|могут) не (?:совпадать|отражать|разделять)|не (?:обязательно|всегда|во всем|во всём) (?:совпада|"
        r"отража|разделя)\w+|"
        r"не (?:совпада|отража|разделя|является|являются)\w*\b|не (?:является|являются) (?:мнением|позицией)"
    ),
    responsible=part(r"(?:ответственност\w+|отвеча\w+|ответствен\w*)\b"),
    carried=part(
        r"(?:опубликован\w*|вышел|вышла|вышло|перепечат\w+|появил\w+|переведен\w*|перевод\w*|размещ[её]н\w*|взят\w*|"
        r"напечатан\w*|"
        r"предоставлен\w*)\b"
    ),
    first=part(
        r"(?:впервые|первоначально|изначально|оригинал\w*|разрешени\w+|перепечат\w+|ранее|лицензи\w+|"
        r"партн[её]рств\w+|с английского|"
        r"любезно)\b"
    ),
    checked=part(r"(?:подтверди\w+|проверил\w*|проверенн\w+|подтвержд[её]нн\w+|верифицир\w+|установил\w*)\b"),
    unless=part(
        r"(?:комментари\w+|читател\w+|пользовател\w+|ссылк\w+|прокуратур\w*|полици\w+|следстви\w+|министерств\w+|"
        r"кремл\w+|минобороны|"
        r"банк\w*|суд\w*)\b"
    ),
)
_A = r"(?:[وفبلك]|ال|وال|لل|بال|ولل|فال)?"
ARABIC = Words(
    newsroom=part(
        rf"{_A}(?:هيئة التحرير|تحرير|صحيفة|موقع|جريدة|مجلة|ناشر|إدارة الموقع|أسرة التحرير|فريق التحرير|منصة|شبكة|"
        rf"موقعنا|صحيفتنا)\b"
    ),
    this=part(
        rf"{_A}(?:هذا|هذه|هذ[اه] ال\w+) ?(?:ال)?(?:مقالة?|تقرير|خبر|مادة|محتوى|نص|بيان|مقابلة|زاوية|عمود|صفحة|موضوع|"
        rf"تدوينة)\b|"
        rf"{_A}(?:مقال|مقالات|خبر|مواد|مادة) ?(?:المنشورة)?\b|هنا\b"
    ),
    texts=part(rf"{_A}(?:مقالة?|تقرير|خبر|مادة|نص|موضوع)\b"),
    matter=part(
        rf"{_A}(?:معلومات|صحة|دقة|محتوى|مضمون|ما ورد|ما جاء|بيانات|أرقام|حصيلة|ادعاءات|مزاعم|أنباء|تقارير|تقرير|"
        rf"رواية|روايات|تصريحات|"
        r"أقوال|ذلك|هذه|هذا|خبر|وقائع)\b"
    ),
    media=part(rf"{_A}(?:فيديو|مقطع|مقاطع|صور|صورة|تسجيل|لقطات|مشاهد|وثائق|وثيقة|موقع تصوير|مكان|رسالة|شريط)\w*"),
    refuses=part(
        rf"{_A}(?:لا|لم|لن) (?:تتحمل|يتحمل|نتحمل|تضمن|يضمن|نضمن|تكفل)\b|{_A}(?:غير|ليست?) (?:مسؤولة?|مسئولة?)\b|"
        rf"{_A}(?:تخلي|يخلي|نخلي) "
        r"(?:ال\w+ )?مسؤولي\w+"
    ),
    unchecked=part(
        rf"{_A}(?:لم|لا) (?:تتحقق|يتحقق|نتحقق|تراجع|يراجع|يخضع|تخضع|تتأكد|يتأكد|تدقق)\b|{_A}(?:لم (?:يتم|يتسن\w*|"
        rf"تتمكن|يتمكن|نتمكن|تستطع|"
        rf"يستطع|يمكن|يكن|يتم|تنجح|يتأكد)|لا (?:يمكن\w*|تستطيع|يستطيع)|يتعذر|تعذر|يصعب|من الصعب|استحال|دون|بدون|من "
        rf"دون)\b.{{0,60}}?"
        rf"(?:تحقق|تأكد|تثبت|تأكيد|تدقيق|مراجعة|مصدر مستقل)\w*|{_A}(?:لم|لا) (?:يصدر|يرد|يوجد|"
        rf"تصدر)\b.{{0,20}}(?:تأكيد|تحقق)\w*|"
        rf"{_A}غير (?:مؤكدة?|موثقة?|متحقق)"
    ),
    active=part(
        rf"{_A}(?:لم (?:تتمكن|يتمكن|تستطع|يستطع|تؤكد|يؤكد|تنجح)|لا (?:تستطيع|يستطيع|يمكن ل)) "
        rf"?(?P<who>[^،,.؛]{{2,40}}?) "
        rf"(?:من|أن|في|التحقق|التأكد|هوية|صحة|تأكيد)\b|{_A}(?:لم يتسن\w*|لم يتيسر|تعذر على|لم يكن بوسع|لا يمكن) "
        rf"?ل?(?P<who2>(?!ال(?:تحقق|"
        rf"تأكد|تثبت)|تأكيد|من )[^،,.؛]{{2,40}}?) (?:أن|من|ال(?:تحقق|تأكد|تثبت)|تأكيد)\b"
    ),
    opinion=part(rf"{_A}(?:رأي|آراء|أراء|وجهات? نظر|وجهة نظر|مواقف|أفكار|موقف)\w*|{_A}(?:مقالات?|ما ورد|ما جاء)\b"),
    author=part(rf"{_A}(?:كاتب\w*|كتاب\w*|أصحاب\w*|صاحب\w*|مؤلف\w*|كتّاب\w*)\b"),
    own=part(rf"{_A}(?:فقط|وحده\w*|حصرا|شخصي\w*|يعبر|تعبر|مسؤولية|تمثل|يمثل|على مسؤولية|خاصة)\b"),
    unshared=part(rf"{_A}لا (?:تعبر|يعبر|تعكس|يعكس|تمثل|يمثل|تتفق|تتبنى|يتبنى|تلزم)\b"),
    responsible=part(rf"{_A}(?:مسؤولي\w+|مسؤول\w*|يتحمل|تتحمل)\b"),
    carried=part(rf"{_A}(?:نشر|نشرت|أعيد نشر|يعاد نشر|إعادة نشر|ترجم\w*|منشور\w*|ظهر\w*|نقلا عن|منقول\w*)\b"),
    first=part(
        rf"{_A}(?:لأول مرة|أول مرة|للمرة الأولى|في الأصل|أصلا|سابقا|بإذن|نقلا عن|بالاتفاق مع|بالتعاون مع|مترجم\w*|"
        rf"أولا)\b"
    ),
    checked=part(rf"{_A}(?:تحقق\w*|تأكد\w*|تثبت\w*|وثق\w*|أكدت)\b"),
    unless=part(rf"{_A}(?:تعليقات|قراء|روابط|شرطة|وزارة|جيش|حكومة|سائق|نيابة|محققون|محكمة|حاجز|بنك)\b"),
)
WORDS: dict[str, Words] = {
    "en": ENGLISH,
    "fr": FRENCH,
    "es": SPANISH,
    "de": GERMAN,
    "ru": RUSSIAN,
    "ar": ARABIC,
}

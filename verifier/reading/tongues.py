"""Words of reporting in Arabic, French, German, Russian and Spanish: verbs by class, "that", and
"according to"."""

from dataclasses import dataclass

from .types import VerbClass
from .wordlist import phrase_set, word_set


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's words.

    ``between`` may stand between teller and verb, ``behind`` is an "according to" after its name,
        ``ends`` closes a
    teller behind the verb; ``drops_teller`` where a verb may stand without it ("agregó que"); with
        ``verb_first`` the teller follows the verb in plain word order, as in Arabic.
    """

    verbs: dict[str, VerbClass]
    between: frozenset[str]
    that: frozenset[str]
    according: frozenset[str]
    behind: frozenset[str]
    hearsay: frozenset[str]
    ends: frozenset[str]
    verb_first: bool = False
    drops_teller: bool = False


def _verbs(neutral: str, doubt: str, factive: str, denial: str) -> dict[str, VerbClass]:
    table: dict[str, VerbClass] = {}
    for words, verb_class in (
        (neutral, VerbClass.NEUTRAL),
        (doubt, VerbClass.DOUBT),
        (factive, VerbClass.FACTIVE),
        (denial, VerbClass.DENIAL),
    ):
        table.update(dict.fromkeys(words.split(), verb_class))
    return table


def _forms(stems: str, endings: str) -> str:
    """The forms of regular verbs: each stem with each ending."""
    return " ".join(stem + ending for stem in stems.split() for ending in endings.split())


_FRENCH_FORMS = _forms(
    """déclar affirm annonc indiqu assur précis soulign estim expliqu racont ajout rapport rappell signal
        mentionn dénonc
    alert martel insist observ critiqu accus résum évoqu regrett déplor plaid protest recommand réclam suppos
        témoign
    murmur lanc ironis indign inquièt alarm jug pens rétorqu argument avanc not détaill dévoil proclam""",
    "e ent é",
)
_SPANISH_FORMS = _forms(
    """afirm asegur declar señal indic inform anunci explic manifest expres coment relat apunt precis subray
        estim report
    alert lament denunci critic consider adelant remarc destac recalc reiter asever detall argument plante
        inst valor""",
    "a an ó aron aba aban",
)
_GERMAN_FORMS = " ".join(
    (
        _forms(
            """sag erklär beton schilder erzähl warn klag forder kritisier versicher prognostizier schätz
        bekräftig erläuter
            präzisier äußer ergänz mein beklag kommentier mahn monier erwider mutmaß beharr rechtfertig
        bemerk zitier räum
            kündig frag droh lob versprach signalisier vermeld insistier argumentier konstatier spekulier""",
            "t te ten en",
        ),
        _forms("bericht meld antwort entgegn verkünd vermut erwart red deut", "et ete eten en"),
    )
)
_RUSSIAN_FORMS = " ".join(
    (
        _forms(
            """сообщи заяви сказа отмети подчеркну рассказа добави уточни поясни написа переда объяви напомни
        ответи
            предупреди завери выясни продолжи пообеща предположи указа заключи констатирова посетова
        резюмирова упомяну
            объясни намекну обвини процитирова спрогнозирова""",
            "л ла ло ли",
        ),
        _forms(
            """сообща заявля отмеча подчеркива подчёркива рассказыва добавля уточня поясня переда объявля напомина
            предупрежда заверя счита полага указыва настаива объясня предполага уверя замеча цитиру""",
            "ет ют",
        ),
        """говорит говорят пишет пишут требует требуют вспоминает вспомнил исключил исключила потребовал
        потребовала потребовали жалуется пожаловался пожаловалась пожаловались призвал призвала""",
    )
)
_ARABIC_FORMS = " ".join(
    (
        _forms(
            """ذكر أفاد صرح أعلن أضاف أشار اعتبر نقل شدد لفت أخبر أبلغ تابع حذر أورد اتهم توقع أردف أصر صرح
        أعرب بين علق
            جدد أبدى استنكر أدان استبعد طالب وصف هدد""",
            "ت وا",
        ),
        """يتذكر تتذكر يستبعد تستبعد يطالب تطالب دعا دعت يدعو تدعو قال قالت قالوا روى روت رأى رأت أصر علق
        أدان يقول تقول يقولون يذكر تذكر يفيد تفيد يضيف تضيف يشير
        تشير يعتبر
        تعتبر يرى ترى يروي تروي يصر تصر يحذر تحذر يتوقع تتوقع يشدد تشدد يلفت تلفت يوضح توضح يعلن تعلن يخشى
        تخشى""",
    )
)
FRENCH = Tongue(
    verbs=_verbs(
        _FRENCH_FORMS
        + " "
        + """poursuivi souvient souviennent souvenu confie confient exclu exclut écarté martelé insisté
        fustigé plaidé protesté noté promet prévient assure résumé
        soupiré tranché argué déclaré affirmé annoncé indiqué assuré précisé souligné estimé expliqué dit
        rapporté ajouté raconté
        écrit répondu témoigné averti jugé signalé mentionné rappelé confié relaté déploré regretté
        promis prévenu
        conclu racontent affirment indiquent expliquent signale rappelle avertit estiment déclare
        affirme annonce indique assure précise souligne estime
        explique rapporte ajoute raconte écrit déclarait affirmait expliquait disait lancé fait-il a-t-il
        a-t-elle ont-ils dit-il dit-elle""",
        "prétendu prétend allégué soutenu soutient",
        "confirmé confirme révélé révèle reconnu reconnaît admis admet constaté démontré",
        "nié nie démenti dément rejeté",
    ),
    between=word_set("a ont avait avaient est notamment également aussi encore toutefois il elle ils"),
    that=word_set("que qu"),
    according=phrase_set(
        "selon|d'après|aux dires de|aux dires du|à en croire|au dire de|selon les dires de|de l'aveu de|"
        "de l'aveu du|d’après|aux yeux de|de source|de l'avis de"
    ),
    behind=phrase_set(""),
    hearsay=word_set("aurait auraient serait seraient"),
    ends=word_set("dans lors devant à au sur mardi lundi mercredi jeudi vendredi samedi dimanche"),
)
SPANISH = Tongue(
    verbs=_verbs(
        _SPANISH_FORMS
        + " "
        + """descartó descartaron descarta pidió pidieron pide exigió exigieron exige admitieron recordaba
        sostiene sostienen insistió lamenta denuncia advierte cuenta contestó apostilló prosiguió
        concluyó reiteró
        garantizó aclaró zanjó recalcó matizó dijo dijeron afirmó afirmaron aseguró aseguraron declaró
        declararon señaló señalaron indicó indicaron
        informó informaron anunció anunciaron explicó explicaron añadió agregó sostuvo manifestó expresó
        comentó contó contaron relataron comentaron añadieron agregaron sostuvieron recordó recordaron denunció
        denunciaron lamentó prometió expuso detalló detallaron publicó publicaron advirtieron señala
        relató advirtió escribió respondió apuntó precisó subrayó estimó reportó dice afirma asegura
        declara señala indica informa explica añade apunta recuerda dicho afirmado asegurado""",
        "alegó pretendió aduce insistió insiste insisten",
        "confirmado confirmada confirmados confirmadas revelado revelada confirmó confirmaron reveló revelaron "
        "reconoció admitió constató confirma revela reconoce",
        "negó negaron desmintió rechazó niega desmiente",
    ),
    between=word_set(
        """ha han había también además este esta el ayer hoy lunes martes miércoles jueves viernes sábado
        domingo"""
    ),
    that=word_set("que"),
    according=phrase_set(
        "según|de acuerdo con|conforme a|a juicio de|a juicio del|en palabras de|en palabras del|en opinión de|"
        "en opinión del|a decir de|al decir de|de acuerdo al"
    ),
    behind=phrase_set(""),
    hearsay=word_set("habría habrían sería serían"),
    ends=word_set("en durante ante a sobre el este"),
    drops_teller=True,
)
GERMAN = Tongue(
    verbs=_verbs(
        _GERMAN_FORMS
        + " "
        + """schloss schließt gibt geben gaben erinnert erinnerte erinnern verlangte verlangten verlautete
        verlautet hieß heißt kündigten forderten betonten warnten mahnte mahnten unterstrich
        bekräftigte
        bekräftigten gehen geht ging gingen rechnet rechnen hofft klagte klagten entgegnete antwortete
        fragte sagte sagten erklärte erklärten berichtete berichteten betonte teilte teilten meldete meldeten
        kündigte schrieb schrieben äußerte ergänzte fügte warnte mitteilte so sagt sagen erklärt berichtet
        berichten meint meinte schreibt schreiben versicherte kritisierte zitierte meldet melden
        mitteilten mitgeteilt berichtet gesagt erklärt betont sprach
        forderte verkündete räumte schilderte schilderten erzählte erzählten hieß hieß""",
        "behauptete behaupteten behauptet beteuerte",
        "bestätigte bestätigten bestätigt räumte enthüllte gestand gab stellte",
        "dementierte bestritt bestreitet verneinte wies",
    ),
    between=word_set(
        """hat haben hatte am auch zudem weiter mit an ein gegenüber der dem montag dienstag mittwoch donnerstag
        freitag samstag sonntag"""
    ),
    that=word_set("dass daß"),
    according=phrase_set(
        """laut|nach angaben von|nach angaben des|nach angaben der|nach angaben|gemäß|nach worten von|
        nach ansicht von|nach informationen von|nach informationen der|
        nach darstellung|nach darstellung von|nach darstellung der|nach darstellung des|nach aussage|nach
        aussagen von|
        nach aussage von|nach aussage der|nach aussage des|nach einschätzung|nach einschätzung von|nach
        einschätzung der|
        nach auskunft|nach auskunft von|nach auskunft der|nach meinung von|nach meinung der|nach ansicht
        der|unter berufung auf"""
    ),
    behind=phrase_set("zufolge"),
    hearsay=word_set("soll sollen"),
    ends=word_set("am im in bei vor nach gegenüber dem der auf während"),
)
RUSSIAN = Tongue(
    verbs=_verbs(
        _RUSSIAN_FORMS
        + " "
        + """заверил заверила заверили выяснил выяснила выяснили продолжил продолжила пообещал пообещала
        предположил
        предположила ответила ответили пожаловался пожаловалась жалуются объяснил объяснила объяснили напомнила
        предупредила предупредили настаивает настаивают полагает полагают сообщил сообщила сообщили
        сообщило сообщает сообщают заявил заявила заявили заявило заявляет сказал
        сказала сказали отметил отметила отметили подчеркнул подчеркнула рассказал рассказала рассказали
        добавил добавила уточнил уточнила пояснил пояснила пишет написал написала передает передаёт объявил
        объявила говорит говорят считает считают уточнили пояснили добавили написали передают подчеркнули
        указал указала указали отметило заметил заметила передал передала сообщалось уверяет
        рассказывает рассказывают напомнил ответил предупредил цитирует""",
        "утверждает утверждал утверждала утверждают",
        "подтвердил подтвердила подтвердили признал признала раскрыл выяснил показал",
        "опроверг опровергла опровергли отрицает отрицал отверг",
    ),
    between=word_set("также ранее при этом в свою очередь журналистам агентству"),
    that=word_set("что"),
    according=phrase_set(
        """по словам|со слов|по оценке|по оценкам|по версии|по данным|по информации|по сообщению|по
        сообщениям|по мнению|согласно|со ссылкой на|
        по утверждению|как сообщает|как сообщил|как сообщили|как заявил|как пишет|как передает"""
    ),
    behind=phrase_set(""),
    hearsay=word_set("якобы"),
    ends=word_set("в на во журналистам агентству"),
)
ARABIC = Tongue(
    verbs=_verbs(
        _ARABIC_FORMS
        + " "
        + """أوضحوا ذكروا اتهم اتهمت أعرب أعربت توقع توقعت رأى رأت يرى أردف أردفت واصل نوه أفصح شددت قال قالت
        قالوا وقال وقالت يقول ذكر ذكرت وذكر وذكرت أفاد أفادت وأفاد وأفادت صرح صرحت وصرح أعلن أعلنت
        وأعلن وأعلنت أضاف أضافت وأضاف وأضافت أشار أشارت وأشار وأشارت اعتبر اعتبرت نقل نقلت ونقلت شدد وشدد لفت
        ولفت أخبر أبلغ تابع وتابع صرحت أوردت وأوردت أورد وأورد ذكروا روى وروى روت وروت أبلغت وأبلغ حذر وحذر
        حذرت وحذرت بين وبين أفادوا وأشارت وأضافوا قالوا يقولون تقول وأخبر نقلت لفتت ولفتت""",
        "زعم زعمت وزعم ادعى ادعت",
        "أكد أكدت وأكد وأكدت كشف كشفت وكشف أوضح أوضحت وأوضح وأوضحت اعترف أقر أقرت كشفوا",
        "نفى نفت ونفى ونفت",
    ),
    between=word_set("قد"),
    that=word_set("إن أن بأن إنه أنه إنها أنها بأنه إنهم أنهم بأنها"),
    according=phrase_set(
        "بحسب|حسب|حسبما|على حد قول|على حد تعبير|على لسان|استنادا إلى|وفقما|بحسب ما|وفق ما|حسب ما|وفقا ل|وفق|"
        "نقلا عن|وبحسب|ووفقا ل|طبقا ل"
    ),
    behind=phrase_set(""),
    hearsay=word_set(""),
    ends=word_set("في خلال على إلى أمام لوكالة"),
    verb_first=True,
    drops_teller=True,
)
TONGUES: dict[str, Tongue] = {"fr": FRENCH, "es": SPANISH, "de": GERMAN, "ru": RUSSIAN, "ar": ARABIC}

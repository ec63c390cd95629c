"""Words by which a place is known: prepositions, nouns of places, and the names of states and capitals."""

from collections.abc import Mapping

from .wordlist import phrase_set, word_set

# English nouns that stand before "of" or behind a place's name.
PLACE_NOUNS = word_set(
    """city town village province district governorate region county state area suburb neighbourhood neighborhood
    municipality countryside valley island river street avenue square airport port border camp prison strait
    mountains mountain peninsula coast desert crossing road bridge lake bay hamlet capital cities towns villages
    provinces districts regions areas suburbs neighbourhoods neighborhoods islands governorates outskirts"""
)
PLACE_OPENERS = word_set("lake mount fort cape camp port tel tell deir jabal wadi umm beit khirbet saint san santa")
IN = word_set("in near outside across inside throughout around")
TOWARDS = word_set("to from at of into toward towards over for between via leaving through")
COMPASS = word_set(
    """north south east west northeast northwest southeast southwest north-east north-west south-east south-west"""
)
COMPASS_ADJECTIVES = word_set(
    """northern southern eastern western northeastern northwestern southeastern southwestern north-eastern
    north-western south-eastern south-western central rural downtown nearby upper lower greater"""
)
NOT_PLACES = word_set(
    """congress parliament english arabic french german russian spanish chinese islam christianity god christmas
    ramadan easter covid internet twitter facebook youtube instagram telegram whatsapp tiktok google allah army navy
    office state president minister instead general politics charge spite addition response january february march
    april may june july august september october november december monday tuesday wednesday thursday friday saturday
    sunday spring summer autumn winter amendment constitution war act bill agreement election elections league cup
    games world century"""
)
PLACES: Mapping[str, frozenset[str]] = {
    "en": phrase_set(
        """afghanistan|albania|algeria|angola|argentina|armenia|australia|austria|azerbaijan|bahrain|bangladesh|belarus|
        belgium|benin|bolivia|bosnia|botswana|brazil|britain|great britain|bulgaria|burkina faso|burundi|cambodia|
        cameroon|canada|chad|chile|china|colombia|congo|costa rica|croatia|cuba|cyprus|czech republic|denmark|
        ecuador|egypt|el salvador|england|eritrea|estonia|ethiopia|finland|france|gabon|gaza|germany|ghana|greece|
        guatemala|guinea|haiti|honduras|hong kong|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|
        ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kosovo|kuwait|kyrgyzstan|laos|latvia|lebanon|liberia|libya|
        lithuania|luxembourg|madagascar|malawi|malaysia|mali|malta|mauritania|mexico|moldova|mongolia|montenegro|
        morocco|mozambique|myanmar|namibia|nepal|netherlands|new zealand|nicaragua|niger|nigeria|north korea|
        north macedonia|northern ireland|norway|oman|pakistan|palestine|panama|paraguay|peru|philippines|poland|
        portugal|puerto rico|qatar|romania|russia|rwanda|saudi arabia|scotland|senegal|serbia|sierra leone|singapore|
        slovakia|slovenia|somalia|south africa|south korea|south sudan|spain|sri lanka|sudan|sweden|switzerland|
        syria|taiwan|tajikistan|tanzania|thailand|togo|tunisia|turkey|turkmenistan|uganda|uk|u.k.|ukraine|
        united arab emirates|uae|united kingdom|united states|us|u.s.|usa|u.s.a.|america|uruguay|uzbekistan|
        venezuela|vietnam|wales|west bank|yemen|zambia|zimbabwe|crimea|europe|asia|africa|latin america|north america|
        south america|middle east|kurdistan|abu dhabi|accra|addis ababa|algiers|amman|amsterdam|ankara|athens|baghdad|
        baku|bangkok|beijing|beirut|belgrade|berlin|bogotá|brasília|brussels|bucharest|budapest|buenos aires|cairo|
        canberra|caracas|chisinau|copenhagen|dakar|damascus|delhi|dhaka|doha|dublin|geneva|hanoi|harare|havana|
        helsinki|islamabad|istanbul|jakarta|jerusalem|kabul|khartoum|kinshasa|kyiv|kiev|lagos|lima|lisbon|london|
        los angeles|madrid|manila|mexico city|minsk|mogadishu|moscow|mumbai|muscat|nairobi|new delhi|new york|
        new york city|oslo|ottawa|paris|prague|pretoria|pyongyang|quito|rabat|riga|riyadh|rome|san francisco|
        sanaa|santiago|sarajevo|seoul|sofia|stockholm|strasbourg|sydney|taipei|tallinn|tbilisi|tehran|tel aviv|
        alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|
        indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|
        montana|nebraska|nevada|new hampshire|new jersey|new mexico|north carolina|north dakota|ohio|oklahoma|oregon|
        pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|
        wisconsin|wyoming|tokyo|toronto|tripoli|tunis|vienna|vilnius|warsaw|washington|washington d.c.|yerevan|zagreb"""
    ),
    "fr": phrase_set(
        """france|allemagne|espagne|italie|angleterre|royaume-uni|états-unis|russie|ukraine|syrie|irak|iran|liban|turquie|
        israël|palestine|gaza|égypte|libye|tunisie|algérie|maroc|mali|niger|tchad|sénégal|burkina faso|cameroun|
        côte d’ivoire|côte d'ivoire|belgique|suisse|luxembourg|canada|québec|chine|japon|inde|pakistan|afghanistan|
        yémen|arabie saoudite|qatar|pologne|grèce|europe|afrique|asie|paris|londres|berlin|madrid|rome|bruxelles|
        genève|moscou|kiev|damas|bagdad|téhéran|beyrouth|ankara|jérusalem|le caire|tripoli|tunis|alger|rabat|bamako|
        niamey|dakar|washington|new york|pékin|tokyo|varsovie|athènes|vienne|lyon|marseille"""
    ),
    "es": phrase_set(
        """españa|francia|alemania|italia|inglaterra|reino unido|estados unidos|rusia|ucrania|siria|irak|irán|líbano|
        turquía|israel|palestina|gaza|egipto|libia|túnez|argelia|marruecos|méxico|argentina|chile|perú|bolivia|colombia|
        venezuela|ecuador|uruguay|paraguay|cuba|honduras|guatemala|el salvador|nicaragua|costa rica|panamá|brasil|
        canadá|china|japón|india|pakistán|afganistán|yemen|arabia saudita|polonia|grecia|europa|áfrica|asia|madrid|
        barcelona|valencia|sevilla|parís|londres|berlín|roma|bruselas|moscú|kiev|damasco|bagdad|teherán|beirut|
        jerusalén|el cairo|bogotá|caracas|lima|quito|la paz|santiago|buenos aires|montevideo|asunción|la habana|
        washington|nueva york|pekín|tokio"""
    ),
    "de": phrase_set(
        """deutschland|frankreich|spanien|italien|england|großbritannien|vereinigtes königreich|usa|russland|ukraine|
        syrien|irak|iran|libanon|türkei|israel|palästina|gaza|ägypten|libyen|tunesien|algerien|marokko|mali|niger|österreich|
        schweiz|belgien|niederlande|polen|tschechien|ungarn|griechenland|rumänien|bulgarien|serbien|china|japan|
        indien|pakistan|afghanistan|jemen|saudi-arabien|katar|europa|afrika|asien|berlin|hamburg|münchen|köln|
        frankfurt|leipzig|dresden|stuttgart|bayern|sachsen|hessen|wien|zürich|bern|genf|paris|london|madrid|rom|
        brüssel|moskau|kiew|kyjiw|damaskus|bagdad|teheran|beirut|ankara|istanbul|jerusalem|kairo|tripolis|tunis|
        washington|new york|peking|tokio|warschau|prag|budapest|athen"""
    ),
    # Russian declines its names: these are the stems.
    "ru": word_set(
        """росси украин белорусси сири ирак иран ливан турци израил палестин египт лив тунис алжир марокко герман
        франци испани итали британи польш грузи армени азербайджан казахстан узбекистан киргизи китай китае японии
        инди пакистан афганистан йемен катар европ африк москв петербург киев минск дамаск багдад тегеран бейрут
        анкар стамбул иерусалим каир париж лондон берлин мадрид рим вашингтон пекин токио варшав донецк луганск крым
        харьков одесс"""
    ),
    "ar": word_set(
        """سوريا سورية العراق إيران لبنان تركيا إسرائيل فلسطين غزة مصر ليبيا تونس الجزائر المغرب السودان اليمن
        السعودية قطر الكويت البحرين عمان الأردن الإمارات روسيا أوكرانيا فرنسا ألمانيا إسبانيا إيطاليا بريطانيا
        أمريكا أميركا الصين اليابان الهند باكستان أفغانستان أوروبا أفريقيا دمشق حلب حمص حماة إدلب درعا الحسكة
        القامشلي الرقة بغداد الموصل البصرة طهران بيروت طرابلس أنقرة إسطنبول القدس القاهرة الخرطوم صنعاء عدن
        الرياض الدوحة موسكو كييف باريس لندن برلين واشنطن نيويورك بكين"""
    ),
}
# Words before which a capitalised name is a place: "dans la ville de X", "in der Stadt X", "в городе X".
FOREIGN_NOUNS: Mapping[str, frozenset[str]] = {
    "fr": word_set("ville village province région commune quartier département gouvernorat"),
    "es": word_set("ciudad pueblo provincia región municipio barrio departamento localidad"),
    "de": word_set("stadt dorf provinz region gemeinde bezirk stadtteil ort landkreis kreis kleinstadt hauptstadt"),
    "ru": word_set("городе города город селе деревне поселке посёлке районе провинции области"),
    "ar": word_set("مدينة محافظة بلدة قرية ريف بلدتي مدينتي قريتي محافظتي"),
}
FOREIGN_IN: Mapping[str, frozenset[str]] = {"fr": word_set("à"), "es": word_set("en"), "ru": word_set("в во из под")}
FOREIGN_LINKS = word_set("de d' d’ du del la las los le les l' l’ von")
FOREIGN_NOBODY = word_set(
    """ils elles nous vous leur leurs cela ceci selon mais après avant pendant depuis según pero después durante desde
    sie wir ihr nach laut seit после согласно однако также"""
)

"""Word lists for telling speakers apart: bodies, outlets, roles, and heads that name nobody."""

from .wordlist import phrase_set, word_set

GENERIC_HEADS = word_set(
    """rescuer survivor passenger parent mother father firefighter paramedic source official officials witness
    resident activist analyst observer expert critic supporter aide adviser advisor spokesman spokeswoman
    spokesperson representative lawmaker diplomat commander fighter soldier civilian doctor medic eyewitness
    villager refugee protester people person insider employee staffer worker neighbour neighbor relative
    friend voter operative strategist economist scientist researcher scholar historian lawyer prosecutor
    investigator detective officer rebel militant journalist reporter local defector member leader sources
    some others many rumour rumor observers colleague donor ally opponent student teacher driver shopkeeper
    trader farmer guard prisoner detainee inmate nurse engineer pilot sailor miner fisherman clerk patient victim
    hostage captive tenant customer guest juror witnesses eyewitnesses"""
)
ROLES = word_set(
    """president senator governor minister secretary chairman chairwoman director spokesman spokeswoman
    spokesperson mayor judge professor chief candidate nominee leader adviser advisor manager strategist
    attorney lawyer analyst author editor correspondent commander ambassador envoy premier chancellor king
    queen prince pope businessman billionaire mogul congressman congresswoman representative coach assistant
    deputy"""
)
DESCRIBED_BODIES = word_set(
    """monitor group organisation organization watchdog observatory committee council commission company firm
    party union association campaign institute university charity foundation centre center think-tank
    coalition alliance network hospital bank agency body team board panel militia army"""
)
ORGANISATION_WORDS = word_set(
    """observatory agency committee council university institute party group organization organisation
    commission center centre foundation association union company inc inc. corp corp. bank fund society
    federation league network coalition alliance campaign college school hospital church club board brigade
    brigades front forces militia movement watch international rights aid crescent cross helmets defense
    defence project initiative services partners holdings airlines motors industries nations nato hezbollah
    hamas hizbullah isis isil daesh taliban al-qaeda democrats republicans syndicate regiment pollster
    research analytics"""
)
STATE_WORDS = word_set(
    """ministry government army police department pentagon kremlin parliament senate congress treasury court
    embassy fbi cia nsa fda epa faa irs nasa doj fema administration navy bureau directorate presidency
    cabinet authority knesset downing bundestag duma white"""
)
OUTLET_WORDS = word_set(
    """news times herald tribune journal guardian observer gazette chronicle telegraph mail mirror daily weekly
    magazine tv television radio broadcasting fm reporter politico breitbart huffpost bbc cnn nbc cbs abc
    msnbc npr pbs cnbc univision bloomberg reuters sputnik interfax buzzfeed vox slate salon axios newsweek
    economist examiner inquirer dispatch sentinel courier zeitung spiegel monde figaro"""
)
OUTLETS = phrase_set(
    """asharq al-awsat|al jazeera|al-jazeera|al arabiya|al-arabiya|al-araby al-jadeed|the new arab|al-manar|
    al-alam|enab baladi|time|fortune|forbes|the atlantic|vice|wired|new yorker|new york post|washington post|
    boston globe|toronto star|the sun|daily beast|fox|fox news|cnn|le monde|le figaro|libération|der spiegel|
    die zeit|el país|el mundo|kommersant|rt|russia today|sky|haaretz|ahram online|daily sabah|trt world|
    livemint|ndtv|sana|wall street journal|the hill|associated press|ap|usa today|xinhua|al-monitor|
    middle east eye|deutsche welle|dw|euronews|france 24|zaman al-wasl|al-quds al-arabi|rudaw|kurdistan 24|
    tishreen|al-watan|meduza"""
)
AGENCIES = phrase_set(
    """reuters|associated press|ap|afp|agence france-presse|agence france presse|tass|itar-tass|ria novosti|
    interfax|irna|fars|tasnim|isna|sana|xinhua|anadolu|anadolu agency|dpa|efe|ansa|apa|petra|mena|upi|pti|
    ians|yonhap|kyodo|north press agency|islamic republic news agency|sputnik news agency|sputnik|bloomberg"""
)
COUNTRIES = phrase_set(
    """iran|iraq|syria|russia|turkey|israel|lebanon|jordan|egypt|saudi arabia|qatar|kuwait|bahrain|yemen|oman|
    uae|united arab emirates|united states|u.s.|us|america|washington|moscow|tehran|damascus|beijing|london|
    paris|berlin|ankara|kyiv|kiev|ukraine|china|north korea|south korea|japan|india|pakistan|afghanistan|
    france|germany|britain|uk|united kingdom|italy|spain|greece|poland|hungary|canada|mexico|brazil|
    argentina|venezuela|cuba|nigeria|south africa|kenya|ethiopia|sudan|libya|tunisia|algeria|morocco|
    australia|baghdad|riyadh|doha|brussels|eu|european union|pyongyang|seoul|tokyo|new delhi|islamabad|kabul|
    vietnam|philippines|indonesia|malaysia|myanmar|thailand|sweden|norway|finland|denmark|netherlands|
    belgium|switzerland|austria|portugal|ireland|romania|bulgaria|serbia|armenia|azerbaijan|georgia|
    kazakhstan|belarus"""
)
NATIONALITIES = word_set(
    """iranian iraqi syrian russian turkish israeli lebanese jordanian egyptian saudi qatari kuwaiti yemeni
    american chinese british french german italian spanish greek polish ukrainian canadian mexican indian
    pakistani afghan kurdish arab western european african asian republican democratic democrat muslim
    christian jewish islamic palestinian uk-based us-based london-based u.s. us uk u.s.-led iran-backed"""
)

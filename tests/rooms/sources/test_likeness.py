"""Names that may be of one source are told with the reason, names of others are not, and no key misses one."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.sources.likeness import disguise, kept_keys, likeness, sought_keys
from verifier.sources.types import LikenessReason, Named, SourceKind

R = LikenessReason
BODY, PERSON = SourceKind.ORGANISATION, SourceKind.PERSON

ALIKE = [
    ("Аl Jazeera", "Al Jazeera", R.DISGUISED),  # Cyrillic А
    ("Αl Jazeera", "Al Jazeera", R.DISGUISED),  # Greek Α
    ("АӏЈаzееrа", "AlJazeera", R.DISGUISED),
    ("AI Jazeera", "Al Jazeera", R.DISGUISED),  # a capital I
    ("A1 Jazeera", "Al Jazeera", R.DISGUISED),
    ("Ａｌ Ｊａｚｅｅｒａ", "Al Jazeera", R.DISGUISED),
    ("Al Ja\u200bzeera", "Al Jazeera", R.DISGUISED),
    ("ТАСС", "TACC", R.DISGUISED),
    ("The Calder Monitor", "CALDER MONITOR", R.ACCENTS),
    ("Élysée Palace", "Elysee Palace", R.ACCENTS),
    ("Sana'a Centre", "Sanaa Centre", R.ACCENTS),
    ("Berna Media", "Bema Media", R.LOOKS),
    ("Al-Jazeera", "El Jazeera", R.SPELLING),
    ("Al-Sharq", "Alsharq", R.SPELLING),
    ("Sanaa Centre", "Sana Centre", R.SPELLING),
    ("Harbour Guard", "Harbourguard", R.SPELLING),
    ("Calder Port Authority", "Port Authority Calder", R.ORDER),
    ("Ministry of Interior", "Interior Ministry", R.ORDER),
    ("SOHR", "Syrian Observatory for Human Rights", R.ABBREVIATION),
    ("W.H.O.", "World Health Organization", R.ABBREVIATION),
    ("Syrian Observatory for Human Rights (SOHR)", "Syrian Observatory for Human Rights", R.ACCENTS),
    ("Syrian Observatory", "Syrian Observatory for Human Rights", R.SHORTER),
    ("Calder Monitor", "Calder Moniter", R.TYPING),
    ("Calder Monitor", "Calder Montior", R.TYPING),
    ("Calder Monitor", "Calder Monitoor", R.TYPING),
    ("المرصد السوري لحقوق الإنسان", "المرصد السوري لحقوق الانسان", R.ACCENTS),
]
PEOPLE_ALIKE = [
    ("Haddad, Salma", "Salma Haddad", R.ORDER),
    ("Mohammed Haddad", "Muhammad Haddad", R.SPELLING),
    ("Youssef Khalil", "Yusuf Khaleel", R.SPELLING),
    ("Salma Haddadin", "Salma Hadadin", R.SPELLING),
]
OTHERS = [
    ("Unit 61", "Unit 62"),
    ("Unit 61", "Unit ٦٢"),
    ("Unit 6", "Unit 61"),
    ("Channel 4 News", "Channel 5 News"),
    ("Battalion II of Calder", "Battalion III of Calder"),
    ("Iraqi Ministry of Interior", "Syrian Ministry of Interior"),
    ("Ministry of Interior (Iraq)", "Ministry of Interior (Iran)"),
    ("Ministry of Interior", "Ministry of Interior of Yemen"),
    ("Ministry of Foreign Affairs of Ireland", "Ministry of Foreign Affairs of Iceland"),
    ("Ministry of Interior", "Ministry of Justice"),
    ("Port Office", "Fort Office"),
    ("New York Times", "New York Post"),
    ("Reuters", "Reuters Institute"),
    ("BBC", "BBC Arabic"),
    ("North Calder Council", "South Calder Council"),
    ("", "Somebody"),
    ("...", "!!!"),
]
OTHER_PEOPLE = [
    ("Ahmad Hassan", "Hassan Ahmad"),  # a father and his son
    ("George Bush", "George Bush Jr"),
    ("George Bush", "George W. Bush"),
    ("Ali Omar", "Ali bin Omar"),
    ("Omar", "Abu Omar"),
    ("Ali Hassan", "Ali Hassan Ahmad"),
    ("Samir Haddad", "Samira Haddad"),
    ("Hafez al-Assad", "Bashar al-Assad"),
    ("Hassan Ali", "Hussein Ali"),
]


@pytest.mark.parametrize(
    ("one", "other", "reason", "kind"),
    [(*row, BODY) for row in ALIKE] + [(*row, PERSON) for row in PEOPLE_ALIKE],
)
def test_names_of_one_are_told_with_the_reason(one: str, other: str, reason: R, kind: SourceKind) -> None:
    a, b = Named((one,), kind), Named((other,), kind)
    assert likeness(a, b) is reason
    assert likeness(b, a) is reason
    assert kept_keys(a) & sought_keys(b)
    assert kept_keys(b) & sought_keys(a)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [(*row, BODY) for row in OTHERS] + [(*row, PERSON) for row in OTHER_PEOPLE],
)
def test_names_of_others_are_not(one: str, other: str, kind: SourceKind) -> None:
    assert likeness(Named((one,), kind), Named((other,), kind)) is None


def test_another_name_counts_as_the_name() -> None:
    known = Named(("World Health Organization", "Weltgesundheitsorganisation"), BODY)
    assert likeness(known, Named(("Weltgesundheitsorganisatoin",), BODY)) is R.TYPING


def test_an_unnamed_group_is_like_nobody() -> None:
    group = Named(("local sources",), SourceKind.UNNAMED_GROUP)
    assert likeness(group, group) is None
    assert not kept_keys(group)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Аl Jazeera", "two alphabets"),
        ("Al\u200bJazeera", "cannot be seen"),
        ("Ａｌ Jazeera", "another width"),
        ("Al Jazeera", ""),
        ("ТАСС", ""),
        ("Τα Νέα", ""),
        ("خبرگزاری می\u200cگوید", ""),  # a joiner is spelling in Persian
        ("№ 5", ""),
    ],
)
def test_a_disguise_is_put_into_words(name: str, told: str) -> None:
    assert (told in disguise(name)) if told else disguise(name) == ""


words = st.text(st.sampled_from("abcdeilmnorstuAIÉаеоالسا-'’. 19"), min_size=1, max_size=24)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(names, names, st.sampled_from([BODY, PERSON, SourceKind.OUTLET]))
def test_whoever_is_alike_shares_a_key(one: str, other: str, kind: SourceKind) -> None:
    a, b = Named((one,), kind), Named((other,), kind)
    assert likeness(a, b) is likeness(b, a)
    if likeness(a, b) is not None:
        assert kept_keys(a) & sought_keys(b)


@settings(max_examples=300, deadline=None)
@given(names, st.data())
def test_a_slip_of_the_hand_is_alike_only_with_a_shared_key(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    how = data.draw(st.sampled_from(["drop", "put", "change", "swap"]))
    slipped = {
        "drop": name[:at] + name[at + 1 :],
        "put": f"{name[:at]}x{name[at:]}",
        "change": f"{name[:at]}x{name[at + 1 :]}",
        "swap": name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
    }[how]
    a, b = Named((name,), BODY), Named((slipped,), BODY)
    if likeness(a, b) is not None:
        assert kept_keys(a) & sought_keys(b)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_it(one: str, other: str) -> None:
    likeness(Named((one,), BODY), Named((other,), PERSON))
    kept_keys(Named((one, unicodedata.normalize("NFD", other)), BODY))
    disguise(one)

"""Single checkable statements: where a sentence is cut, where it is not, and how each part is said alone."""

from datetime import date

import pytest

from verifier.articles.rules import alone
from verifier.reading.reader import read
from verifier.reading.types import ClaimKind, ProposedClaim

PUBLISHED = date(2021, 3, 10)


def _claims(text: str, language: str | None = None) -> tuple[ProposedClaim, ...]:
    return read(text, publisher="River Weekly", published_on=PUBLISHED, language=language).claims


def _wordings(text: str) -> list[str]:
    return [alone(one.standalone.words if one.standalone else one.text).rstrip(".") for one in _claims(text)]


CUT = [
    (
        "The police said 12 people were arrested and 30 others were injured.",
        ["12 people were arrested", "30 others were injured"],
    ),
    (
        "Shelling killed three civilians, including a child, and wounded 11 others in Lomma, the monitor said.",
        ["Shelling killed three civilians, including a child", "[Shelling] wounded 11 others in Lomma"],
    ),
    (
        "The bill passed 52-48 on Tuesday, and President Lee signed it on Wednesday.",
        ["The bill passed 52-48 on Tuesday", "President Lee signed it on Wednesday"],
    ),
    (
        "The army killed 12 fighters and the rebels wounded 30 soldiers.",
        ["The army killed 12 fighters", "The rebels wounded 30 soldiers"],
    ),
    ("Hezbollah killed 12 and Israel wounded 30.", ["Hezbollah killed 12", "Israel wounded 30"]),
    (
        "The attack killed 12 people, wounded 30 and destroyed 5 homes.",
        ["The attack killed 12 people", "[The attack] wounded 30", "[The attack] destroyed 5 homes"],
    ),
    (
        "At least 12 people were killed and 30 wounded in the blast.",
        ["At least 12 people were killed", "30 [were] wounded in the blast"],
    ),
    (
        "The dam broke in March, and the flood destroyed three villages.",
        ["The dam broke in March", "The flood destroyed three villages"],
    ),
    (
        "The militia was founded in 2012 and now has 3,000 members.",
        ["The militia was founded in 2012", "[The militia] now has 3,000 members"],
    ),
    (
        "Unemployment fell to 5 percent, but wages rose by only 2 percent.",
        ["Unemployment fell to 5 percent", "Wages rose by only 2 percent"],
    ),
    (
        "Ray was arrested in Lomma, which fell to the rebels in 2014.",
        ["Ray was arrested in Lomma", "[Lomma] fell to the rebels in 2014"],
    ),
    (
        "Police arrested Ann Lee, who led the party from 2011 to 2015.",
        ["Police arrested Ann Lee", "[Ann Lee] led the party from 2011 to 2015"],
    ),
    (
        "Ann Lee said the dam broke on Monday and that 300 homes were flooded.",
        ["The dam broke on Monday", "300 homes were flooded"],
    ),
    (
        "The northern dam broke on Monday night; the southern one was closed by the army at noon.",
        ["The northern dam broke on Monday night", "The southern one was closed by the army at noon"],
    ),
]


@pytest.mark.parametrize(("text", "wordings"), CUT)
def test_each_statement_is_a_claim(text: str, wordings: list[str]) -> None:
    assert _wordings(text) == wordings


@pytest.mark.parametrize(
    "text",
    [
        "Lee met the mayor and the council in Paris.",
        "The minister and his deputy resigned on Monday.",
        "The militia has recruited more than 205 members and some 35 civilians so far.",
        "The bridge links Asker and Lomma.",
        "If the dam broke, 3,000 people lost their homes and the town paid 5 million dollars.",
        "Some 12 people killed and 30 wounded in the blast near Lomma.",
        "The men and women who fled Lomma in 2014 and settled in Turkey have returned.",
        "The company, which employs 3,000 people, was sold on Monday.",
        "Trump was born in New York and grew up in Queens.",
        "We are there at the request of the council, and this presence has cost 300 dollars.",
        "The treaty was signed in 2019 by 12 states and 3 unions.",
        "He resigned, which surprised the council of the northern towns.",
        "The dam (built in 1950, and the bridge was built in 1960) broke on Monday.",
    ],
)
def test_what_belongs_together_is_one_claim(text: str) -> None:
    assert len(_claims(text)) == 1


@pytest.mark.parametrize("text", [text for text, _ in CUT])
def test_each_claim_is_a_stretch_of_the_text(text: str) -> None:
    for one in _claims(text):
        assert one.span.of(text) == one.text
        if one.standalone is not None:
            assert one.standalone.note
            assert all(span.of(text).strip(" ,") in one.standalone.words for span in one.standalone.spans)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“I saw three tanks near Lomma,” Ann Lee said.", "I [Ann Lee] saw three tanks near Lomma"),
        ("“I'm the owner of three mines,” Ann Lee said.", "I [Ann Lee] am the owner of three mines"),
        ("Tom Ray told Reuters he paid 300 dollars.", "[Tom Ray] paid 300 dollars"),
        ("Tom Ray said the dam is safe. His salary is 300 dollars.", "[Tom Ray’s] salary is 300 dollars."),
        ("Ms. Doe said the dam is safe. She was paid 300 dollars.", "[Doe] was paid 300 dollars."),
    ],
)
def test_a_pronoun_is_named_in_brackets(text: str, words: str) -> None:
    made = _claims(text)[-1].standalone
    assert made is not None
    assert made.words == words
    assert "is read as" in made.note
    assert made.spans


@pytest.mark.parametrize(
    "text",
    [
        "He was paid 300 dollars.",
        "Ms. Doe said the dam is safe. He was paid 300 dollars.",
        "Tom Ray said the dam met Mayor Ann Lee. He was paid 300 dollars.",
        "It was paid 300 dollars, Tom Ray said.",
    ],
)
def test_nobody_is_guessed_where_the_text_leaves_it_open(text: str) -> None:
    assert _claims(text)[-1].standalone is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The dam has cost 300 dollars.", ClaimKind.FIGURE),
        ("The northern dam broke on Monday.", ClaimKind.EVENT),
        ("The president rejected the deal with the union.", ClaimKind.POSITION),
        ("“The northern dam was old,” Ann Lee said.", ClaimKind.QUOTE),
        ("The northern dam was built in 1950.", ClaimKind.BACKGROUND),
        ("The northern dam will break next winter.", ClaimKind.PREDICTION),
        ("Prices will rise to 300 dollars next year.", ClaimKind.PREDICTION),
        ("The mine that will close has cost 300 dollars.", ClaimKind.PREDICTION),
    ],
)
def test_the_kind_of_a_claim(text: str, kind: ClaimKind) -> None:
    assert _claims(text)[0].kind is kind


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Who paid for the northern dam?", "question"),
        ("We should close the northern border.", "opinion"),
        ("I think the dam is safe and sound.", "opinion"),
        ("It was the worst speech ever held.", "opinion"),
        ("Stop the war now.", "instruction"),
        ("Please call the police at once.", "instruction"),
        ("Don't believe the council of Lomma.", "instruction"),
        ("The dam is going to break soon.", "prediction"),
        ("Wer hat den Damm bezahlt?", "question"),
        ("Der Damm sollte geschlossen werden.", "opinion"),
        ("Il faut fermer le barrage.", "opinion"),
        ("Le barrage va céder bientôt.", "prediction"),
        ("Hay que cerrar la presa.", "opinion"),
        ("La presa será cerrada mañana.", "prediction"),
        ("Мы должны закрыть плотину.", "opinion"),
        ("Плотина будет закрыта завтра.", "prediction"),
        ("يجب إغلاق السد.", "opinion"),
        ("سوف يغلق السد قريبا.", "prediction"),
        ("هل أغلق السد؟", "question"),
    ],
)
def test_what_cannot_be_checked_says_why(text: str, reason: str) -> None:
    (one,) = _claims(text)
    assert not one.checkable
    assert reason in one.reason


@pytest.mark.parametrize(
    "text",
    [
        "The worst drought in 40 years killed 300 cows.",
        "Tehran has received no message, and the troops will stay.",
        "Call centres in Lomma closed on Monday.",
        "Help arrived in Lomma on Monday.",
        "The best-paid miners earned 300 dollars in 2019.",
        "Will Smith visited the northern dam.",
    ],
)
def test_a_fact_is_not_called_an_opinion(text: str) -> None:
    assert all(one.checkable for one in _claims(text)[:1])


def test_who_speaks_above_a_quotation_is_no_claim() -> None:
    text = "Ann Lee said:\n\n“The northern dam broke on Monday. Nobody was warned at all.”"
    assert [one.text for one in _claims(text)] == ["The northern dam broke on Monday.", "Nobody was warned at all."]


@pytest.mark.parametrize("marks", ["''|''", "“|”", '"|"', "«|»", "»|«", "„|“", "「|」"])
def test_a_quotation_over_two_paragraphs_is_one_persons(marks: str) -> None:
    opening, closing = marks.split("|")
    text = (
        f"{opening}The northern dam broke on Monday,{closing} Ann Lee said. {opening}Nobody was warned.\n\n"
        f"{opening}The council knew of it in May. It paid 300 dollars.{closing}\n\nIt rained in Lomma that day."
    )
    claims = _claims(text)
    assert [one.chain[-1].source for one in claims] == ["Ann Lee"] * 4 + ["River Weekly"]
    assert [one.text.rstrip(".,") for one in claims][:2] == ["The northern dam broke on Monday", "Nobody was warned"]

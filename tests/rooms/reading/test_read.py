"""Reading, on small texts written for these tests: any text is survived, and every span is where it says."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.reading.export import as_json
from verifier.reading.marked import read_marked
from verifier.reading.names_foreign import LANGUAGES
from verifier.reading.reader import read
from verifier.reading.types import Reading, Span

_ODD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(list("\"“”„«»''().,;:!?—–-\n\u202e\u2066\u200f\x00\ud800\udfff 0129ABCabcضказ")),
    ),
    max_size=400,
)
# What breaks offsets elsewhere: signs outside the first plane, signs that join or turn, halves of pairs, and nothing.
_HOSTILE = [
    "👩‍👩‍👧",
    "🇸🇾",
    "e\u0301",
    "\u202e",
    "\u2067",
    "\u200f",
    "\ud800",
    "\x00",
    "\ufeff",
    "ﷺ",
    "İ",
    "ß",
    "\u2028",
]
_FACTS = [
    *("more than 205 fighters", " and some 35 civilians", " killed 12", " and Y wounded 30", ", who led it in 2014,"),
    *(
        "mid-January",
        " on Sunday",
        " three days ago",
        " in Tartab, Hasakah province",
        " the city of Homs",
        "Syria’s Homs",
    ),
    *("٢٠٥", " 1 200 ", "1.200,50", "two dozen", "half of", " six times higher", "He ", "I ", "his ", "$3bn", " will "),
    *(
        "؛ ",
        "قال إن ",
        "مدينة تلدو",
        "15 رمضان 1442",
        "в 2014 году",
        "«",
        "»",
        "「",
        "」",
        "„",
        "‘",
        "’",
        ": ",
        "; ",
        ", ",
    ),
    *(" and ", " but ", "that ", "Gen. Omar al-Said", "U.S.", "(", ")", "?", "!", ".", "\n\n", " "),
]
_FACTUAL = st.lists(st.sampled_from([*_FACTS, *_HOSTILE]), max_size=40).map("".join)
_NEWSY = st.lists(
    st.sampled_from(
        [
            "Mayor Ann Lee",
            " said",
            " that ",
            "“",
            "”",
            "''",
            ", ",
            ". ",
            "\n\n",
            "told reporters ",
            "according to ",
            "the report",
            " confirmed ",
            "and added ",
            "12 people died",
            "saying ",
            "he ",
            "could not be verified",
            "U.S.",
            "(",
            ")",
            "who ",
            ": ",
        ]
    ),
    max_size=40,
).map("".join)


def _spans(reading: Reading) -> list[Span]:
    found = [sentence.span for sentence in reading.sentences]
    for one in reading.attributions:
        found.extend((*one.source, *one.cue, *one.content))
    for claim in reading.claims:
        found.append(claim.span)
        found.extend(one.span for one in (*claim.figures, *claim.dates, *claim.places, *claim.names))
        found.extend(claim.standalone.spans if claim.standalone else ())
        found.extend(span for hop in claim.chain for span in hop.spans)
    found.extend(one.span for one in reading.disclaimers)
    found.extend(span for one in reading.conflicts for span in one.spans)
    return [*found, *reading.furniture]


@settings(max_examples=150, deadline=None)
@given(st.one_of(_ODD, _NEWSY, _FACTUAL), st.sampled_from([None, *sorted(LANGUAGES)]))
def test_any_text_is_read_and_every_span_lies_inside_it(text: str, language: str | None) -> None:
    reading = read(text, published_on=date(2021, 3, 10), language=language)
    for span in _spans(reading):
        assert 0 <= span.start < span.end <= len(text)
    for claim in reading.claims:
        assert claim.text == claim.span.of(text)
        assert claim.chain
        for held in (*claim.figures, *claim.dates, *claim.places, *claim.names):
            assert claim.span.start <= held.span.start
            assert held.span.end <= claim.span.end
        for named in (*claim.places, *claim.names):
            assert named.words == " ".join(named.span.of(text).split())
        assert 0.0 <= claim.score <= 1.0
    for number, one in enumerate(reading.attributions):
        assert one.content
        assert one.nested_in is None or (one.nested_in != number and 0 <= one.nested_in < len(reading.attributions))
    assert as_json(reading, text, "x")["text"] == text


@settings(max_examples=60, deadline=None)
@given(st.one_of(_ODD, _FACTUAL).filter(lambda text: bool(text.strip())), st.data())
def test_any_stretch_that_a_person_marks_is_read(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    claim = read_marked(text, span, published_on=date(2021, 3, 10))
    assert (claim.span, claim.text) == (span, span.of(text))
    for held in (*claim.figures, *claim.dates, *claim.places, *claim.names):
        assert span.start <= held.span.start < held.span.end <= span.end


def test_a_sentence_of_a_hundred_thousand_words_is_read() -> None:
    text = "The army killed 12 men in Homs, and " * 12_500 + "it rained."
    reading = read(text, published_on=date(2021, 3, 10))
    assert reading.claims
    assert all(claim.text == claim.span.of(text) for claim in reading.claims)


def test_an_empty_text_proposes_nothing() -> None:
    reading = read("")
    assert reading.claims == ()
    assert reading.title is None
    assert reading.publisher is None

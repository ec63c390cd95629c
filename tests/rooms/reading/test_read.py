"""Reading, on small texts written for these tests: any text is survived, and every span is where it says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.reading.export import as_json
from verifier.reading.reader import read
from verifier.reading.types import Reading, Span

_ODD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(list("\"“”„«»''().,;:!?—–-\n\u202e\u2066\u200f\x00\ud800\udfff 0129ABCabcضказ")),
    ),
    max_size=400,
)
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
        found.extend(figure.span for figure in claim.figures)
        found.extend(span for hop in claim.chain for span in hop.spans)
    found.extend(one.span for one in reading.disclaimers)
    found.extend(span for one in reading.conflicts for span in one.spans)
    return [*found, *reading.furniture]


@settings(max_examples=150, deadline=None)
@given(st.one_of(_ODD, _NEWSY))
def test_any_text_is_read_and_every_span_lies_inside_it(text: str) -> None:
    reading = read(text)
    for span in _spans(reading):
        assert 0 <= span.start < span.end <= len(text)
    for claim in reading.claims:
        assert claim.text == claim.span.of(text)
        assert claim.chain
        assert 0.0 <= claim.score <= 1.0
    for number, one in enumerate(reading.attributions):
        assert one.content
        assert one.nested_in is None or (one.nested_in != number and 0 <= one.nested_in < len(reading.attributions))
    assert as_json(reading, text, "x")["text"] == text


def test_an_empty_text_proposes_nothing() -> None:
    reading = read("")
    assert reading.claims == ()
    assert reading.title is None
    assert reading.publisher is None

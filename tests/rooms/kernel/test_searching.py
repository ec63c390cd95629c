"""What somebody asks for can be shown again."""

from verifier.kernel.searching import one_line


def test_what_was_asked_can_be_shown_again() -> None:
    assert one_line(" a\x00b\tc\ud800 ") == "a b c"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"
    assert len(one_line("x" * 5000)) == 300

from datetime import UTC, timedelta

from verifier.outside.clock import now


def test_now_is_aware_utc_and_never_stands_still() -> None:
    first, second = now(), now()
    assert first.tzinfo is UTC
    assert timedelta() <= second - first < timedelta(seconds=5)

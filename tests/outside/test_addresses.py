"""Which addresses are public, and which spellings of a URL are taken."""

from ipaddress import ip_address

import pytest

from verifier.outside.addresses import UrlFault, UrlRefused, is_public, read_url


@pytest.mark.parametrize(
    "written",
    [
        "93.184.215.14",
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "192.0.3.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00::1",
    ],
)
def test_addresses_of_the_public_internet(written: str) -> None:
    assert is_public(ip_address(written))


@pytest.mark.parametrize(
    "written",
    [
        *("0.0.0.1", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "233.252.1.1", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:7f00:1", "fe80::1", "fe80::1%lo"),
        *("fec0::1", "fd00:ec2::254", "ff02::1", "64:ff9b::a9fe:a9fe", "64:ff9b::808:808", "64:ff9b:1::1", "100::1"),
        *("2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "3fff::1"),
        *("5f00::1", "4000::1", "2606:4700::1111%eth0"),
    ],
)
def test_addresses_that_lead_inside_or_nowhere(written: str) -> None:
    assert not is_public(ip_address(written))


@pytest.mark.parametrize(
    ("written", "host", "port", "target"),
    [
        ("https://News.Example/a/b?x=1#part", "news.example", 443, "/a/b?x=1"),
        ("http://news.example.:80", "news.example", 80, "/"),
        ("HTTP://news.example:8080/ä ö".replace(" ", "%20"), "news.example", 8080, "/%C3%A4%20%C3%B6"),
        ("https://صحيفة.example/خبر", "xn--ogbhx3c3b.example", 443, "/%D8%AE%D8%A8%D8%B1"),
        ("http://93.184.215.14/", "93.184.215.14", 80, "/"),
        ("http://[2606:4700::1111]/", "2606:4700::1111", 80, "/"),
        (
            "http://news.example/می\u200cخواهم",
            "news.example",
            80,
            "/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85",
        ),
        ("https://news.example/@author/story", "news.example", 443, "/@author/story"),
    ],
)
def test_ordinary_addresses_are_taken_apart(written: str, host: str, port: int, target: str) -> None:
    address = read_url(written)
    assert (address.host, address.port, address.target) == (host, port, target)


def test_the_host_header_names_only_an_unusual_port() -> None:
    assert read_url("https://news.example/").authority == "news.example"
    assert read_url("https://news.example:80/").authority == "news.example:80"
    assert read_url("http://[2606:4700::1111]:8080/").authority == "[2606:4700::1111]:8080"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", UrlFault.MALFORMED),
        ("news.example/story", UrlFault.MALFORMED),
        ("//news.example/story", UrlFault.MALFORMED),
        ("http:/news.example/story", UrlFault.MALFORMED),
        ("http://", UrlFault.MALFORMED),
        ("http://news.example:99999/", UrlFault.MALFORMED),
        ("http://news.example:0/", UrlFault.MALFORMED),
        ("http://news.example/a b", UrlFault.MALFORMED),
        ("http://news.example/\r\nHost: x", UrlFault.MALFORMED),
        ("http://news.example\\@127.0.0.1/", UrlFault.CREDENTIALS),
        ("http://news.example\\.evil.example/", UrlFault.MALFORMED),
        ("http://127.0.0.1%2f.news.example/", UrlFault.MALFORMED),
        ("http://loc\u00adalhost.example/", UrlFault.MALFORMED),
        ("http://-news.example/", UrlFault.MALFORMED),
        ("https://news.example/" + "a" * 2_000, UrlFault.MALFORMED),
        ("ftp://news.example/", UrlFault.SCHEME),
        ("javascript:alert(1)", UrlFault.SCHEME),
        ("file:///etc/passwd", UrlFault.SCHEME),
        ("https://desk:secret@news.example/", UrlFault.CREDENTIALS),
        ("http://localhost/", UrlFault.HOST),
        ("http://intranet/", UrlFault.HOST),
        ("http://127.1/", UrlFault.HOST),
        ("http://0177.0.0.1/", UrlFault.MALFORMED),
        ("http://0x7f.1/", UrlFault.HOST),
        ("http://2130706433/", UrlFault.HOST),
    ],
)
def test_spellings_that_two_readers_could_take_differently(written: str, fault: UrlFault) -> None:
    with pytest.raises(UrlRefused) as refused:
        read_url(written)
    assert refused.value.fault is fault

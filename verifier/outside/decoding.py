"""Undo the Content-Encoding of an answer piece by piece, so that a small answer cannot become a large one unseen.

Only gzip and deflate are asked for, so only they are undone (RFC 9110, section 8.4). A stream that stops before its
own end is an error: half an article must not pass for the whole.
"""

import zlib
from collections.abc import Iterable
from typing import Final

_PIECE: Final = 256 * 1024


class BodyTooLarge(Exception):  # noqa: N818
    """The decoded body would be longer than allowed."""


class BodyBroken(Exception):  # noqa: N818
    """The answer does not keep to its own form, or ends too early."""


class UnknownCoding(Exception):  # noqa: N818
    """A Content-Encoding that was not asked for, or several on top of each other."""


def decode_body(pieces: Iterable[bytes], coding: str, limit: int) -> bytes:
    """The body in plain bytes, ``limit`` at most. ``coding`` is the Content-Encoding line, empty if there was none.

    Raises BodyTooLarge, BodyBroken, UnknownCoding.
    """
    name = coding.strip().lower()
    if name in ("", "identity"):
        return _gather(pieces, limit)
    if name not in ("gzip", "x-gzip", "deflate"):
        raise UnknownCoding(coding)
    unpacker = _Unpacker(name, limit)
    for piece in pieces:
        unpacker.add(piece)
    return unpacker.finish()


def _gather(pieces: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            raise BodyTooLarge
    return bytes(body)


class _Unpacker:
    """gzip (also several members, one after another) and deflate in both forms that servers send."""

    def __init__(self, name: str, limit: int) -> None:
        self._is_gzip = name != "deflate"
        self._limit = limit
        self._body = bytearray()
        self._inflater: zlib._Decompress | None = None

    def add(self, piece: bytes) -> None:
        while piece:
            if self._inflater is None or self._inflater.eof:
                if self._inflater and not (self._is_gzip and piece.startswith(b"\x1f\x8b")):
                    return  # what follows the end of a stream is padding; browsers ignore it too
                self._inflater = zlib.decompressobj(self._window(piece))
            piece = self._inflate(self._inflater, piece)

    def _inflate(self, inflater: "zlib._Decompress", piece: bytes) -> bytes:
        """Take in a piece up to the end of its stream; what is left over belongs to the next."""
        while True:
            try:
                plain = inflater.decompress(piece, _PIECE)
            except zlib.error as error:
                raise BodyBroken(str(error)) from error
            self._body += plain
            if len(self._body) > self._limit:
                raise BodyTooLarge
            if inflater.eof:
                return inflater.unused_data
            piece = inflater.unconsumed_tail
            if not piece and len(plain) < _PIECE:
                return b""

    def finish(self) -> bytes:
        if self._inflater is None or not self._inflater.eof:
            raise BodyBroken("the packed body ends too early")
        return bytes(self._body)

    def _window(self, piece: bytes) -> int:
        if self._is_gzip:
            return zlib.MAX_WBITS | 16
        # The standard's deflate is zlib's format (first byte x8, checksum of the first two); many servers send it bare.
        wrapped = piece[0] & 0x0F == 8 and (len(piece) < 2 or (piece[0] * 256 + piece[1]) % 31 == 0)
        return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS

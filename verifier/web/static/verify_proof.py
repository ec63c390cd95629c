"""Check a proof of a verdict offline. Plain Python, nothing to install:

    python verify_proof.py verdict.tlog-proof 'desk.example+1a2b3c4d+AX...' [SHA-256 of the signed content]

The key is the desk's, as it is printed on its page of terms; note it once, from a place you trust. What is checked:
the checkpoint is signed with that key, the entry stands in the log under that checkpoint, and (where you give it) the
signature in the entry is over that very content. Formats: c2sp.org/tlog-proof, tlog-checkpoint, signed-note; RFC 6962
for the tree; RFC 8032 for Ed25519.
"""

import base64
import json
import sys
from hashlib import sha256, sha512
from typing import Any

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
Point = tuple[int, int, int, int]
D = -121665 * pow(121666, -1, P) % P


def add(one: Point, two: Point) -> Point:
    """The sum of two points of the curve, each (x, y, z, t) with x = X/z, y = Y/z, t = XY/z."""
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """A multiple of a point."""
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def point_of(raw: bytes) -> Point:
    """The point that 32 bytes stand for; ValueError where they stand for none."""
    y = int.from_bytes(raw, "little")
    odd, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def is_signed(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature (64 bytes) of ``text`` fits a public key (32 bytes)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    number = int.from_bytes(signature[32:], "little")
    if number >= ORDER:
        return False
    y = 4 * pow(5, -1, P) % P
    try:
        base, key, commitment = point_of(y.to_bytes(32, "little")), point_of(public), point_of(signature[:32])
    except ValueError:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public + text).digest(), "little") % ORDER
    left, right = times(number, base), add(commitment, times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a proof leads to; ValueError where it has too many or too few hashes."""
    found, here, last = sha256(b"\0" + leaf).digest(), index, size - 1
    for sibling in path:
        if last == 0:
            raise ValueError("the proof is too long")
        if here & 1 or here == last:
            found = sha256(b"\1" + sibling + found).digest()
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            found = sha256(b"\1" + found + sibling).digest()
        here, last = here >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return found


def check(proof: str, key: str, content: str = "") -> dict[str, Any]:
    """The entry that a proof shows to be in the log, as a dictionary. Raises ValueError with what is wrong."""
    name, key_id, encoded = key.split("+", 2)
    public = base64.b64decode(encoded)[1:]
    head, _, checkpoint = proof.partition("\n\n")
    mark, extra, index, *path = head.split("\n")
    if mark != "c2sp.org/tlog-proof@v1" or not extra.startswith("extra ") or not index.startswith("index "):
        raise ValueError("this is no proof file of this desk")
    text, _, signatures = checkpoint.rpartition("\n\n")
    origin, size, root = (text + "\n").split("\n")[:3]
    signed = [line.split(" ")[2] for line in signatures.splitlines() if line.startswith(f"\u2014 {name} ")]
    notes = [base64.b64decode(one) for one in signed]
    if origin != name or not any(
        note[:4].hex() == key_id and is_signed(public, (text + "\n").encode(), note[4:]) for note in notes
    ):
        raise ValueError("the checkpoint is not signed with this key")
    leaf = base64.b64decode(extra[6:])
    place, count = int(index[6:]), int(size)
    if not 0 <= place < count or root_from(leaf, place, count, [base64.b64decode(one) for one in path]) != (
        base64.b64decode(root)
    ):
        raise ValueError("the entry does not stand in the log under this checkpoint")
    entry = json.loads(leaf)
    over = sha256(json.dumps({"content_sha256": content}, separators=(",", ":")).encode()).hexdigest()
    if content and entry["state"] != over:
        raise ValueError("the signature is over other content")
    return {**entry, "log": origin, "size": count}


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            found = check(file.read(), *sys.argv[2:])
    except (OSError, ValueError, IndexError) as error:
        sys.exit(f"NOT PROVED: {error}")
    print(f"Proved: entry {found['seq']} of {found['size']} in {found['log']}: {found['action']} at {found['at']}.")

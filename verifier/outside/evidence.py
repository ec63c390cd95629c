from hashlib import sha256
from pathlib import Path


class EvidenceDamaged(Exception):
    pass


class EvidenceStore:
    def __init__(self, f):
        self.f = Path(f)

    @classmethod
    def open(cls, u):
        return cls(u)

    def put(self, raw):
        d = sha256(raw).hexdigest()
        self.f.mkdir(parents=True, exist_ok=True)
        (self.f / d).write_bytes(raw)
        return d

    def get(self, d):
        return (self.f / d).read_bytes()

    def has(self, d):
        return (self.f / d).exists()

"""An authenticator in software: makes keys and signs with them, as a telephone does. Also wrongly, when told to."""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from struct import pack
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


def packed(value: bytes) -> str:
    """Write bytes as browsers do."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def opened(value: str) -> bytes:
    """Read them."""
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


@dataclass
class Authenticator:
    """One device, in a browser that shows ``origin``. ``verified``: its owner showed that it is them."""

    origin: str = "https://counter.example"
    host: str = "counter.example"
    verified: bool = True
    counts: bool = True
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(32))
    owner: str = ""
    uses: int = 0

    def make(self, options: dict[str, Any]) -> str:
        """Make a key for the account in the options."""
        self.owner = options["user"]["id"]
        public = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (public.x, public.y))
        cose = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + pack(">H", len(self.id)) + self.id + cose
        data = encode_cbor({"fmt": "none", "attStmt": {}, "authData": self._data(_ATTESTED) + attested})
        return self._answer({
            "clientDataJSON": packed(self._client("webauthn.create", options["challenge"])),
            "attestationObject": packed(data),
        })  # fmt: skip

    def sign(self, options: dict[str, Any], **instead: str) -> str:
        """Sign the challenge."""
        self.uses += 1 if self.counts else 0
        data, client = self._data(0), self._client("webauthn.get", options["challenge"])
        return self._answer({
            "clientDataJSON": packed(client),
            "authenticatorData": packed(data),
            "signature": packed(self.key.sign(data + sha256(client).digest(), ECDSA(SHA256()))),
            "userHandle": self.owner,
            **instead,
        })  # fmt: skip

    def _data(self, flags: int) -> bytes:
        flags |= _PRESENT | (_VERIFIED if self.verified else 0)
        return sha256(self.host.encode()).digest() + bytes([flags]) + pack(">I", self.uses)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {"id": packed(self.id), "rawId": packed(self.id), "type": "public-key", "response": response}
        )  # fmt: skip

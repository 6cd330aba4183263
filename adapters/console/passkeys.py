"""Passkeys: what a browser is asked to sign, and whether it did. The private key never leaves its device.

Whoever signs has to have shown their device that it is them (a finger, a PIN), so a passkey is both factors.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.roster.accounts import Passkey
    from adapters.roster.people import Member

OURS = "Madoguchi"


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys hold: for this host, on pages of this origin."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is to do, as JSON for it, and the challenge that its answer has to hold."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Made:
    """A new key."""

    id: str
    public_key: bytes
    uses: int


def place(home: str) -> Place | None:
    """Give where passkeys hold; None for a page without a name: browsers make none for bare numbers."""
    parts = urlsplit(home)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        encrypted = parts.scheme == "https" or host == "localhost"
        return Place(host, f"{parts.scheme}://{parts.netloc}") if host and encrypted else None
    return None


def to_make(where: Place, member: Member, known: Sequence[Passkey]) -> Asked:
    """Ask for a new key, but not on a device that has one already."""
    options = generate_registration_options(
        rp_id=where.host,
        rp_name=OURS,
        user_id=member.id.encode("ascii"),
        user_name=member.login,
        user_display_name=member.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.id)) for key in known],
    )
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def made(where: Place, challenge: str, answer: str) -> Made | None:
    """Look at a new key; None when it is not what was asked for."""
    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=where.host,
            expected_origin=where.origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - whatever a browser sends
        return None
    return Made(bytes_to_base64url(found.credential_id), found.credential_public_key, found.sign_count)


def to_sign(where: Place) -> Asked:
    """Ask for a signature of any key that holds here: the browser knows whose."""
    options = generate_authentication_options(
        rp_id=where.host, user_verification=UserVerificationRequirement.REQUIRED
    )  # fmt: skip
    return Asked(options_to_json(options), bytes_to_base64url(options.challenge))


def named(answer: str) -> tuple[str, str]:
    """Give the id of the key that signed, and whose it says it is; "" where it says nothing."""
    try:
        given = json.loads(answer)
        owner = given["response"].get("userHandle") or ""
        return str(given["id"]), base64url_to_bytes(owner).decode("ascii")
    except Exception:  # noqa: BLE001 - whatever a browser sends
        return "", ""


def signed(where: Place, challenge: str, answer: str, key: Passkey) -> int | None:
    """Look at a signature; give how often the key says it has signed, None when it is not the right one."""
    try:
        found = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=where.host,
            expected_origin=where.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.uses,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - whatever a browser sends
        return None
    return found.new_sign_count

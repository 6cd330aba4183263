"""What a worker cannot do, whatever a package or a library tries: reach a network, start a program, take all memory."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
import sys

_NET = ("socket.", "urllib.", "ftplib.", "http.", "smtplib.", "imaplib.", "poplib.", "telnetlib.", "nntplib.")
_PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE_WITH_EPERM = 0x7FFF0000, 0x00050001
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By processor: how Linux names it, and the number of socket() there."""

attempts: list[str] = []
"""What was tried in spite of it: names of events, no words."""


def fence() -> None:
    """Refuse every connection and every program from here on; this cannot be taken back."""
    with contextlib.suppress(AttributeError, OSError):
        _no_sockets()
    sys.addaudithook(_watch)


def limit(memory: int) -> None:
    """Let the process have so many bytes of its own and no more (Linux), and leave no core behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _watch(event: str, _: object) -> None:
    if event.startswith(_NET) or event.startswith(_PROGRAMS):
        attempts.append(event)
        raise PermissionError(event)


def _no_sockets() -> None:
    """Have the kernel refuse socket(), for code in C too; only where we know its number."""
    known = _SOCKET.get(os.uname().machine) if sys.platform == "linux" else None
    if known is None:
        return
    machine, number = known
    steps = (
        (0x20, 0, 0, 4),  # load the processor's name
        (0x15, 0, 3, machine),  # another one: its numbers mean something else, let it pass
        (0x20, 0, 0, 0),  # load the call's number
        (0x15, 0, 1, number),
        (0x06, 0, 0, _REFUSE_WITH_EPERM),
        (0x06, 0, 0, _ALLOW),
    )
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    prctl(_SECCOMP, _FILTER, ctypes.addressof(head), 0, 0)

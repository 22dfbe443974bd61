"""Thin, checked calls of the kernel functions that Python 3.11 does not offer."""

import ctypes
import os

CLONE_NEWNS = 0x0002_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
CAP_SETPCAP = 8
CAP_SYS_ADMIN = 21
LAST_CAPABILITY = 63
_CAPABILITY_VERSION_3 = 0x2008_0522

libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags: int) -> None:
    """Leave namespaces; with CLONE_NEWPID only children enter the new one."""
    _check(libc.unshare(ctypes.c_int(flags)), "unshare")


def setns(descriptor: int, kind: int) -> None:
    """Enter the namespace that a descriptor of /proc/…/ns names."""
    _check(libc.setns(ctypes.c_int(descriptor), ctypes.c_int(kind)), "setns")


def mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """Mount a file system in the present mount namespace."""
    encoded = [None if text is None else text.encode() for text in (source, target, kind, data)]
    result = libc.mount(
        encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), ctypes.c_char_p(encoded[3])
    )
    _check(result, f"mount {target}")


def prctl(option: int, *arguments: int) -> None:
    """Set a property of this process."""
    padded = [*arguments, 0, 0, 0, 0][:4]
    _check(libc.prctl(ctypes.c_int(option), *map(ctypes.c_ulong, padded)), f"prctl {option}")


def set_capabilities(mask: int) -> None:
    """Make `mask` the permitted and effective capabilities; nothing is inheritable."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    low, high = mask & 0xFFFF_FFFF, mask >> 32
    data = (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)
    _check(libc.capset(header, data), "capset")


def drop_all_capabilities() -> None:
    """Give up every capability, now and for whatever could come after."""
    for capability in range(LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            continue  # a capability that this kernel does not have
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    set_capabilities(0)


def become(uid: int, gid: int) -> None:
    """Change from root to another user, keeping just what forking sandboxed children needs."""
    os.setgroups([])
    prctl(PR_SET_KEEPCAPS, 1)
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    set_capabilities((1 << CAP_SYS_ADMIN) | (1 << CAP_SETPCAP))

"""The system calls that learner code may not make, as a BPF program for the kernel."""

import ctypes
import errno
import platform
import struct

from graders.sandbox.kernel import PR_SET_NO_NEW_PRIVS, libc, prctl

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
_CLONE_THREAD = 0x0001_0000
_X32_BIT = 0x4000_0000

# Numbers by architecture; a call that one of them never had is left out there.
_DENIED: dict[str, dict[str, int]] = {
    "x86_64": {
        "fork": 57, "vfork": 58, "execve": 59, "execveat": 322, "ptrace": 101, "unshare": 272,
        "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "bpf": 321,
        "keyctl": 250, "add_key": 248, "request_key": 249, "perf_event_open": 298,
        "process_vm_readv": 310, "process_vm_writev": 311, "userfaultfd": 323,
        "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
        "kexec_load": 246, "kexec_file_load": 320, "init_module": 175, "finit_module": 313,
        "delete_module": 176, "name_to_handle_at": 303, "open_by_handle_at": 304,
        "personality": 135, "swapon": 167, "swapoff": 168, "reboot": 169, "sethostname": 170,
        "setdomainname": 171, "mknod": 133, "mknodat": 259, "pidfd_getfd": 438, "pidfd_open": 434,
        "process_madvise": 440, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
        "move_mount": 429, "open_tree": 428, "mount_setattr": 442, "setpriority": 141, "acct": 163,
        "quotactl": 179, "settimeofday": 164, "clock_settime": 227, "adjtimex": 159,
        "clock_adjtime": 305, "iopl": 172, "ioperm": 173, "syslog": 103, "nfsservctl": 180,
        "kcmp": 312, "lookup_dcookie": 212, "move_pages": 279, "mbind": 237,
        "set_mempolicy": 238, "migrate_pages": 256, "fanotify_init": 300, "seccomp": 317,
        "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446,
        "memfd_secret": 447, "sched_setscheduler": 144, "sched_setattr": 314, "connect": 42,
        "bind": 49, "listen": 50, "accept": 43, "accept4": 288, "vhangup": 153,
        # Memory that no limit on files or on the process counts.
        "memfd_create": 319, "shmget": 29, "shmat": 30, "shmctl": 31,
        "msgget": 68, "msgsnd": 69, "semget": 64, "semop": 65, "semtimedop": 220, "mq_open": 240,
        "ioprio_set": 251, "modify_ldt": 154, "quotactl_fd": 443, "vmsplice": 278, "uselib": 134,
        "inotify_init": 253, "inotify_init1": 294, "set_mempolicy_home_node": 450,
        "lsm_set_self_attr": 460,
    },
    "aarch64": {
        "execve": 221, "execveat": 281, "ptrace": 117, "unshare": 97, "setns": 268, "mount": 40,
        "umount2": 39, "pivot_root": 41, "chroot": 51, "bpf": 280, "keyctl": 219, "add_key": 217,
        "request_key": 218, "perf_event_open": 241, "process_vm_readv": 270,
        "process_vm_writev": 271, "userfaultfd": 282, "io_uring_setup": 425,
        "io_uring_enter": 426, "io_uring_register": 427, "kexec_load": 104,
        "kexec_file_load": 294, "init_module": 105, "finit_module": 273, "delete_module": 106,
        "name_to_handle_at": 264, "open_by_handle_at": 265, "personality": 92, "swapon": 224,
        "swapoff": 225, "reboot": 142, "sethostname": 161, "setdomainname": 162, "mknodat": 33,
        "pidfd_getfd": 438, "pidfd_open": 434, "process_madvise": 440, "fsopen": 430,
        "fsconfig": 431, "fsmount": 432, "fspick": 433, "move_mount": 429, "open_tree": 428,
        "mount_setattr": 442, "setpriority": 140, "acct": 89, "quotactl": 60, "settimeofday": 170,
        "clock_settime": 112, "adjtimex": 171, "clock_adjtime": 266, "syslog": 116, "kcmp": 272,
        "lookup_dcookie": 18, "move_pages": 239, "mbind": 235, "set_mempolicy": 237,
        "migrate_pages": 238, "fanotify_init": 262, "seccomp": 277,
        "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446,
        "memfd_secret": 447, "sched_setscheduler": 119, "sched_setattr": 274, "connect": 203,
        "bind": 200, "listen": 201, "accept": 202, "accept4": 242, "vhangup": 58,
        "memfd_create": 279, "shmget": 194, "shmat": 196, "shmctl": 195,
        "msgget": 186, "msgsnd": 189, "semget": 190, "semop": 193, "semtimedop": 192,
        "mq_open": 180, "ioprio_set": 30, "quotactl_fd": 443, "vmsplice": 75, "inotify_init1": 26,
        "set_mempolicy_home_node": 450, "lsm_set_self_attr": 460,
    },
}  # fmt: skip
_AUDIT_ARCH = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
_SOCKET = {"x86_64": 41, "aarch64": 198}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435


def supported() -> bool:
    """Whether this processor's system-call numbers are known to us."""
    return platform.machine() in _AUDIT_ARCH


def program(machine: str) -> bytes:
    """Assemble the filter for a processor.

    No sockets, no new programs or processes (threads stay possible), no namespaces, no tracing,
    no mounts, no memory outside the limits. A program of a foreign architecture is killed: its
    numbers mean other calls.
    """
    steps = [
        _step(_LOAD, 4),
        _step(_JUMP_EQUAL, _AUDIT_ARCH[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, 0),
    ]
    if machine == "x86_64":
        steps += [
            _step(_JUMP_GREATER_EQUAL, _X32_BIT, 0, 1),
            _step(_RETURN, _ERRNO | errno.ENOSYS),
        ]
    for number in _DENIED[machine].values():
        steps += _refuse(number, errno.EPERM)
    steps += _refuse(_SOCKET[machine], errno.EACCES)
    steps += _refuse(_CLONE3, errno.ENOSYS)  # the C library then falls back to clone
    steps += [
        _step(_JUMP_EQUAL, _CLONE[machine], 0, 3),
        _step(_LOAD, 16),
        _step(_JUMP_SET, _CLONE_THREAD, 1, 0),
        _step(_RETURN, _ERRNO | errno.EPERM),
        _step(_RETURN, _ALLOW),
    ]
    return b"".join(steps)


def install(assembled: bytes) -> None:
    """Put the filter on this process for good."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    buffer = ctypes.create_string_buffer(assembled, len(assembled))
    loaded = Program(len(assembled) // 8, ctypes.cast(buffer, ctypes.c_void_p).value)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    result = libc.prctl(
        ctypes.c_int(_PR_SET_SECCOMP), ctypes.c_ulong(_MODE_FILTER), ctypes.byref(loaded), 0, 0
    )
    if result != 0:
        raise OSError(ctypes.get_errno(), "the kernel refuses the seccomp filter")


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _refuse(number: int, error: int) -> list[bytes]:
    return [_step(_JUMP_EQUAL, number, 0, 1), _step(_RETURN, _ERRNO | error)]

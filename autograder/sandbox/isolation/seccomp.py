"""Seccomp: which system calls student code may make; every other one fails with EPERM.

The list is for Python with numerical libraries, and lets nothing else through: no sockets but
pairs, no tracing, no namespaces, no mounts, no keys, no shared memory of System V. libseccomp makes
the filter; it is built once for a fork server and loaded by each worker.
"""

from __future__ import annotations

import ctypes
import os
import struct
from typing import Any

from autograder.sandbox.isolation.syscalls import (
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    PR_SET_SECCOMP,
    prctl,
)

SECCOMP_MODE_FILTER = 2
EPERM, ENOSYS = 1, 38
CLONE_THREAD = 0x00010000
CLONE_NEWCGROUP = 0x02000000
NAMESPACES = (
    CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
) | CLONE_NEWCGROUP

OWN_PID = 0x5EC0_0042
"""Stands in the filter for the worker's own pid, which is not known when it is built."""

FILES = """
    access faccessat faccessat2 open openat creat close close_range read readv pread64 preadv
    preadv2 write writev pwrite64 pwritev pwritev2 lseek stat fstat lstat newfstatat statx statfs
    fstatfs getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename
    renameat renameat2 link linkat symlink symlinkat readlink readlinkat umask dup dup2 dup3
    fcntl flock ioctl pipe pipe2 fsync fdatasync sync_file_range ftruncate fallocate fadvise64
    sendfile splice tee copy_file_range select pselect6 poll ppoll epoll_create epoll_create1
    epoll_ctl epoll_ctl_old epoll_wait epoll_wait_old epoll_pwait epoll_pwait2 eventfd eventfd2
    timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4 inotify_init inotify_init1
    inotify_add_watch inotify_rm_watch readahead fchmod getxattr lgetxattr fgetxattr
    listxattr llistxattr flistxattr
"""
MEMORY = """
    brk mmap munmap mremap mprotect madvise msync mincore mlock mlock2 munlock mlockall munlockall
    membarrier get_mempolicy set_mempolicy mbind pkey_alloc pkey_free pkey_mprotect
"""
PROCESSES = """
    exit exit_group wait4 waitid getpid getppid gettid getuid geteuid getgid getegid getresuid
    getresgid getgroups getpgid getpgrp getsid setsid setpgid getrlimit getrusage times sysinfo
    uname getcpu sched_yield sched_getaffinity sched_setaffinity sched_getparam
    sched_getscheduler sched_get_priority_max sched_get_priority_min sched_getattr getpriority
    set_tid_address set_robust_list get_robust_list futex futex_waitv futex_wake futex_wait
    futex_requeue rseq arch_prctl capget restart_syscall getrandom prctl pause
"""
SIGNALS = """
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend
    sigaltstack alarm getitimer setitimer timer_create timer_settime timer_gettime
    timer_getoverrun timer_delete
"""
CLOCKS = """
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time
"""
PAIRS = """
    socketpair sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg shutdown getsockopt setsockopt
    getsockname getpeername
"""
STARTS = "fork vfork execve execveat"
BY_PATH = "truncate chmod fchmodat fchmodat2 utime utimes utimensat futimesat"
DEVICES = "memfd_create bind listen"
"""What CUDA does besides when it begins, and does not begin without: it makes memory that is a
file, and listens on a socket of its own, where other processes of a program could ask for memory.
Nobody connects to it: that is let through to no one, and nor is any socket of another kind."""

AF_UNIX, SOCK_SEQPACKET, KIND_OF_SOCKET = 1, 5, 0xF

TO_OTHERS = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo"


def binding() -> Any:
    """Return the binding of libseccomp, None where the machine lacks the library."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return None
    return pyseccomp


def build(*, alone: bool, devices: bool = False) -> bytes:
    """Return the filter's program, for `load`; `devices` for a process that uses a GPU.

    `alone` says that student code runs as a user of its own, or in a pid namespace of its own: it
    may start processes, since all of them can be ended, and the processes and files that it can
    name are its own.

    Raises:
        OSError: the machine has no libseccomp.
    """
    seccomp = binding()
    if seccomp is None:
        raise OSError(ENOSYS, "libseccomp is not installed")
    filtered = seccomp.SyscallFilter(seccomp.ERRNO(EPERM))
    allowed = f"{FILES} {MEMORY} {PROCESSES} {SIGNALS} {CLOCKS} {PAIRS}"
    if alone:
        allowed += f" {STARTS} {BY_PATH} {TO_OTHERS}"
    if devices:
        allowed += f" {DEVICES}"
        local = seccomp.Arg(0, seccomp.EQ, AF_UNIX)
        kind = seccomp.Arg(1, seccomp.MASKED_EQ, KIND_OF_SOCKET, SOCK_SEQPACKET)
        _add(seccomp, filtered, seccomp.ALLOW, "socket", local, kind)
    for name in allowed.split():
        _add(seccomp, filtered, seccomp.ALLOW, name)
    # glibc falls back to `clone`, whose flags a filter can see.
    _add(seccomp, filtered, seccomp.ERRNO(ENOSYS), "clone3")
    if alone:
        none = seccomp.Arg(0, seccomp.MASKED_EQ, NAMESPACES, 0)
        _add(seccomp, filtered, seccomp.ALLOW, "clone", none)
    else:
        kinds = NAMESPACES | CLONE_THREAD
        thread = seccomp.Arg(0, seccomp.MASKED_EQ, kinds, CLONE_THREAD)
        _add(seccomp, filtered, seccomp.ALLOW, "clone", thread)
        own = seccomp.Arg(0, seccomp.EQ, OWN_PID)
        for name in ("kill", "tgkill"):
            _add(seccomp, filtered, seccomp.ALLOW, name, own)
    for number in (0, OWN_PID):
        limits_of = seccomp.Arg(0, seccomp.EQ, number)
        _add(seccomp, filtered, seccomp.ALLOW, "prlimit64", limits_of)
    return _exported(filtered)


def _add(seccomp: Any, filtered: Any, action: int, name: str, *tests: Any) -> None:
    # A negative number: another architecture's call, or one that this libseccomp does not know.
    if seccomp.resolve_syscall(seccomp.Arch.NATIVE, name) >= 0:
        filtered.add_rule(action, name, *tests)


def _exported(filtered: Any) -> bytes:
    with os.fdopen(os.memfd_create("filter"), "w+b", buffering=0) as file:
        filtered.export_bpf(file)
        file.seek(0)
        return file.read()


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def load(program: bytes) -> None:
    """Put the filter over this process and all that it starts, for good.

    Raises:
        OSError: the kernel refuses, or the process may still gain privileges.
    """
    program = program.replace(struct.pack("=I", OWN_PID), struct.pack("=I", os.getpid()))
    described = _Program(len(program) // 8, program)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(described))

"""A process that does nothing but fork workers and end them.

It is forked while the parent has one thread and all that pages need is loaded. So a worker can be replaced at any
later time, when the parent has threads and cannot be forked safely, and all workers share that memory. When the
parent goes, however it goes, the zygote sees the end of their connection, kills the workers and leaves.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import struct
import sys
import time
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

_ORDER = struct.Struct("!ci")
_DONE = struct.Struct("!iq")
_FORK, _END = b"f", b"e"
_UNKNOWN = -1
_REAPING = 2.0  # seconds a killed worker may take to go; the kernel may hold one that reads from a dead disk
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class End(NamedTuple):
    """How a worker ended: the signal that killed it, or its exit code; the most memory it took, in bytes."""

    signal: int | None
    code: int | None
    peak: int


class Zygote:
    """The zygote as the parent sees it. work: what a worker does with its connection; safe to use from threads."""

    def __init__(self, work: Callable[[socket.socket], None]) -> None:
        self._lock = Lock()
        self._line, theirs = socket.socketpair()
        self._pid = _fork(lambda: _serve(theirs, work))
        theirs.close()

    def fork(self) -> tuple[int, socket.socket]:
        """A new worker: its process id and the connection to it. ChildProcessError when there can be none."""
        with self._lock:
            try:
                self._line.sendall(_ORDER.pack(_FORK, 0))
                reply, handles, _, _ = socket.recv_fds(self._line, _DONE.size, 1)
            except OSError as error:
                raise self._gone() from error
        if len(reply) != _DONE.size:
            raise self._gone()
        pid = _DONE.unpack(reply)[0]
        if not handles:
            raise ChildProcessError(-pid, f"a process to read pages in cannot be started: {os.strerror(-pid)}")
        return pid, socket.socket(fileno=handles[0])

    def end(self, pid: int) -> End:
        """Kill a worker, unless it has ended, and tell how it ended."""
        with self._lock:
            try:
                self._line.sendall(_ORDER.pack(_END, pid))
                reply = self._line.recv(_DONE.size, socket.MSG_WAITALL)
            except OSError as error:
                raise self._gone() from error
        if len(reply) != _DONE.size:
            raise self._gone()
        status, peak = _DONE.unpack(reply)
        if status == _UNKNOWN:
            return End(signal.SIGKILL, None, peak)
        code = os.waitstatus_to_exitcode(status)
        return End(-code, None, peak) if code < 0 else End(None, code, peak)

    def release(self) -> None:
        """Ask for no more: the zygote ends its workers and itself, while the parent does something else."""
        with self._lock, suppress(OSError):
            self._line.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """End the zygote and all its workers, and wait for it."""
        with self._lock:
            self._line.close()
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)

    @staticmethod
    def _gone() -> ChildProcessError:
        return ChildProcessError(0, "the process that starts those that read pages has been killed")


def _fork(child: Callable[[], None]) -> int:
    """Fork; the child does its work and leaves, and never runs a line of the parent's."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)  # Ctrl-C right after it would run the parent's code
    try:
        pid = os.fork()
        if pid == 0:
            _leave(child)
        return pid
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave(child: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        for number in _SIGNALS:  # they reach the whole group; the parent decides, and we go with it
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        child()
        code = 0
    finally:
        os._exit(code)  # no cleaning up: what would be flushed and removed is the parent's


def _serve(line: socket.socket, work: Callable[[socket.socket], None]) -> None:
    """The zygote's whole life."""
    gc.freeze()  # what is there stays; a collector that visits it would unshare it
    _detach(line.fileno())
    workers: set[int] = set()
    try:
        while order := line.recv(_ORDER.size, socket.MSG_WAITALL):
            what, pid = _ORDER.unpack(order)
            if what == _FORK:
                _bring_up(line, workers, work)
            else:
                line.sendall(_DONE.pack(*_reap(pid, workers)))
    finally:  # also when the parent was killed in the middle of a word
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        for pid in tuple(workers):
            _reap(pid, workers)


def _bring_up(line: socket.socket, workers: set[int], work: Callable[[socket.socket], None]) -> None:
    ours, theirs = socket.socketpair()

    def child() -> None:
        line.close()
        ours.close()
        work(theirs)

    try:
        pid = _fork(child)
    except OSError as error:
        line.sendall(_DONE.pack(-(error.errno or errno.EAGAIN), 0))
    else:
        workers.add(pid)
        socket.send_fds(line, [_DONE.pack(pid, 0)], [ours.fileno()])
    finally:
        theirs.close()
        ours.close()


def _reap(pid: int, workers: set[int]) -> tuple[int, int]:
    """Kill a worker; its wait status and the most memory it took beyond what it began with.

    One that has ended keeps the status it ended with.
    """
    from resource import RUSAGE_SELF, getrusage

    if pid not in workers:
        return _UNKNOWN, 0
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + _REAPING
    pause = 0.0005
    while time.monotonic() < deadline:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            workers.discard(pid)
            taken = max(usage.ru_maxrss - getrusage(RUSAGE_SELF).ru_maxrss, 0)
            return status, taken * (1 if sys.platform == "darwin" else 1024)
        time.sleep(pause)
        pause = min(2 * pause, 0.05)
    return _UNKNOWN, 0


def _detach(kept: int) -> None:
    """Let go of all the parent has open: who waits for the end of its output must not wait for us."""
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()  # it would write to a handle that is somebody else's by then
    signal.set_wakeup_fd(-1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    for name in os.listdir("/dev/fd"):  # noqa: PTH208  of Linux, macOS and the BSDs
        if int(name) > 2 and int(name) != kept:
            with suppress(OSError):
                os.close(int(name))

"""A process of its own for something that will be killed, and what it acknowledged until then."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

FINISHED, REFUSED, FAILED = 0, 3, 4


@dataclass
class Child:
    """A forked process and the pipe by which it acknowledges, a line at a time."""

    pid: int
    pipe: int
    code: int = 0
    """Its exit code, once it was waited for."""
    _rest: bytes = b""
    _lines: tuple[str, ...] = ()

    def next_line(self) -> str:
        """Wait for one more acknowledgement; "" when the process has ended."""
        while b"\n" not in self._rest:
            piece = os.read(self.pipe, 65536)
            if not piece:
                return ""
            self._rest += piece
        line, _newline, self._rest = self._rest.partition(b"\n")
        self._lines = (*self._lines, line.decode())
        return self._lines[-1]

    def kill(self) -> None:
        """SIGKILL: no clean-up of any kind runs."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code, negative for the signal that ended it."""
        while self.next_line():
            pass
        os.close(self.pipe)
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    @property
    def acks(self) -> tuple[str, ...]:
        """Every whole line that came through; all of them once the process was waited for."""
        return self._lines


def fork(work: Callable[[Callable[[str], None]], None]) -> Child:
    """Do ``work`` in a process of its own; it is given what acknowledges."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    os.close(reading)
    _be_a_child(work, writing)


def _be_a_child(work: Callable[[Callable[[str], None]], None], pipe: int) -> NoReturn:
    from trustapp.domain.errors import UserError

    code = FAILED
    try:
        work(lambda line: _tell(pipe, line))
        code = FINISHED
    except UserError as error:
        _tell(pipe, f"refused {error.code}")
        code = REFUSED
    except Exception as bug:
        _tell(pipe, f"bug {type(bug).__name__} {bug}".replace("\n", " "))
    finally:
        os._exit(code)


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, line.encode() + b"\n")


def killed_after(child: Child, seconds: float) -> tuple[str, ...]:
    """Let it work so long, kill it, and give what it acknowledged."""
    time.sleep(seconds)  # the moment is what is drawn; nothing is waited for
    child.kill()
    child.wait()
    return child.acks

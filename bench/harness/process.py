"""Processes that the bench starts: pinned to a core, accounted to the nanosecond, ended by id."""

import ctypes
import os
import resource
import signal
import subprocess
import time
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Process:
    """A child on one core. It dies with the bench, whatever happens to the bench."""

    def __init__(self, command, core, log, env=None, cwd=None, stdin=None, stdout=None):
        self.command = [str(part) for part in command]
        self._log = open(log, "ab")
        self.started_nanos = time.monotonic_ns()
        self.popen = subprocess.Popen(
            self.command,
            stdin=stdin or subprocess.DEVNULL,
            stdout=stdout or self._log,
            stderr=self._log,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            preexec_fn=lambda: _settle_in(core),
        )

    @property
    def log(self):
        return Path(self._log.name)

    def alive(self):
        return self.popen.poll() is None

    def tree(self):
        """Ids of this process and its living descendants."""
        ids, found = [self.popen.pid], []
        while ids:
            pid = ids.pop()
            found.append(pid)
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                ids += [int(child) for child in _read(children).split()]
        return found

    def cpu_nanos(self):
        """Scheduler run time of all threads of the tree, those that have ended included.

        This is the process CPU clock of each process: the sum of what `/proc/PID/task/*/schedstat`
        shows for living threads, plus what its dead threads used (tinyproxy and the JIT have many).
        """
        return sum(_process_clock(pid) for pid in self.tree())

    def memory_mib(self):
        """(RSS, PSS) of the tree in MiB."""
        rss = pss = 0
        for pid in self.tree():
            for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
                name, _, rest = line.partition(":")
                if name == "Rss":
                    rss += int(rest.split()[0])
                elif name == "Pss":
                    pss += int(rest.split()[0])
        return rss / 1024, pss / 1024

    def stop(self, patience=10.0):
        """Ends the tree by id: asked first, killed when it does not listen."""
        ids = self.tree() if self.alive() else []
        for pid in ids:
            _signal(pid, signal.SIGTERM)
        try:
            self.popen.wait(patience)
        except subprocess.TimeoutExpired:
            pass
        for pid in ids:
            if pid == self.popen.pid and not self.alive():
                continue
            if self.alive() or _is_child_left(pid):
                _signal(pid, signal.SIGKILL)
        self.popen.wait()
        if self.popen.stdout:
            self.popen.stdout.close()
        if self.popen.stdin:
            self.popen.stdin.close()
        self._log.close()


def _settle_in(core):
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.sched_setaffinity(0, {core})
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _process_clock(pid):
    try:
        return time.clock_gettime_ns((~pid << 3) | 2)  # CPUCLOCK_SCHED of another process
    except OSError:
        return 0


def _is_child_left(pid):
    """Whether a descendant outlived its parent (and was not replaced: we look at once)."""
    return Path(f"/proc/{pid}").exists()


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _read(path):
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""

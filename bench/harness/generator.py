"""Drives `load` or `h2load` once against one port and returns what it counted.

`on_begin` and `on_end` are called when the measured window opens and closes, so that the proxy's
CPU time is read over the same stretch as the requests are counted.
"""

import json
import os
import re
import select
import subprocess
import time
from dataclasses import dataclass

from harness.peers import program
from harness.process import Process
from harness.scratch import Problem


@dataclass(frozen=True)
class Target:
    """Where the load goes: a proxy's port, the origin's, and the form the proxy is asked in.

    `reuse` is false for a proxy that hangs up after each answer without saying so.
    """

    port: int
    origin_port: int
    door: str
    reuse: bool = True


@dataclass(frozen=True)
class Counted:
    """One measured window. `requests` is fractional: body bytes received over the body's size."""

    seconds: float
    requests: float
    errors: int
    connections: int
    first_error: str = ""
    late: int = 0
    p50_us: float = 0
    p99_us: float = 0
    p999_us: float = 0


def _nothing():
    pass


class Generator:
    """Load for one workload, from one core."""

    def __init__(self, workload, tools, core, log):
        self.workload = workload
        self._tools = tools
        self._core = core
        self._log = log

    def verify(self, target):
        """Asks for a few bodies and compares every byte; a Problem says what is wrong."""
        if self.workload.http2:
            self._verify_http2(target)
            return
        counted = self._load(target, 0, 0.2, ["--verify", "--connections", 2])
        if counted.errors or not counted.requests:
            raise Problem(f"wrong answers: {counted.first_error or 'none at all'}")

    def measure(self, target, settle, window, on_begin=_nothing, on_end=_nothing):
        """Runs for `settle` seconds that do not count and `window` seconds that do."""
        measure = self._h2load if self.workload.http2 else self._load
        return measure(target, settle, window, [], on_begin, on_end)

    def hold(self, target, seconds, while_held):
        """Opens the workload's connections, calls `while_held` with their number, lets them go."""
        command = [*self._load_command(target, 0, seconds), "--mode", "idle"]
        with _Conversation(command, self._core, self._log) as load:
            held = json.loads(load.line(seconds + 10))["held"]
            while_held(held)
            load.hang_up()
            return _counted(json.loads(load.line(30)), self.workload.body)

    def _load_command(self, target, settle, window):
        w = self.workload
        command = [self._tools / "load", "--proxy", target.port, "--origin", target.origin_port]
        command += ["--door", target.door, "--body", w.body, "--connections", w.connections]
        command += ["--per-connection", w.per_connection if target.reuse else 1]
        command += ["--settle", settle, "--window", window]
        command += ["--mode", "paced", "--rate", w.rate] if w.rate else []
        return command + (["--tls"] if w.tls else [])

    def _load(self, target, settle, window, extra, on_begin=_nothing, on_end=_nothing):
        # A later option overrides an earlier one, so `extra` has the last word.
        command = [*self._load_command(target, settle, window), *extra]
        with _Conversation(command, self._core, self._log) as load:
            load.line(settle + 10)
            on_begin()
            line = load.line(window + 30)
            on_end()
            return _counted(json.loads(line), self.workload.body)

    def _h2load_command(self, target):
        url = f"https://127.0.0.1:{target.port}/{self.workload.body}"
        ciphers = ["--tls13-ciphers", "TLS_AES_128_GCM_SHA256", "--groups", "X25519"]
        return [program("h2load"), url, "-t", 1, *ciphers]

    def _verify_http2(self, target):
        command = [*self._h2load_command(target), "-n", 64, "-c", 2, "-m", 8]
        with _Conversation(command, self._core, self._log) as load:
            text = load.rest(20)
        good, _ = _h2load_counts(text)
        data = _number(text, r"\((\d+)\) data")
        if good != 64 or data != 64 * self.workload.body:
            raise Problem(f"wrong answers over HTTP/2: {good} of 64 good, {data} body bytes")

    def _h2load(self, target, settle, window, _extra, on_begin, on_end):
        w = self.workload
        command = [*self._h2load_command(target), "-c", w.connections, "-m", w.streams]
        command += ["-D", f"{round(window * 1000)}ms", "--warm-up-time", f"{round(settle * 1000)}ms"]
        with _Conversation(command, self._core, self._log) as load:
            load.until("Main benchmark duration is started", settle + 10)
            on_begin()
            load.until("Main benchmark duration is over", window + 30)
            on_end()
            good, bad = _h2load_counts(load.rest(10))
        return Counted(window, good, bad, w.connections, "failed streams" if bad else "")


class _Conversation:
    """A load generator whose lines are read as they come; ended when they do not."""

    def __init__(self, command, core, log):
        pipe = subprocess.PIPE
        self._process = Process(command, core, log, stdin=pipe, stdout=pipe)
        self._buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stop(patience=1)

    def hang_up(self):
        self._process.popen.stdin.close()

    def line(self, patience):
        end = time.monotonic() + patience
        while b"\n" not in self._buffer:
            if not self._fill(end):
                said = self._process.log.read_text(errors="replace")[-400:]
                raise Problem(f"the load generator stopped or hung: {said}")
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.decode()

    def until(self, words, patience):
        while words not in self.line(patience):
            pass

    def rest(self, patience):
        end = time.monotonic() + patience
        while self._fill(end):
            pass
        return self._buffer.decode()

    def _fill(self, end):
        out = self._process.popen.stdout
        ready, _, _ = select.select([out], [], [], max(0.0, end - time.monotonic()))
        some = os.read(out.fileno(), 65536) if ready else b""
        self._buffer += some
        return some


def _counted(result, body):
    return Counted(
        seconds=result["seconds"],
        requests=result["bytes"] / body,
        errors=result["errors"],
        connections=result["connections"],
        first_error=result["first_error"],
        late=result["late"],
        p50_us=result["p50_us"],
        p99_us=result["p99_us"],
        p999_us=result["p999_us"],
    )


def _h2load_counts(text):
    """(answers with 2xx, everything else): h2load's own count of the window."""
    good = _number(text, r"status codes: (\d+) 2xx")
    bad = sum(int(n) for n in re.findall(r"(\d+) (?:[345]xx|failed|errored|timeout)", text))
    return good, bad


def _number(text, pattern):
    found = re.search(pattern, text)
    if not found:
        raise Problem(f"h2load said something unexpected: {text[-400:]}")
    return int(found.group(1))

"""How a number comes about: start everyone, check their answers, warm up, then take turns."""

import socket
import ssl
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field

from harness import machine
from harness.generator import Generator, Target
from harness.peers import start
from harness.process import Process
from harness.scratch import Problem
from harness.workloads import Door, Kind, Workload

DIRECT = "direct"

# What a process does before its idle memory is looked at.
_WARM_UP = Workload("warm-up", "1 KiB, keep-alive", Door.ANY)


@dataclass(frozen=True)
class Settings:
    """Lengths in seconds; `warm_up` by the kind of peer (native, node, jvm).

    `restarts` is the number of rounds of workloads that start every proxy afresh each time, and of
    the load without a proxy.
    """

    rounds: int
    restarts: int
    settle: float
    window: float
    warm_up: dict[str, float]
    access_log: bool
    proxy_core: int
    load_core: int


@dataclass
class Row:
    """What one proxy did in one workload: a list of per-round values for each metric."""

    proxy: str
    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0
    problem: str = ""

    def add(self, **values):
        for name, value in values.items():
            self.values[name].append(value)


class Bench:
    """Measures workloads, one after the other, against one origin."""

    def __init__(self, settings, scratch, tools, say):
        self._settings = settings
        self._scratch = scratch
        self._tools = tools
        self._say = say
        self._log = scratch.folder / "load.log"

    def run(self, workload, peers):
        """Rows of one workload, in the order of the peers, the direct one last."""
        with ExitStack() as stack:
            origin_port = self._start_origin(stack)
            if workload.kind is Kind.STARTUP:
                return self._startup(workload, peers, origin_port)
            if workload.kind is Kind.IDLE:
                return self._idle(workload, peers, origin_port)
            return self._load(workload, peers, origin_port, stack)

    def _start_origin(self, stack):
        log = self._scratch.subfolder("origin") / "port"
        origin = Process([self._tools / "origin"], self._settings.load_core, log)
        stack.callback(origin.stop)
        for _ in range(500):
            if text := log.read_text().strip():
                return int(text)
            time.sleep(0.01)
        raise Problem("the origin did not start")

    def _generator(self, workload):
        return Generator(workload, self._tools, self._settings.load_core, self._log)

    def _start(self, peer, workload, origin_port):
        s = self._settings
        return start(
            peer, self._scratch, s.proxy_core, origin_port, tls=workload.tls, log=s.access_log
        )

    # Closed and open loop: all peers live side by side and are loaded in turn.

    def _load(self, workload, peers, origin_port, stack):
        generator = self._generator(workload)
        rows, running = [], []
        for peer in peers:
            row = Row(peer.name)
            rows.append(row)
            with _noting(row, self._say):
                one = self._start(peer, workload, origin_port)
                stack.callback(one.stop)
                running.append((row, one))
                self._prepare(generator, one, row)
        for number in range(self._settings.rounds):
            turn = number % max(1, len(running))
            for row, one in running[turn:] + running[:turn]:
                if not row.problem:
                    with _noting(row, self._say):
                        self._sample(generator, one, row)
        for row, one in running:
            if one.process.alive():
                rss, pss = one.process.memory_mib()
                row.add(rss_after=rss, pss_after=pss)
        if not workload.tls:
            rows.append(self._direct(generator, origin_port))
        return rows

    def _prepare(self, generator, one, row):
        target = _target(one, generator.workload)
        _await_answer(one, generator.workload)
        generator.verify(target)
        self._say(f"  {row.proxy}: answers are right, warming up")
        generator.measure(target, 0, self._settings.warm_up[one.peer.warm_up])

    def _sample(self, generator, one, row):
        s, marks = self._settings, []

        def mark():
            cores = machine.busy_seconds(s.proxy_core), machine.busy_seconds(s.load_core)
            marks.append((time.monotonic(), one.process.cpu_nanos() / 1e9, *cores))

        target = _target(one, generator.workload)
        counted = generator.measure(target, s.settle, s.window, mark, mark)
        seconds, cpu, proxy_core, load_core = (b - a for a, b in zip(*marks))
        row.errors += counted.errors
        row.add(
            **_seen_by_client(counted, generator.workload),
            cpu_us=cpu * 1e6 / counted.requests,
            busy=cpu / seconds,
            others=max(0.0, proxy_core - cpu) / seconds,
            load_busy=load_core / seconds,
        )

    def _direct(self, generator, origin_port):
        """The same load without a proxy: what generator and origin can do at most."""
        row, s = Row(DIRECT), self._settings
        target = Target(origin_port, origin_port, "origin")
        with _noting(row, self._say):
            for _ in range(s.restarts):
                counted = generator.measure(target, s.settle, min(s.window, 2.0))
                row.errors += counted.errors
                row.add(**_seen_by_client(counted, generator.workload))
        return row

    # Memory of idle connections: a fresh process each round, warm before the first look.

    def _idle(self, workload, peers, origin_port):
        generator = self._generator(workload)
        rows = [Row(peer.name) for peer in peers]
        for _ in range(self._settings.restarts):
            for row, peer in zip(rows, peers):
                if not row.problem:
                    with _noting(row, self._say):
                        self._hold(generator, peer, row, origin_port)
        return rows

    def _hold(self, generator, peer, row, origin_port):
        one = self._start(peer, generator.workload, origin_port)
        try:
            target = _target(one, generator.workload)
            _await_answer(one, generator.workload)
            self._generator(_WARM_UP).measure(target, 0, self._settings.warm_up[peer.warm_up])
            before = one.process.memory_mib()
            seen = []

            def look(held):
                time.sleep(1)
                seen.append((held, one.process.memory_mib()))

            counted = generator.hold(target, 30, look)
            held, after = seen[0]
            row.errors += counted.errors
            if held < generator.workload.connections:
                raise Problem(f"held only {held} connections: {counted.first_error}")
            row.add(
                held=held,
                rss=after[0],
                pss=after[1],
                kib_each=(after[1] - before[1]) * 1024 / held,
            )
        finally:
            one.stop()

    # Start-up: nothing else runs; the first one of each peer only fills the page cache.

    def _startup(self, workload, peers, origin_port):
        rows = [Row(peer.name) for peer in peers]
        for number in range(1 + self._settings.restarts):
            for row, peer in zip(rows, peers):
                if not row.problem:
                    with _noting(row, self._say):
                        self._start_once(workload, peer, row, origin_port, counts=number > 0)
        return rows

    def _start_once(self, workload, peer, row, origin_port, counts):
        one = self._start(peer, workload, origin_port)
        try:
            millis = _await_answer(one, workload)
            time.sleep(1)
            rss, pss = one.process.memory_mib()
            if counts:
                row.add(start_ms=millis, rss=rss, pss=pss)
        finally:
            one.stop()


class _noting:
    """Keeps one peer's problem in its row, so that the others go on."""

    def __init__(self, row, say):
        self._row = row
        self._say = say

    def __enter__(self):
        return self

    def __exit__(self, _type, problem, _trace):
        if isinstance(problem, Problem):
            self._row.problem = str(problem)
            self._say(f"  {self._row.proxy}: {problem}")
            return True
        return False


def _seen_by_client(counted, workload):
    """The metrics that need no proxy; a Problem when there was no good answer at all."""
    if not counted.requests:
        raise Problem(f"a round without one good answer: {counted.first_error or 'no answer at all'}")
    rate = counted.requests / counted.seconds
    return {
        "rate": rate,
        "mb_s": rate * workload.body / 1e6,
        "late": min(1.0, counted.late / counted.requests),
        "p50_us": counted.p50_us,
        "p99_us": counted.p99_us,
        "p999_us": counted.p999_us,
    }


def _target(one, workload):
    door = one.peer.door if workload.door is Door.ANY else workload.door.value
    reuse = door == "connect" or "keep-alive" in one.peer.offers
    return Target(one.port, one.origin_port, door, reuse)


def _await_answer(one, workload, patience=60.0):
    """Milliseconds from exec to the first good answer through the proxy."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not one.process.alive():
            code = one.process.popen.returncode
            raise Problem(f"ended before it answered (exit {code}). {_last_words(one)}")
        try:
            if _ask(one, workload):
                return (time.monotonic_ns() - one.process.started_nanos) / 1e6
        except OSError:
            pass
        time.sleep(0.001)
    raise Problem(f"no answer within {patience:.0f} s. {_last_words(one)}")


def _last_words(one):
    """The end of what a proxy wrote to its logs, the most talkative last."""
    logs = one.process.log.parent.glob("*.log")
    said = [log.read_text(errors="replace").strip()[-400:] for log in logs]
    return "It said: " + " | ".join(words for words in said if words)


def _ask(one, workload):
    """Whether one request through the proxy gets a 200."""
    door = _target(one, workload).door
    host = f"127.0.0.1:{one.port if door == 'origin' else one.origin_port}"
    line = {
        "origin": "GET /1024",
        "absolute": f"GET http://{host}/1024",
        "connect": f"CONNECT {host}",
    }[door]
    request = f"{line} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", one.port), timeout=5) as connection:
        if workload.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = context.wrap_socket(connection)
        connection.sendall(request)
        return connection.recv(12).endswith(b" 200")

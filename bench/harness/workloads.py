"""What is asked of the proxies: one value per workload, in the order of the report."""

from dataclasses import dataclass
from enum import Enum

from harness.budget import Budget


class Kind(Enum):
    """How a workload is driven, and so what its columns are."""

    LOAD = "closed loop, CPU per request"
    PACED = "open loop, latency"
    IDLE = "connections held, memory"
    STARTUP = "exec to first answer"


class Door(Enum):
    """The form of a request. ANY: origin-form where a peer is a reverse proxy, else absolute."""

    REVERSE = "origin"
    FORWARD = "absolute"
    CONNECT = "connect"
    ANY = "any"


@dataclass(frozen=True)
class Workload:
    """One row group of the report. `body` is in bytes, `rate` in requests per second."""

    name: str
    title: str
    door: Door
    kind: Kind = Kind.LOAD
    body: int = 1024
    connections: int = 64
    per_connection: int = 0
    streams: int = 0
    rate: int = 0
    tls: bool = False
    keep_alive: bool = False
    budgets: tuple[Budget, ...] = ()

    @property
    def http2(self):
        return self.streams > 0

    @property
    def needs(self):
        """What a peer must offer to take part."""
        needed = set() if self.door is Door.ANY else {self.door.name.lower()}
        if self.tls:
            needed.add("tls")
        if self.http2:
            needed.add("http2")
        if self.keep_alive:
            needed.add("keep-alive")
        return needed


KIB = 1024
MIB = 1024 * KIB

WORKLOADS = (
    Workload(
        "reverse-1k",
        "Reverse, 1 KiB, keep-alive",
        Door.REVERSE,
        budgets=(
            Budget("cpu_us", "nginx", floor=0.8, goal=1.0),
            Budget("rss_after", None, floor=250, goal=160),
        ),
    ),
    Workload(
        "reverse-100k",
        "Reverse, 100 KiB, keep-alive",
        Door.REVERSE,
        body=100 * KIB,
        budgets=(Budget("cpu_us", "haproxy", floor=1.2, goal=1.7),),
    ),
    Workload(
        "forward-1k",
        "Forward (absolute-form), 1 KiB, keep-alive",
        Door.FORWARD,
        budgets=(Budget("cpu_us", "squid", floor=3.5, goal=6.0),),
    ),
    Workload("connect-1k", "CONNECT, 1 KiB bodies inside the tunnel", Door.CONNECT),
    Workload(
        "connect-10m",
        "CONNECT, 10 MiB bodies inside the tunnel",
        Door.CONNECT,
        body=10 * MIB,
        connections=8,
        budgets=(Budget("cpu_us", "squid", floor=1.5, goal=2.0),),
    ),
    Workload(
        "tls-handshake",
        "TLS termination, full handshake and one 1 KiB request",
        Door.REVERSE,
        connections=32,
        per_connection=1,
        tls=True,
        budgets=(Budget("cpu_us", "nginx", floor=1.2, goal=1.4),),
    ),
    Workload("tls-1k", "TLS termination, 1 KiB, keep-alive", Door.REVERSE, tls=True),
    Workload(
        "tls-10m",
        "TLS termination, 10 MiB bodies",
        Door.REVERSE,
        body=10 * MIB,
        connections=8,
        tls=True,
        budgets=(Budget("cpu_us", "nginx", floor=1.5, goal=1.8),),
    ),
    Workload(
        "h2-1k",
        "HTTP/2 over TLS in, HTTP/1.1 out, 1 KiB",
        Door.REVERSE,
        connections=8,
        streams=8,
        tls=True,
    ),
    Workload(
        "paced-1k",
        "Latency at 2,000 requests a second, 1 KiB (open loop, lateness counted)",
        Door.ANY,
        kind=Kind.PACED,
        connections=32,
        rate=2000,
    ),
    Workload(
        "churn-1k",
        "Reverse, 1 KiB, a new connection for each request",
        Door.REVERSE,
        per_connection=1,
    ),
    Workload(
        "churn-connect-1k",
        "CONNECT, a new tunnel for each 1 KiB request",
        Door.CONNECT,
        per_connection=1,
    ),
    Workload(
        "idle-10k",
        "10,000 idle keep-alive connections (one request made on each)",
        Door.ANY,
        kind=Kind.IDLE,
        connections=10_000,
        keep_alive=True,
    ),
    Workload(
        "startup",
        "Start-up: exec to the first proxied answer, on one core",
        Door.ANY,
        kind=Kind.STARTUP,
        budgets=(
            Budget("start_ms", None, floor=600, goal=350),
            Budget("rss", None, floor=150, goal=100),
        ),
    ),
)

"""Who takes part: how each proxy is configured from its template, started, and what it offers."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

from harness.process import Process
from harness.scratch import BENCH, NPM_PACKAGES, ROOT, Problem, free_port, node_modules

_CONDITION = re.compile(r"^@if (not )?(\w+)@(.*\n?)")
_VALUE = re.compile(r"@(\w+)@")


@dataclass(frozen=True)
class Peer:
    """A proxy under test. `warm_up` names the seconds it gets before anything counts."""

    name: str
    offers: frozenset[str]
    templates: tuple[str, ...]
    command: Callable[[dict], list]
    version: Callable[[], str | None]
    warm_up: str = "native"
    transport: str = ""
    note: str = ""

    def takes(self, workload):
        return workload.needs <= self.offers

    @property
    def door(self):
        """The door it is asked through where a workload leaves the choice."""
        return "origin" if "reverse" in self.offers else "absolute"


@dataclass
class Running:
    """A started peer; leave it by `stop`."""

    peer: Peer
    process: Process
    port: int
    origin_port: int

    def stop(self):
        self.process.stop()


def render(template, values, flags):
    """Fills `@name@` and keeps a line that begins `@if flag@` or `@if not flag@` only if so."""
    lines = []
    for line in template.splitlines(keepends=True):
        condition = _CONDITION.match(line)
        if condition:
            negated, flag, line = condition.groups()
            if (flag in flags) == bool(negated):
                continue
        lines.append(_VALUE.sub(lambda match: str(values[match.group(1)]), line))
    return "".join(lines)


def start(peer, scratch, core, origin_port, *, tls=False, log=True):
    """Starts a peer in a folder of its own; it may not listen yet when this returns."""
    folder = scratch.subfolder(peer.name)
    port = free_port()
    cert, key, both = scratch.certificate()
    values = {
        "folder": folder,
        "port": port,
        "origin_port": origin_port,
        "user": getuser(),
        "cert": cert,
        "key": key,
        "cert_and_key": both,
        "transport": peer.transport,
        "log_file": folder / "access.log" if log else "",
    }
    flags = {name for name, on in (("tls", tls), ("log", log)) if on}
    for name in peer.templates:
        (folder / name).write_text(render((BENCH / "peers" / name).read_text(), values, flags))
    if peer.warm_up == "node":
        (folder / "node_modules").symlink_to(node_modules())
    state = {"XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config")}
    process = Process(peer.command(values), core, folder / "output.log", env=state, cwd=folder)
    return Running(peer, process, port, origin_port)


def program(name):
    """The path of a Debian program; daemons live where an ordinary PATH does not look."""
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not path:
        package = {"squid": "squid-openssl", "h2load": "nghttp2-client"}.get(name, name)
        raise Problem(f"{name} is not installed. Try: apt-get install {package}")
    return path


def fairlead_command():
    """How Fairlead is run: `$FAIRLEAD_CMD`, else the launcher at the root of the repository."""
    words = shlex.split(os.environ.get("FAIRLEAD_CMD", str(ROOT / "fairlead")))
    if not shutil.which(words[0]):
        raise Problem(f"{words[0]} cannot be run. Build Fairlead, or set FAIRLEAD_CMD")
    return words


def _first_match(command, pattern):
    result = subprocess.run(command, capture_output=True, text=True, timeout=600)
    found = re.search(pattern, result.stdout + result.stderr)
    return found.group(1) if found else None


def _fairlead(name, transport):
    return Peer(
        name,
        frozenset({"reverse", "forward", "connect", "tls", "http2", "keep-alive"}),
        ("fairlead.yaml",),
        lambda v: [*fairlead_command(), "serve", "--config", v["folder"] / "fairlead.yaml"],
        # Also builds what the launcher builds on first use, before anything is pinned or timed.
        lambda: _first_match([*fairlead_command(), "--version"], r"(\d[\w.+-]*)"),
        warm_up="jvm",
        transport=transport,
    )


def _npm(name, offers, arguments):
    return Peer(
        name,
        frozenset({*offers, "keep-alive"}),
        (f"{name}.mjs", "access_log.mjs"),
        lambda v: [program("node"), v["folder"] / f"{name}.mjs", *(v[a] for a in arguments)],
        lambda: f"{NPM_PACKAGES[name]}, node {_first_match([program('node'), '--version'], r'v(.+)')}",
        warm_up="node",
    )


PEERS = (
    _fairlead("fairlead-epoll", "epoll"),
    _fairlead("fairlead-uring", "io_uring"),
    Peer(
        "nginx",
        frozenset({"reverse", "tls", "http2", "keep-alive"}),
        ("nginx.conf",),
        lambda v: [program("nginx"), "-p", v["folder"], "-c", v["folder"] / "nginx.conf",
                   "-e", v["folder"] / "nginx-error.log"],
        lambda: _first_match([program("nginx"), "-v"], r"nginx/(\S+)"),
    ),
    Peer(
        "haproxy",
        frozenset({"reverse", "tls", "http2", "keep-alive"}),
        ("haproxy.cfg",),
        lambda v: [program("haproxy"), "-db", "-f", v["folder"] / "haproxy.cfg"],
        lambda: _first_match([program("haproxy"), "-v"], r"version (\S+)"),
    ),
    Peer(
        "squid",
        frozenset({"forward", "connect", "keep-alive"}),
        ("squid.conf",),
        # A service name of its own, for Squid names its shared memory after it.
        lambda v: [program("squid"), "-N", "-n", f"bench{v['port']}",
                   "-f", v["folder"] / "squid.conf"],
        lambda: _first_match([program("squid"), "-v"], r"Version (\S+)"),
    ),
    Peer(
        "tinyproxy",
        frozenset({"forward", "connect"}),
        ("tinyproxy.conf",),
        lambda v: [program("tinyproxy"), "-d", "-c", v["folder"] / "tinyproxy.conf"],
        lambda: _first_match([program("tinyproxy"), "-v"], r"tinyproxy (\S+)"),
        note="keeps no connection: outside tunnels each request opens one on both sides",
    ),
    _npm("proxy-chain", {"forward", "connect"}, ("port", "log_file")),
    _npm("http-proxy", {"reverse"}, ("port", "origin_port", "log_file")),
)


def chosen(names):
    """Peers by name or by the part before a dash (`fairlead` means both transports)."""
    wanted = [peer for peer in PEERS if any(_called(peer, name) for name in names)]
    for name in names:
        if not any(_called(peer, name) for peer in PEERS):
            known = ", ".join(peer.name for peer in PEERS)
            raise Problem(f"there is no peer '{name}'. Choose from: {known}")
    return wanted


def _called(peer, name):
    return peer.name == name or (name == "fairlead" and peer.transport != "")


def configuration_files():
    """The committed templates, for the report."""
    return sorted(Path(BENCH / "peers").iterdir())

"""The folder, ports, certificate and compiled tools of one run."""

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
ROOT = BENCH.parent
TARGET = BENCH / "target"
NPM_PACKAGES = {"proxy-chain": "3.0.1", "http-proxy": "1.18.1"}


class Problem(Exception):
    """Something a person can act on; the message names it and the remedy."""


class Scratch:
    """A temporary folder that is removed at the end unless it is to be kept."""

    def __init__(self, keep=False):
        self.folder = Path(tempfile.mkdtemp(prefix="fairlead-bench-"))
        self.folder.chmod(0o755)
        self._keep = keep
        self._count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self._keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def subfolder(self, name):
        """A fresh folder that proxies may write to, whoever they run as."""
        self._count += 1
        folder = self.folder / f"{self._count:03d}-{name}"
        folder.mkdir()
        folder.chmod(0o777)
        return folder

    def certificate(self):
        """(certificate, key, both in one file): self-signed ECDSA P-256 for localhost."""
        cert, key, both = (self.folder / name for name in ("cert.pem", "key.pem", "both.pem"))
        if not cert.exists():
            curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
            name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
            files = ["-keyout", str(key), "-out", str(cert), "-days", "30"]
            run(["openssl", "req", "-x509", *curve, *name, *files], "apt-get install openssl")
            key.chmod(0o644)  # a throw-away key; some peers read it as another user
            both.write_text(cert.read_text() + key.read_text())
        return cert, key, both


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(command, remedy):
    """Runs a short command to its end; failure is a Problem that names the remedy."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
    except FileNotFoundError:
        raise Problem(f"{command[0]} is not installed. Try: {remedy}") from None
    except subprocess.CalledProcessError as failure:
        raise Problem(f"{' '.join(command)} failed. Try: {remedy}\n{failure.stderr}") from None


def tools():
    """The folder with `load` and `origin`, compiled when their sources have changed."""
    sources = sorted((BENCH / "load").glob("*.[ch]"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    folder = TARGET / f"tools-{digest}"
    if not (folder / "load").exists():
        folder.mkdir(parents=True, exist_ok=True)
        load, remedy = BENCH / "load", "apt-get install gcc libc6-dev libssl-dev"
        cc = ["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o"]
        run([*cc, str(folder / "origin"), str(load / "origin.c")], remedy)
        parts = [str(load / "load.c"), str(load / "client.c"), "-lssl", "-lcrypto"]
        run([*cc, str(folder / "load.part"), *parts], remedy)
        os.replace(folder / "load.part", folder / "load")
    return folder


def node_modules():
    """The folder with the npm peers, fetched once by name and exact version."""
    folder = TARGET / "npm"
    modules = folder / "node_modules"
    if not all((modules / name / "package.json").exists() for name in NPM_PACKAGES):
        folder.mkdir(parents=True, exist_ok=True)
        wanted = [f"{name}@{version}" for name, version in NPM_PACKAGES.items()]
        flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        run(["npm", "install", *flags, "--prefix", str(folder), *wanted], "apt-get install npm")
    return modules

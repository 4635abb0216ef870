"""Writes `docs/performance.md` and the JSON of a run."""

import json
from datetime import datetime, timezone

from harness import report
from harness.measure import Row
from harness.peers import configuration_files
from harness.scratch import ROOT, TARGET
from harness.workloads import WORKLOADS

_SHORT = 2.0  # seconds per round below which figures are a direction only

_INTRODUCTION = """\
# Performance

<!-- Written by `bench/run --write`; edit bench/harness/document.py instead. -->

What one request costs in Fairlead and in proxies people know, measured side by side in one run.
`bench/run` repeats it; `bench/README.md` says how.
"""

_METHOD = """\
## How it was measured

- The proxy is pinned to core {proxy_core}; load generator and origin share core {load_core}. Everything is
  loopback, so there is no network in these numbers, and large bodies look cheaper than they are.
- **CPU us/request** is the scheduler run time of all threads of the proxy's process tree over the
  measured window, divided by the requests answered in it. It is the number to trust; requests/s
  depends on who else wanted the core.
- {rounds} rounds of {window:g} s; within a round the proxies take turns, and each round begins with
  another one. Warm-up before the first round: {warm_up}. Cells show the median (min-max).
- **x NAME** is work per CPU second as a multiple of that peer's: its CPU per request over this row's,
  paired by round. Above 1 is better than the peer.
- Every body is compared byte for byte before the measuring begins; during it, status and length of
  every answer are checked. `direct` is the same load without a proxy: the ceiling of the generator.
- One thread or worker each, persistent upstream connections, nothing cached, {logs}.
- TLS: TLS 1.3, X25519, AES-128-GCM, ECDSA P-256 certificate, no resumption.
- Paced load is an open loop: latency counts from the moment a request was due, not from when it was
  sent.
"""


def write(run):
    """Writes the document for one run and returns its path."""
    results = results_of(run)
    settings = run["settings"]
    warm_up = ", ".join(f"{kind} {seconds:g} s" for kind, seconds in settings["warm_up"].items())
    logs = "access logs on for all" if settings["access_log"] else "access logs off for all"
    parts = [_INTRODUCTION, _machine(run)]
    if settings["window"] < _SHORT:
        parts.append("**A short run: this shows the form of the result, it is not the result.**\n")
    parts += ["## Verdict\n", _budget(results)]
    parts += ["## Results\n"]
    parts += [report.table(workload, rows).markdown() + "\n" for workload, rows in results]
    parts += [_METHOD.format(**{**settings, "warm_up": warm_up, "logs": logs}), _configurations()]
    path = ROOT / "docs" / "performance.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(parts))
    return path


def save(run):
    """Keeps a run as JSON under `bench/target`, which `--from` reads again."""
    TARGET.mkdir(exist_ok=True)
    stamp = datetime.now(timezone.utc).strftime("%Y%m%d-%H%M%S")
    path = TARGET / f"results-{stamp}.json"
    path.write_text(json.dumps(run, indent=1))
    return path


def as_json(settings, machine, versions, results):
    """The run as plain data."""
    return {
        "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "machine": machine,
        "settings": vars(settings),
        "versions": versions,
        "workloads": {workload.name: [vars(row) for row in rows] for workload, rows in results},
    }


def results_of(run):
    """Workloads and rows of a run, as they were measured."""
    by_name = {workload.name: workload for workload in WORKLOADS}
    return [
        (by_name[name], [Row(**row) for row in rows])
        for name, rows in run["workloads"].items()
        if name in by_name
    ]


def _machine(run):
    m, versions = run["machine"], run["versions"]
    programs = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"{run['time'][:10]}, {m['cores']} cores of {m['cpu']}, {m['memory_gib']} GiB, "
        f"Linux {m['kernel']}.\n{programs}.\n"
    )


def _budget(results):
    lines = [report.verdict_table(results).markdown(), ""]
    lines += [f"- {line}" for line in report.noise(results)]
    return "\n".join(lines) + "\n"


def _configurations():
    parts = ["## Configurations\n", "Templates from `bench/peers`; `@name@` is filled in at start.\n"]
    for file in configuration_files():
        parts.append(f"<details><summary>{file.name}</summary>\n\n```\n{file.read_text()}```\n")
        parts.append("</details>\n")
    return "\n".join(parts)

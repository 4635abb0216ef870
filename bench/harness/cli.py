"""The command line: what to measure, for how long, and where the result goes."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from harness import document, machine, report
from harness.measure import Bench, Settings
from harness.peers import PEERS, chosen
from harness.scratch import Problem, Scratch, tools
from harness.workloads import WORKLOADS

_DESCRIPTION = """\
Runs Fairlead and its peers side by side and says what a request costs in each.

Each proxy gets one core, load generator and origin the other. For each workload all proxies are
started, their answers compared byte by byte, warmed up, and then measured in turns. The number to
look at is CPU microseconds per request; ratios say how much work per CPU second that is in
multiples of a peer's, and whether the floors and goals of the performance budget are met.
"""

_EXAMPLES = """\
examples:
  bench/run --quick                                   everything, short windows, under five minutes
  bench/run --only reverse-1k --peers nginx,fairlead  one workload, two transports against nginx
  bench/run --write                                   the full run, and docs/performance.md from it
  bench/run --from bench/target/results-X.json --write  the document again, nothing measured

Fairlead is run as `./fairlead serve --config FILE`; FAIRLEAD_CMD names another command.
Peers come from Debian: apt-get install nginx haproxy squid-openssl tinyproxy nghttp2-client, and
for the load generator gcc libssl-dev. proxy-chain and http-proxy are fetched from npm into
bench/target. Nothing is started as a service, and everything ends with the run.
"""


def main(arguments):
    """Runs the bench; 0 when all was measured, 1 when a floor or a peer failed, 2 for usage."""
    options = _parse(arguments)
    try:
        if options.list:
            return _list()
        run = _earlier(options.source) if options.source else _measure(options)
        return _show(run, options.write)
    except Problem as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="3 rounds of 0.4 s, little warm-up: a direction, not a result")
    add("--only", metavar="NAMES", help="workloads, comma-separated (see --list)")
    add("--peers", metavar="NAMES", help="proxies, comma-separated; `fairlead` is both transports")
    add("--rounds", type=_positive(int), metavar="N", help="alternating rounds (default 3)")
    add("--window", type=_positive(float), metavar="S", help="seconds measured per round (default 6)")
    add("--no-access-log", action="store_true", help="access logs off for all (default: on for all)")
    add("--proxy-core", type=int, default=0, metavar="N", help="core of the proxy (default 0)")
    add("--load-core", type=int, default=1, metavar="N", help="core of load and origin (default 1)")
    add("--write", action="store_true", help="write docs/performance.md")
    add("--from", dest="source", metavar="FILE", help="show an earlier run instead of measuring")
    add("--keep", action="store_true", help="keep the scratch folder with configurations and logs")
    add("--list", action="store_true", help="list workloads and peers")
    return parser.parse_args(arguments)


def _positive(kind):
    def number(text):
        value = kind(text)
        if value <= 0:
            raise ValueError(text)
        return value

    number.__name__ = "positive number"
    return number


def _earlier(file):
    try:
        return json.loads(Path(file).read_text())
    except (OSError, ValueError) as failure:
        raise Problem(f"{file} is no result of an earlier run: {failure}") from None


def _settings(options):
    quick = options.quick
    return Settings(
        rounds=options.rounds or 3,
        restarts=1 if quick else options.rounds or 3,
        settle=0.1 if quick else 1.0,
        window=options.window or (0.4 if quick else 6.0),
        warm_up={"native": 0.1, "node": 0.4, "jvm": 1.5} if quick
        else {"native": 1.0, "node": 4.0, "jvm": 15.0},
        access_log=not options.no_access_log,
        proxy_core=options.proxy_core,
        load_core=options.load_core,
    )


def _measure(options):
    settings = _settings(options)
    workloads = _workloads(options.only)
    peers, versions = _available(chosen(options.peers.split(",")) if options.peers else PEERS)
    if not {settings.proxy_core, settings.load_core} <= os.sched_getaffinity(0):
        raise Problem("the cores are not there. Choose others with --proxy-core and --load-core")
    os.sched_setaffinity(0, {settings.load_core})
    began, results = time.monotonic(), []
    with Scratch(options.keep) as scratch:
        bench = Bench(settings, scratch, tools(), _say)
        for workload in workloads:
            takers = [peer for peer in peers if peer.takes(workload)]
            if takers:
                _say(f"{workload.name}: {', '.join(peer.name for peer in takers)}")
                results.append((workload, bench.run(workload, takers)))
        if options.keep:
            _say(f"kept {scratch.folder}")
    run = document.as_json(settings, machine.describe(), versions, results)
    _say(f"measured in {time.monotonic() - began:.0f} s; results in {document.save(run)}")
    return run


def _workloads(names):
    if not names:
        return WORKLOADS
    known = {workload.name: workload for workload in WORKLOADS}
    for name in names.split(","):
        if name not in known:
            raise Problem(f"there is no workload '{name}'. Choose from: {', '.join(known)}")
    return [known[name] for name in names.split(",")]


def _available(peers):
    """Peers that can be run here with their versions; a missing one is named and left out."""
    found, versions = [], {}
    for peer in peers:
        try:
            versions[peer.name] = peer.version() or "of unknown version"
            found.append(peer)
        except Problem as problem:
            _say(f"without {peer.name}: {problem}")
    if not found:
        raise Problem("none of the chosen peers can be run here")
    return found, versions


def _show(run, write):
    results = document.results_of(run)
    for workload, rows in results:
        print(report.table(workload, rows).text(), end="\n\n")
    print(report.verdict_table(results).text(), end="\n\n")
    print("\n".join(report.noise(results)))
    if write:
        _say(f"wrote {document.write(run)}")
    return 1 if _failed(results) else 0


def _failed(results):
    missed = any(v.outcome == "FLOOR MISSED" for _, v in report.verdicts(results))
    return missed or any(row.problem or row.errors for _, rows in results for row in rows)


def _list():
    for workload in WORKLOADS:
        takers = ", ".join(peer.name for peer in PEERS if peer.takes(workload))
        print(f"{workload.name:18}{workload.title}\n{'':18}{takers}")
    return 0


def _say(words):
    print(words, file=sys.stderr, flush=True)

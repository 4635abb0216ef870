"""Turns measured rows into tables, verdicts and a word about noise."""

from statistics import median

from harness.budget import judge
from harness.measure import DIRECT
from harness.peers import PEERS
from harness.table import Table, spread
from harness.workloads import Kind

_MIB = 1024 * 1024
_DISTURBED = 0.1  # share of the proxy's core in other hands that spoils a number

def _columns(workload):
    """(metric, heading, scale) of the columns that a workload has."""
    if workload.kind is Kind.STARTUP:
        return [("start_ms", "ms", 1), ("rss", "RSS MiB idle", 1), ("pss", "PSS MiB idle", 1)]
    if workload.kind is Kind.IDLE:
        return [("kib_each", "KiB per connection", 1), ("rss", "RSS MiB", 1), ("pss", "PSS MiB", 1)]
    latency = [("p50_us", "p50 us", 1), ("p99_us", "p99 us", 1), ("p999_us", "p99.9 us", 1)]
    cpu, memory = [("cpu_us", "CPU us/request", 1)], [("rss_after", "RSS MiB after", 1)]
    if workload.kind is Kind.PACED:
        return latency + cpu + [("late", "sent late %", 100)]
    big = workload.body >= _MIB
    rate = [("mb_s", "MB/s", 1)] if big else [("rate", "requests/s", 1)]
    return cpu + rate + [("busy", "core busy %", 100)] + memory


def reference(workload, rows):
    """The peer that others are compared with: the budget's, else the first that is not ours."""
    for budget in workload.budgets:
        if budget.against:
            return budget.against
    others = (row.proxy for row in rows if not row.proxy.startswith("fairlead") and row.values)
    return next(others, None)


def table(workload, rows):
    """One workload's table; `x NAME` is work per CPU second in multiples of that peer's."""
    columns = _columns(workload)
    against = reference(workload, rows)
    compared = any(metric == "cpu_us" for metric, _, _ in columns) and against
    base = next((row.values.get("cpu_us", []) for row in rows if row.proxy == against), [])
    cells = []
    for row in rows:
        line = [_name(row)] + [spread(row.values.get(m, []), scale) for m, _, scale in columns]
        if compared:
            own = row.values.get("cpu_us", [])
            line.append(spread([b / o for b, o in zip(base, own)]))
        cells.append(line)
    head = ["proxy", *(heading for _, heading, _ in columns)]
    head += [f"x {against}"] if compared else []
    return Table(f"{workload.name}: {workload.title}", head, cells, _notes(workload, rows))


def _name(row):
    return "direct (no proxy)" if row.proxy == DIRECT else row.proxy


def _notes(workload, rows):
    notes = [f"{peer.name} {peer.note}." for row in rows for peer in PEERS
             if peer.note and peer.name == row.proxy]
    for row in rows:
        if row.problem:
            notes.append(f"{row.proxy} could not be measured: {row.problem.splitlines()[0]}")
        if row.errors:
            notes.append(f"{row.proxy}: {row.errors} ERRORS among the answers")
    return notes + (_core_notes(rows) if workload.kind is Kind.LOAD else [])


def _core_notes(rows):
    """Why a rate may be lower than the proxy could do; CPU per request says what it can."""
    starved, disturbed = [], []
    for row in rows:
        if row.values.get("busy"):
            busy, others = median(row.values["busy"]), median(row.values["others"])
            if others > _DISTURBED:
                disturbed.append(f"{row.proxy} ({others:.0%})")
            elif busy + others < 0.85:
                starved.append(row.proxy)
    notes = [f"Not kept busy, for the load's core was full: {', '.join(starved)}."] if starved else []
    return notes + ([f"Core shared with other work: {', '.join(disturbed)}."] if disturbed else [])


def verdicts(results):
    """A verdict for every budget and every Fairlead that was measured."""
    found = []
    for workload, rows in results:
        for budget in workload.budgets:
            peer = next((row for row in rows if row.proxy == budget.against), None)
            theirs = peer.values.get(budget.metric, []) if peer else []
            for row in rows:
                if row.proxy.startswith("fairlead"):
                    own = row.values.get(budget.metric, [])
                    found.append((workload, judge(budget, row.proxy, own, theirs)))
    return [(workload, verdict) for workload, verdict in found if verdict]


_UNITS = {"start_ms": "ms to first answer", "rss": "MiB RSS idle", "rss_after": "MiB RSS after load"}


def verdict_table(results):
    rows = []
    for workload, verdict in verdicts(results):
        budget = verdict.budget
        unit = f"x {budget.against}" if budget.against else _UNITS[budget.metric]
        value = spread([verdict.value, verdict.low, verdict.high])
        rows.append(
            [workload.name, verdict.proxy, unit, f"{budget.floor:g}", f"{budget.goal:g}", value,
             verdict.outcome]
        )
    head = ["workload", "proxy", "measure", "floor", "goal", "measured", "outcome"]
    notes = [] if rows else ["No Fairlead was measured together with the peers of its budgets."]
    return Table("Performance budget", head, rows, notes)


def noise(results):
    """Sentences that say how far to trust the numbers."""
    loads = [(w, row) for w, rows in results for row in rows if row.values.get("others")]
    if not loads:
        return []
    others = [value for _, row in loads for value in row.values["others"]]
    spreads = []
    for workload, row in loads:
        if workload.kind is Kind.LOAD:
            cpu = row.values["cpu_us"]
            spreads.append(((max(cpu) - min(cpu)) / median(cpu), f"{row.proxy}, {workload.name}"))
    lines = [
        f"Others took {median(others):.0%} of the proxy's core (median; at most {max(others):.0%})."
    ]
    if median(others) > _DISTURBED:
        lines.append("TOO NOISY to trust: run it again on a quiet machine.")
    if spreads:
        worst, where = max(spreads)
        middle = median(value for value, _ in spreads)
        lines.append(
            f"CPU per request spread by {middle:.0%} between rounds (median; worst {worst:.0%}: {where})."
        )
    errors = sum(row.errors for _, rows in results for row in rows)
    lines.append("No answer was wrong." if not errors else f"{errors} answers were WRONG.")
    return lines

"""The machine a run took place on, and how much of its cores others took meanwhile."""

import os
import platform
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def describe():
    """Name and size of the machine, for the head of the report."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cpu": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
        "kernel": platform.release().split("-")[0],
    }


def busy_seconds(core):
    """Seconds since boot that a core was busy or stolen, by the kernel's own count."""
    for line in Path("/proc/stat").read_text().splitlines():
        name, *ticks = line.split()
        if name == f"cpu{core}":
            user, nice, system, _idle, _iowait, irq, softirq, steal = map(int, ticks[:8])
            return (user + nice + system + irq + softirq + steal) / _TICK
    return 0.0

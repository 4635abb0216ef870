"""The performance budget of `architecture.md` as values, and the verdict on a measurement."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Budget:
    """A floor to pass and a goal.

    With a peer named in `against` both are ratios of work per CPU second (the peer's cost over
    ours; higher is better); without one they are absolute limits of the metric (lower is better).
    """

    metric: str
    against: str | None
    floor: float
    goal: float


@dataclass(frozen=True)
class Verdict:
    """What a budget says about one measured proxy: `value` (`low`..`high` over the rounds)."""

    budget: Budget
    proxy: str
    value: float
    low: float
    high: float

    @property
    def outcome(self):
        if self._reaches(self.budget.goal):
            return "goal met"
        return "floor met, goal missed" if self._reaches(self.budget.floor) else "FLOOR MISSED"

    def _reaches(self, limit):
        return self.value >= limit if self.budget.against else self.value <= limit


def judge(budget, proxy, own, peer):
    """Judges per-round values; rounds are paired, for neighbours in time share their noise."""
    if not own or (budget.against and not peer):
        return None
    values = [theirs / ours for ours, theirs in zip(own, peer)] if budget.against else own
    return Verdict(budget, proxy, median(values), min(values), max(values))

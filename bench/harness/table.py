"""A table of text cells that can be shown on a terminal or in Markdown."""

from dataclasses import dataclass
from statistics import median


@dataclass
class Table:
    """The first column is left-aligned, the others right-aligned."""

    title: str
    head: list[str]
    rows: list[list[str]]
    notes: list[str]

    def text(self):
        if not self.rows:
            return "\n".join([self.title, *(f"  {note}" for note in self.notes)])
        widths = [max(len(row[i]) for row in [self.head, *self.rows]) for i in range(len(self.head))]
        lines = [self.title, "  " + self._line(self.head, widths)]
        lines += ["  " + self._line(row, widths) for row in self.rows]
        return "\n".join(lines + [f"  {note}" for note in self.notes])

    def markdown(self):
        if not self.rows:
            return "\n\n".join([f"### {self.title}", *self.notes])
        rule = ["---", *["---:"] * (len(self.head) - 1)]
        lines = [f"### {self.title}", ""]
        lines += ["| " + " | ".join(cells) + " |" for cells in [self.head, rule, *self.rows]]
        return "\n".join(lines + [f"\n{note}" for note in self.notes])

    @staticmethod
    def _line(cells, widths):
        first, *rest = zip(cells, widths)
        return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])


def spread(values, scale=1.0):
    """`median (min-max)` with as many digits as the size deserves; `-` for nothing."""
    if not values:
        return "-"
    scaled = [value * scale for value in values]
    middle = median(scaled)
    digits = 0 if middle >= 100 else 1 if middle >= 10 else 2
    low, high = (f"{edge(scaled):.{digits}f}" for edge in (min, max))
    shown = f"{middle:.{digits}f}"
    return shown if low == high else f"{shown} ({low}-{high})"

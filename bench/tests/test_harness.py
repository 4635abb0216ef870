"""The arithmetic between measurement and report."""

import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness.budget import Budget, judge  # noqa: E402
from harness.generator import _h2load_counts  # noqa: E402
from harness.measure import Row  # noqa: E402
from harness.peers import PEERS, render  # noqa: E402
from harness.process import Process  # noqa: E402
from harness.report import noise, table, verdicts  # noqa: E402
from harness.scratch import BENCH, Scratch  # noqa: E402
from harness.table import spread  # noqa: E402
from harness.workloads import WORKLOADS  # noqa: E402


def row(proxy, cpu, others=0.0):
    made = Row(proxy)
    for value in cpu:
        made.add(cpu_us=value, rate=1e6 / value, busy=1.0, others=others)
    return made


REVERSE = WORKLOADS[0]


class TemplateTest(unittest.TestCase):
    def test_conditions_keep_and_drop_lines(self):
        text = "a @x@\n@if tls@  b\n@if not tls@  c\n"
        self.assertEqual(render(text, {"x": 1}, set()), "a 1\n  c\n")
        self.assertEqual(render(text, {"x": 1}, {"tls"}), "a 1\n  b\n")

    def test_unknown_placeholder_fails(self):
        with self.assertRaises(KeyError):
            render("@nobody@", {}, set())

    def test_every_peer_has_its_templates(self):
        for peer in PEERS:
            for name in peer.templates:
                self.assertTrue((BENCH / "peers" / name).exists(), name)


class BudgetTest(unittest.TestCase):
    def outcome(self, own, peer, against="nginx"):
        return judge(Budget("cpu_us", against, 0.8, 1.0), "fairlead-epoll", own, peer).outcome

    def test_ratio_is_work_per_cpu_second(self):
        self.assertEqual(self.outcome([10, 10, 10], [10, 10, 10]), "goal met")
        self.assertEqual(self.outcome([12, 12, 12], [10, 10, 10]), "floor met, goal missed")
        self.assertEqual(self.outcome([20, 20, 20], [10, 10, 10]), "FLOOR MISSED")

    def test_rounds_are_paired(self):
        verdict = judge(Budget("cpu_us", "nginx", 1, 1), "f", [10, 20, 40], [10, 20, 40])
        self.assertEqual((verdict.low, verdict.high), (1, 1))

    def test_absolute_limits_are_better_when_lower(self):
        self.assertEqual(judge(Budget("rss", None, 150, 100), "f", [90.0], []).outcome, "goal met")
        self.assertEqual(judge(Budget("rss", None, 150, 100), "f", [151.0], []).outcome, "FLOOR MISSED")

    def test_no_verdict_without_the_peer(self):
        self.assertEqual(verdicts([(REVERSE, [row("fairlead-epoll", [10, 10, 10])])]), [])


class ReportTest(unittest.TestCase):
    def test_cells_show_median_and_range(self):
        self.assertEqual(spread([3, 1, 2]), "2.00 (1.00-3.00)")
        self.assertEqual(spread([]), "-")

    def test_others_are_compared_with_the_budgets_peer(self):
        rows = [row("nginx", [10, 10, 10]), row("haproxy", [20, 20, 20])]
        self.assertIn("x nginx", table(REVERSE, rows).head)
        self.assertEqual([cells[-1] for cells in table(REVERSE, rows).rows], ["1.00", "0.50"])

    def test_errors_are_loud(self):
        wrong = row("nginx", [10])
        wrong.errors = 3
        self.assertIn("3 ERRORS", table(REVERSE, [wrong]).text())
        self.assertIn("WRONG", noise([(REVERSE, [wrong])])[-1])

    def test_crowded_machine_is_said(self):
        said = " ".join(noise([(REVERSE, [row("nginx", [10, 11, 12], others=0.5)])]))
        self.assertIn("TOO NOISY", said)

    def test_h2load_failures_count(self):
        text = "requests: 9 total, 9 started, 9 done, 7 succeeded, 1 failed, 0 errored, 0 timeout\n"
        text += "status codes: 7 2xx, 0 3xx, 0 4xx, 1 5xx\n"
        self.assertEqual(_h2load_counts(text), (7, 2))


class ProcessTest(unittest.TestCase):
    def test_time_of_children_counts_and_stop_ends_them(self):
        with Scratch() as scratch:
            burner = "import os,time\nos.fork()\nt=time.time()\nwhile time.time()<t+9: pass\n"
            process = Process([sys.executable, "-c", burner], 0, scratch.folder / "log")
            try:
                end = time.monotonic() + 10
                while len(process.tree()) < 2 and time.monotonic() < end:
                    time.sleep(0.01)
                before, ids = process.cpu_nanos(), process.tree()
                self.assertEqual(len(ids), 2)
                while process.cpu_nanos() < before + 50_000_000 and time.monotonic() < end:
                    time.sleep(0.01)
                self.assertGreaterEqual(process.cpu_nanos(), before + 50_000_000)
            finally:
                process.stop()
            while any(Path(f"/proc/{pid}/cwd").exists() for pid in ids) and time.monotonic() < end:
                time.sleep(0.01)
            self.assertFalse(any(Path(f"/proc/{pid}/cwd").exists() for pid in ids))


class CommandTest(unittest.TestCase):
    def run_bench(self, *arguments):
        command = [sys.executable, str(BENCH / "run"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    def test_unknown_names_are_answered_with_the_known_ones(self):
        for option, known in (("--only", "reverse-1k"), ("--peers", "haproxy")):
            done = self.run_bench(option, "nonsense")
            self.assertEqual(done.returncode, 2)
            self.assertIn(known, done.stderr)
            self.assertNotIn("Traceback", done.stderr)

    def test_bad_numbers_and_files_are_one_sentence(self):
        for arguments in (["--rounds", "0"], ["--window", "x"], ["--from", "/nowhere.json"]):
            done = self.run_bench(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()

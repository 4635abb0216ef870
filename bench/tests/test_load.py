"""The load generator must notice every wrong answer: a fast liar must not win the bench."""

import json
import socket
import subprocess
import sys
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness.scratch import tools  # noqa: E402


class Liar(threading.Thread):
    """A server that answers every request with the same bytes."""

    def __init__(self, answer):
        super().__init__(daemon=True)
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def run(self):
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection:
            try:
                while connection.recv(4096):
                    connection.sendall(self._answer)
                    if b"hang up" in self._answer:
                        return
            except OSError:
                pass


def load(port, *options):
    command = [tools() / "load", "--proxy", port, "--origin", port, "--settle", "0"]
    command += ["--window", "0.2", "--connections", "2", "--body", "4", *options]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=20)
    return json.loads(done.stdout.splitlines()[-1])


def told(answer, *options):
    liar = Liar(answer)
    liar.start()
    return load(liar.port, *options)


class LoadTest(unittest.TestCase):
    def test_right_answers_of_the_origin_are_no_errors(self):
        origin = subprocess.Popen([tools() / "origin"], stdout=subprocess.PIPE)
        try:
            port = int(origin.stdout.readline())
            for options in ([], ["--verify"], ["--per-connection", "1"], ["--verify", "--body", "300000"]):
                result = load(port, *options)
                self.assertEqual((result["errors"], result["first_error"]), (0, ""))
                self.assertGreater(result["requests"], 0)
        finally:
            origin.kill()
            origin.wait()
            origin.stdout.close()

    def test_wrong_status_is_an_error(self):
        result = told(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\nabcd")
        self.assertEqual(result["requests"], 0)
        self.assertIn("not a 200", result["first_error"])

    def test_wrong_length_is_an_error(self):
        result = told(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
        self.assertEqual(result["requests"], 0)
        self.assertIn("Content-Length is 3 instead of 4", result["first_error"])

    def test_short_body_is_an_error(self):
        result = told(b"HTTP/1.1 200 OK\r\nX: hang up\r\nContent-Length: 4\r\n\r\nab")
        self.assertEqual(result["requests"], 0)
        self.assertIn("before the end of a body", result["first_error"])

    def test_surplus_bytes_are_an_error(self):
        result = told(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcdefg")
        self.assertEqual(result["requests"], 0)
        self.assertIn("more bytes", result["first_error"])

    def test_wrong_bytes_are_an_error_when_verifying(self):
        answer = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"
        self.assertEqual(told(answer)["errors"], 0)
        self.assertIn("differs", told(answer, "--verify")["first_error"])

    def test_refused_tunnel_is_an_error(self):
        result = told(b"HTTP/1.1 403 Forbidden\r\n\r\n", "--door", "connect")
        self.assertEqual(result["requests"], 0)
        self.assertIn("not a 200", result["first_error"])

    def test_paced_latency_counts_from_the_due_time(self):
        # Two connections cannot carry a million a second: waiting for a turn is the latency.
        result = told(
            b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd",
            "--mode", "paced", "--rate", "1000000",
        )
        self.assertGreater(result["late"], result["requests"] * 0.8)
        self.assertGreater(result["p50_us"], 10_000)


if __name__ == "__main__":
    unittest.main()

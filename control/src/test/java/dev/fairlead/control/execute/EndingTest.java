package dev.fairlead.control.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How executions end, and that nothing is left of them. */
@Timeout(60)
final class EndingTest {
  private static final String FOREVER = "sleep 1000";

  @TempDir Path folder;

  @Test
  void timeUpEndsTheProcess() throws IOException {
    try (var served = Served.by(Rules.shell().processTimeout(Duration.ofMillis(300)));
        var events = served.follow("echo $$; exec " + FOREVER)) {
      long pid = pid(events);
      JsonNode exit = events.last();
      assertThat(exit.get("timeout").asString()).isEqualTo("process_timeout");
      assertThat(exit.get("code").asInt()).isEqualTo(128 + 15);
      assertThat(exit.get("duration_ms").asLong()).isBetween(300L, 20_000L);
      assertThat(Pids.isAlive(pid)).isFalse();
      Eventually.until(() -> served.audit().toString().contains("end=process_timeout"));
    }
  }

  @Test
  void whoIgnoresThePoliteSignalIsKilled() throws IOException {
    try (var served = Served.by(Rules.shell().processTimeout(Duration.ofMillis(100)));
        var events = served.follow("trap '' TERM; echo $$; while :; do sleep 1000; done")) {
      long pid = pid(events);
      assertThat(events.last().get("code").asInt()).isEqualTo(128 + 9);
      assertThat(Pids.isAlive(pid)).isFalse();
    }
  }

  @Test
  void lastWordsAreHeard() throws IOException {
    String script = "trap 'echo bye; exit 7' TERM; echo $$; " + FOREVER + " & wait";
    try (var served = Served.by(Rules.shell().processTimeout(Duration.ofMillis(100)));
        var events = served.follow(script)) {
      pid(events);
      assertThat(events.printed()).isEqualTo("bye\n");
      JsonNode exit = events.last();
      assertThat(exit.get("code").asInt()).isEqualTo(7);
      assertThat(exit.get("timeout").asString()).isEqualTo("process_timeout");
    }
  }

  @Test
  void silenceEndsTheProcessOnlyWhenItIsLimited() throws IOException {
    Rules rules = Rules.shell().idleTimeout(Duration.ofSeconds(1));
    try (var served = Served.by(rules)) {
      try (var events = served.follow("echo $$; exec " + FOREVER)) {
        long pid = pid(events);
        assertThat(events.last().get("timeout").asString()).isEqualTo("idle_timeout");
        assertThat(Pids.isAlive(pid)).isFalse();
      }
      try (var events = served.follow("for i in 1 2 3 4 5 6; do echo; sleep 0.25; done")) {
        assertThat(events.last().get("code").asInt()).isZero();
      }
    }
  }

  @Test
  void outputEndsExactlyAtItsLimit() throws IOException {
    try (var served = Served.by(new Rules().allow("/usr/bin/yes").maxOutput(100_001));
        var events = served.follow(Map.of("command", "yes", "stream", true))) {
      long bytes = 0;
      JsonNode event = events.next();
      while (!event.has("code")) {
        bytes += event.get("data").asString().length();
        event = events.next();
      }
      assertThat(bytes).isEqualTo(100_001);
      assertThat(event.get("killed").asString()).isEqualTo("max_output");
    }
  }

  @Test
  void ownSignalIsNamed() {
    try (var served = Served.by(Rules.shell())) {
      JsonNode answer = served.collect("kill -SEGV $$");
      assertThat(answer.get("signal").asString()).isEqualTo("SIGSEGV");
      assertThat(answer.get("code").asInt()).isEqualTo(128 + 11);
    }
  }

  @Test
  void grandchildrenDieWithTheProcess() throws IOException {
    String script = "sh -c 'sleep 1000 & echo $!; wait' & echo $!; wait";
    try (var served = Served.by(Rules.shell().processTimeout(Duration.ofMillis(300)));
        var events = served.follow(script)) {
      List<Long> family = pids(events, 2);
      assertThat(events.last().get("timeout").asString()).isEqualTo("process_timeout");
      family.forEach(Pids::awaitEnd);
    }
  }

  @Test
  void whoOutlivesTheProcessInItsGroupDiesToo() throws IOException {
    String script = "(trap '' TERM; exec sleep 1000) & echo $!";
    try (var served = Served.by(Rules.shell());
        var events = served.follow(script)) {
      long orphan = pid(events);
      assertThat(events.last().get("code").asInt()).isZero();
      Pids.awaitEnd(orphan);
    }
  }

  @Test
  void jobsInGroupsOfTheirOwnDieToo() throws IOException {
    assumeThat(Path.of("/bin/bash")).exists();
    Path gate = Fifo.make(folder.resolve("gate"));
    String script = "set -m; sleep 1000 & echo $! $$; read line < " + gate;
    var request =
        Map.<String, Object>of("command", "bash", "args", List.of("-c", script), "stream", true);
    try (var served = Served.by(new Rules().allow("/bin/bash", "..."));
        var events = served.follow(request)) {
      String[] pids = events.printed().strip().split(" ", 2);
      long job = Long.parseLong(pids[0]);
      assertThat(Pids.group(job)).isEqualTo(job).isNotEqualTo(Long.parseLong(pids[1]));
      Files.writeString(gate, "\n");
      assertThat(events.last().get("code").asInt()).isZero();
      Pids.awaitEnd(job);
    }
  }

  @Test
  void whoLeftTheSessionHoldsNobodyUp() throws IOException {
    Path gate = Fifo.make(folder.resolve("gate"));
    String script = "echo $$; setsid sh -c 'echo $$; exec sleep 1000' & cat " + gate;
    try (var served = Served.by(Rules.shell().maxConcurrent(1));
        var events = served.follow(script)) {
      List<Long> family = pids(events, 2);
      Files.writeString(gate, "");
      assertThat(events.last().get("code").asInt()).isZero();
      Eventually.until(() -> served.post(Map.of("command", "sh")).statusCode() == 200);
      family.stream()
          .filter(Pids::isAlive)
          .forEach(escaped -> ProcessHandle.of(escaped).ifPresent(ProcessHandle::destroyForcibly));
    }
  }

  @Test
  void processDiesWhenTheClientLeavesThoughItIsSilent() throws IOException {
    try (var served = Served.by(Rules.shell())) {
      var events = served.follow("echo $$; (trap '' TERM; exec sleep 1000) & echo $!; wait");
      List<Long> family = pids(events, 2);
      events.close();
      family.forEach(Pids::awaitEnd);
      Eventually.until(() -> served.audit().toString().contains("end=client_left"));
    }
  }

  @Test
  void processDiesWhenTheClientLeavesAnAnswerInOnePiece() throws IOException {
    Path pidFile = folder.resolve("pid");
    var request =
        Map.<String, Object>of(
            "command", "sh", "args", List.of("-c", "echo $$ > " + pidFile + "; exec sleep 1000"));
    try (var served = Served.by(Rules.shell())) {
      try (var events = new Events(served.send(request))) {
        assertThat(events.read()).isEqualTo(' ');
      }
      Pids.awaitEnd(Long.parseLong(Files.readString(pidFile).strip()));
      Eventually.until(() -> served.audit().toString().contains("end=client_left"));
    }
  }

  @Test
  void processDiesWhenTheClientLeavesWhileItPrints() throws IOException {
    try (var served = Served.by(Rules.shell())) {
      var events = served.follow("echo $$; exec yes");
      long pid = pid(events);
      events.close();
      Pids.awaitEnd(pid);
    }
  }

  @Test
  void slowReaderStopsTheProcessAndAStuckOneEndsIt() throws IOException {
    try (var served = Served.by(Rules.shell());
        var events = served.follow("echo $$; exec yes")) {
      long pid = pid(events);
      Pids.awaitEnd(pid);
      Eventually.until(() -> served.audit().size() == 1);
      String line = served.audit().getFirst();
      assertThat(line).contains("end=client_left");
      long printed = Long.parseLong(line.replaceAll(".*stdout_bytes=(\\d+).*", "$1"));
      assertThat(printed).isLessThan(64L << 20);
    }
  }

  @Test
  void closingEndsWhatRunsAndTellsTheClient() throws IOException {
    try (var served = Served.by(Rules.shell());
        var events = served.follow("echo $$; exec " + FOREVER)) {
      long pid = pid(events);
      served.execute().close();
      assertThat(Pids.isAlive(pid)).isFalse();
      assertThat(events.last().get("killed").asString()).isEqualTo("shutdown");
      assertThat(served.post(Map.of("command", "sh")).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void limitsInForceAreThoseItBeganWith() throws IOException {
    try (var served = Served.by(Rules.shell());
        var events = served.follow("echo $$; sleep 0.5; echo late")) {
      pid(events);
      served.execute().configure(Rules.shell().processTimeout(Duration.ofMillis(50)).settings());
      assertThat(events.printed()).isEqualTo("late\n");
      assertThat(events.last().get("code").asInt()).isZero();
    }
  }

  private static long pid(Events events) throws IOException {
    return pids(events, 1).getFirst();
  }

  /** The numbers that processes print, which may share an event or not. */
  private static List<Long> pids(Events events, int count) throws IOException {
    StringBuilder printed = new StringBuilder();
    while (printed.chars().filter(c -> c == '\n').count() < count) {
      printed.append(events.printed());
    }
    return printed.toString().lines().limit(count).map(Long::valueOf).toList();
  }
}

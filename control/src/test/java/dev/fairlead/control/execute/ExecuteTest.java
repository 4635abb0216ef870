package dev.fairlead.control.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.testkit.Eventually;
import io.avaje.jex.Jex;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a caller gets. */
@Timeout(60)
final class ExecuteTest {
  @TempDir Path folder;

  @Test
  void answerInOnePieceHasEverything() {
    try (var served = Served.by(Rules.shell())) {
      JsonNode answer = served.collect("echo out; echo err >&2; exit 3");
      assertThat(answer.get("stdout").asString()).isEqualTo("out\n");
      assertThat(answer.get("stderr").asString()).isEqualTo("err\n");
      assertThat(answer.get("code").asInt()).isEqualTo(3);
      assertThat(answer.get("stdout_bytes").asInt()).isEqualTo(4);
      assertThat(answer.get("stdout_truncated").asBoolean()).isFalse();
      assertThat(answer.get("duration_ms").isNumber()).isTrue();
      assertThat(answer.has("signal") || answer.has("timeout") || answer.has("killed")).isFalse();
    }
  }

  @Test
  void streamEndsWithTheExitAndNothingElse() throws IOException {
    try (var served = Served.by(Rules.shell());
        var events = served.follow("echo out; exit 3")) {
      assertThat(events.head())
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("Content-Type: application/x-ndjson\n")
          .containsIgnoringCase("Transfer-Encoding: chunked\n");
      assertThat(events.line()).endsWith("{\"type\":\"stdout\",\"data\":\"out\\n\"}");
      assertThat(events.line()).contains("{\"type\":\"exit\",\"code\":3,\"duration_ms\":");
      assertThat(events.isAtEnd()).isTrue();
    }
  }

  @Test
  void outputComesWhileTheProcessRuns() throws IOException {
    Path gate = fifo("gate");
    Path next = fifo("next");
    try (var served = Served.by(Rules.shell());
        var events = served.follow("echo first; cat " + gate + "; cat " + next + " >&2")) {
      assertThat(events.printed()).isEqualTo("first\n");
      Files.writeString(gate, "second\n");
      assertThat(events.printed()).isEqualTo("second\n");
      Files.writeString(next, "err\n");
      assertThat(events.line()).endsWith("{\"type\":\"stderr\",\"data\":\"err\\n\"}");
    }
  }

  @Test
  void characterCutByAReadArrivesWhole() throws IOException {
    Path gate = fifo("gate");
    String script = "printf 'a\\342\\202'; cat " + gate + "; printf '\\254'; printf '\\377'";
    try (var served = Served.by(Rules.shell());
        var events = served.follow(script)) {
      assertThat(events.printed()).isEqualTo("a");
      Files.writeString(gate, "");
      StringBuilder rest = new StringBuilder();
      for (JsonNode e = events.next(); !e.has("code"); e = events.next()) {
        rest.append(e.get("data").asString());
      }
      assertThat(rest).hasToString("€\ufffd");
    }
  }

  @Test
  void binaryOutputIsExactInBase64() throws IOException {
    var request = Map.of("command", "printf", "args", List.of("\\0\\377\\n"), "encoding", "base64");
    try (var served = Served.by(new Rules().allow("/usr/bin/printf", "..."))) {
      assertThat(Served.json(served.post(request)).get("stdout").asString()).isEqualTo("AP8K");
      var streamed = new HashMap<String, Object>(request);
      streamed.put("stream", true);
      try (var events = served.follow(streamed)) {
        assertThat(events.printed()).isEqualTo("AP8K");
      }
    }
  }

  @Test
  void inputReachesTheProcessAndEnds() {
    Rules rules = new Rules().allow("/bin/cat", "...").allow("/usr/bin/wc", "-c");
    try (var served = Served.by(rules)) {
      JsonNode text = Served.json(served.post(Map.of("command", "cat", "stdin", "grüße\n")));
      assertThat(text.get("stdout").asString()).isEqualTo("grüße\n");
      String large = "x".repeat(500_000);
      JsonNode count =
          Served.json(served.post(Map.of("command", "wc", "args", List.of("-c"), "stdin", large)));
      assertThat(count.get("stdout").asString().strip()).isEqualTo("500000");
      assertThat(Served.json(served.post(Map.of("command", "cat"))).get("stdout").asString())
          .isEmpty();
    }
  }

  @Test
  void inputThatNobodyReadsDoesNotHurt() {
    try (var served = Served.by(Rules.shell())) {
      var request =
          Map.of("command", "sh", "args", List.of("-c", "exit 4"), "stdin", "x".repeat(900_000));
      assertThat(Served.json(served.post(request)).get("code").asInt()).isEqualTo(4);
    }
  }

  @Test
  void argumentsAreNotInterpreted() {
    try (var served = Served.by(new Rules().allow("/bin/echo", "..."))) {
      var request =
          Map.of("command", "echo", "args", List.of("$(id) `id` $HOME; id | id > x", "*", ""));
      assertThat(Served.json(served.post(request)).get("stdout").asString())
          .isEqualTo("$(id) `id` $HOME; id | id > x * \n");
    }
  }

  @Test
  void argumentKeepsItsCharactersOrIsRefusedNeverChanged() {
    Charset system = Charset.forName(System.getProperty("sun.jnu.encoding"));
    try (var served = Served.by(new Rules().allow("/bin/echo", "..."))) {
      var response = served.post(Map.of("command", "echo", "args", List.of("é😀")));
      if (system.newEncoder().canEncode("é😀")) {
        assertThat(Served.json(response).get("stdout").asString()).isEqualTo("é😀\n");
      } else {
        problem(response, 400, "args[0]");
      }
    }
  }

  @Test
  void pythonOfTheOriginalDocumentRuns() throws IOException {
    Path python = Path.of("/usr/bin/python3");
    assumeThat(python).exists();
    Files.writeString(folder.resolve("script.py"), "print(input().upper())");
    Rules rules = new Rules().allow(python.toString(), "...").folder(folder);
    try (var served = Served.by(rules)) {
      var request = Map.of("command", "python", "args", List.of("script.py"), "stdin", "data");
      assertThat(Served.json(served.post(request)).get("stdout").asString()).isEqualTo("DATA\n");
    }
  }

  @Test
  void environmentIsCleanAndFolderIsFixed() throws IOException {
    Rules rules = new Rules().allow("/usr/bin/env").allow("/bin/pwd");
    rules.environment("GREETING", "hello").environment("LANG", "C").folder(folder);
    try (var served = Served.by(rules)) {
      String env = Served.json(served.post(Map.of("command", "env"))).get("stdout").asString();
      assertThat(env.lines())
          .containsExactlyInAnyOrder(
              "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + folder, "LANG=C", "GREETING=hello");
      String pwd = Served.json(served.post(Map.of("command", "pwd"))).get("stdout").asString();
      assertThat(Path.of(pwd.strip()).toRealPath()).isEqualTo(folder.toRealPath());
    }
  }

  @Test
  void withoutAFolderThereIsAPrivateOneThatGoesAway() {
    Path made;
    try (var served = Served.by(Rules.shell())) {
      made = Path.of(served.collect("mkdir -p a/b; pwd").get("stdout").asString().strip());
      assertThat(served.collect("pwd; stat -c %a .").get("stdout").asString())
          .isEqualTo(made + "\n700\n");
      assertThat(made).isDirectory();
    }
    assertThat(made).doesNotExist();
  }

  @Test
  void longAnswerIsCutAndSaysSo() {
    try (var served = Served.by(Rules.shell().maxAnswer(4))) {
      JsonNode answer = served.collect("printf 'abc€'; printf 1234 >&2");
      assertThat(answer.get("stdout").asString()).isEqualTo("abc");
      assertThat(answer.get("stdout_bytes").asInt()).isEqualTo(6);
      assertThat(answer.get("stdout_truncated").asBoolean()).isTrue();
      assertThat(answer.get("stderr").asString()).isEqualTo("1234");
      assertThat(answer.get("stderr_truncated").asBoolean()).isFalse();
      assertThat(answer.get("code").asInt()).isZero();
    }
  }

  @Test
  void slowAnswerInOnePieceIsStillOneObject() throws IOException {
    Path gate = fifo("gate");
    try (var served = Served.by(Rules.shell())) {
      var request = Map.<String, Object>of("command", "sh", "args", List.of("-c", "cat " + gate));
      try (var events = new Events(served.send(request))) {
        assertThat(events.head()).containsIgnoringCase("Content-Type: application/json\n");
        assertThat(events.read()).isEqualTo(' ');
        Files.writeString(gate, "late");
        int b = events.read();
        while (b == ' ') {
          b = events.read();
        }
        assertThat((char) b).isEqualTo('{');
      }
    }
  }

  @Test
  void tooManyAreToldToComeBack() throws IOException {
    Path gate = fifo("gate");
    try (var served = Served.by(Rules.shell().maxConcurrent(1));
        var first = served.follow("echo up; cat " + gate)) {
      assertThat(first.printed()).isEqualTo("up\n");
      HttpResponse<String> second = served.post(Map.of("command", "sh"));
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After")).contains("1");
      assertThat(Served.json(second).get("remedy").asString()).contains("cli.max_concurrent");
      Files.writeString(gate, "");
      assertThat(first.last().get("code").asInt()).isZero();
      Eventually.until(() -> served.post(Map.of("command", "sh")).statusCode() == 200);
    }
  }

  @Test
  void problemsNameFieldAndRemedy() {
    try (var served = Served.by(Rules.shell().allow("/bin/none").maxStdin(10))) {
      problem(served.post("{\"command\": \"sh\"}", "text/plain", "ann"), 415, "Content-Type");
      problem(served.post("{\"command\": \"sh\"}", "", "ann"), 415, "Content-Type");
      problem(served.post("{\"command\": \"rm\"}", "application/json", "ann"), 403, "command");
      problem(served.post("{\"comand\": \"sh\"}", "application/json", "ann"), 400, "comand");
      problem(served.post("{", "application/json; charset=utf-8", "ann"), 400, "");
      problem(served.post(Map.of("command", "sh", "stdin", "12345678901")), 413, "stdin");
      problem(served.post(Map.of("command", "sh", "stdin", "x".repeat(3 << 20))), 413, "stdin");
      problem(served.post(Map.of("command", "none")), 500, "command");
    }
  }

  @Test
  void unknownCallerIsRefusedWhateverElseIsOpen() {
    try (var served = Served.by(Rules.shell())) {
      var response = served.post("{\"command\": \"sh\"}", "application/json", "");
      problem(response, 401, "");
      assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(served.audit()).anyMatch(line -> line.contains("refused=401"));
    }
  }

  @Test
  void nothingRunsUnlessItIsEnabled() {
    try (var served = Served.by(Rules.shell().disabled())) {
      var response = served.post(Map.of("command", "sh"));
      problem(response, 403, "");
      assertThat(Served.json(response).get("remedy").asString()).contains("cli.enabled");
      served.execute().configure(Rules.shell().settings());
      assertThat(served.post(Map.of("command", "sh")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void routeIsOpenToNobodyWithoutTheToken() {
    var jex = Jex.create();
    try (var execute = new Execute(Rules.shell().settings(), _ -> Optional.empty())) {
      execute.add(jex.routing());
    }
    assertThat(jex.routing().handlers())
        .singleElement()
        .satisfies(route -> {
          assertThat(route.getPath()).isEqualTo(Execute.PATH);
          assertThat(route.getRoles()).isEmpty();
        });
  }

  @Test
  void everyRunAndEveryRefusalIsOnRecordWithoutItsInput() {
    try (var served = Served.by(Rules.shell())) {
      served.post(Map.of("command", "sh", "args", List.of("-c", "cat"), "stdin", "hunter"));
      served.post(Map.of("command", "rm", "stdin", "hunter"));
      Eventually.until(() -> served.audit().size() == 2);
      assertThat(served.audit().get(0))
          .contains("caller=\"ann\"", "args=[\"-c\",\"cat\"]", "end=exit", "code=0")
          .contains("stdin_bytes=6", "stdout_bytes=6");
      assertThat(served.audit().get(1)).contains("command=\"rm\"", "refused=403");
      assertThat(served.audit().toString()).doesNotContain("hunter");
    }
  }

  private static void problem(HttpResponse<String> response, int status, String field) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Served.json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.path("field").asString("")).isEqualTo(field);
    assertThat(problem.get("detail").asString()).isNotBlank();
    assertThat(problem.get("remedy").asString()).isNotBlank();
  }

  private Path fifo(String name) {
    return Fifo.make(folder.resolve(name));
  }
}

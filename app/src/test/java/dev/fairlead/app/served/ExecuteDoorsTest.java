package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands run for whoever holds the token, on either port, and for nobody else. */
final class ExecuteDoorsTest {
  private static final String CONFIG =
      "cli: {enabled: true, allowed_commands: [{name: touch, path: /usr/bin/touch}, /bin/echo]}\n";
  private static final String ECHO = "{\"command\":\"echo\",\"args\":[\"hi\"]}";

  @TempDir Path folder;

  private static RawResponse execute(int port, String body, String... fields) throws IOException {
    StringBuilder request = new StringBuilder("POST /cli/execute HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    request.append("Content-Type: application/json\r\nContent-Length: ").append(body.length());
    try (RawClient client = RawClient.connect(port)) {
      return client.exchange(request.append("\r\n\r\n").append(body).toString());
    }
  }

  @Test
  void nobodyWithoutTheTokenRunsAnything() throws Exception {
    try (var proxy = Proxy.start(folder, CONFIG)) {
      Path trace = folder.resolve("trace");
      String touch = "{\"command\":\"touch\",\"args\":[\"" + trace + "\"]}";
      for (int port : new int[] {proxy.controlPort(), proxy.port()}) {
        RawResponse none = execute(port, touch);
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(execute(port, touch, "Authorization: Bearer guess").status()).isEqualTo(401);
        assertThat(execute(port, touch, "X-Forwarded-For: 127.0.0.1").status()).isEqualTo(401);
      }
      assertThat(trace).doesNotExist();
    }
  }

  @Test
  void theTokenOpensBothPorts() throws Exception {
    try (var proxy = Proxy.start(folder, CONFIG)) {
      String token = "Authorization: Bearer " + proxy.token();
      for (int port : new int[] {proxy.controlPort(), proxy.port()}) {
        RawResponse answer = execute(port, ECHO, token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("\"stdout\":\"hi\\n\"", "\"code\":0");
      }
    }
  }

  @Test
  void refusalsAreProblemsAsEverywhere() throws Exception {
    try (var proxy = Proxy.start(folder, CONFIG)) {
      RawResponse answer = proxy.control("POST /cli/execute", "{\"command\":\"rm\"}");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.text())
          .startsWith("{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,")
          .contains("\"field\":\"command\"", "\"remedy\":");
    }
  }
}

package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.filters.authentication.Secret;
import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FakeGateway;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload is a transaction: all of it or nothing, and nobody is interrupted. */
final class ReloadTest {
  private static final String TO = "routing: {default_backend: \"http://%s\"}\n";

  @TempDir Path folder;

  private static String get(Proxy proxy) throws IOException {
    return proxy.ask("GET / HTTP/1.1", "Host: a.example").text();
  }

  @Test
  void aChangedFileTakesEffect() throws Exception {
    try (var one = ScriptedOrigin.start(Answers.fixed("one"));
        var two = ScriptedOrigin.start(Answers.fixed("two"));
        var proxy = Proxy.start(folder, TO.formatted(one.authority()))) {
      assertThat(get(proxy)).isEqualTo("one");
      proxy.change(TO.formatted(two.authority()));
      assertThat(get(proxy)).isEqualTo("two");
    }
  }

  @Test
  void aBadConfigurationChangesNothingAndSaysAllThatIsWrong() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("one"));
        var proxy = Proxy.start(folder, TO.formatted(origin.authority()))) {
      proxy.change(
          """
          server: {prot: 1}
          egress: {rules: ["a b"]}
          """);
      assertThat(get(proxy)).isEqualTo("one");
      assertThat(proxy.log())
          .contains("fairlead.yaml:1:")
          .contains("fairlead.yaml:2:")
          .contains("server.prot")
          .contains("the one before stays in force");
      proxy.change("routing: {}\n");
      assertThat(proxy.ask("GET / HTTP/1.1", "Host: a.example").status()).isEqualTo(404);
    }
  }

  @Test
  void includedFilesAndTheEnvironmentFileAreWatched() throws Exception {
    try (var one = ScriptedOrigin.start(Answers.fixed("one"));
        var two = ScriptedOrigin.start(Answers.fixed("two"))) {
      Proxy.write(folder, "routes.yaml", TO.formatted("127.0.0.1:${BACKEND_PORT}"));
      Proxy.write(folder, ".env", "BACKEND_PORT=" + one.port() + "\n");
      try (var proxy = Proxy.start(folder, "include: [routes.yaml]\n")) {
        assertThat(get(proxy)).isEqualTo("one");
        Proxy.write(folder, ".env", "BACKEND_PORT=" + two.port() + "\n");
        Eventually.until(".env is noticed", () -> get(proxy).equals("two"));
        Proxy.write(folder, "routes.yaml", TO.formatted(one.authority()));
        Eventually.until("the included file is noticed", () -> get(proxy).equals("one"));
      }
    }
  }

  @Test
  void aFileThatIsNotThereYetIsNoticedWhenItComes() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      Proxy.write(folder, ".env", "FAIRLEAD_SERVER_VIA=later\n");
      Eventually.until(() -> proxy.running().config().server().via().equals("later"));
    }
  }

  @Test
  void anotherPortMovesTheListener() throws Exception {
    int first = FreePort.next();
    int second = FreePort.next();
    Proxy.write(folder, "fairlead.yaml", "server: {port: %d}\n".formatted(first));
    try (var proxy = Proxy.start(folder, List.<Flag>of());
        var open = RawClient.connect(first)) {
      String health = Proxy.text("GET /health HTTP/1.1", "Host: a");
      assertThat(open.exchange(health).status()).isEqualTo(200);
      proxy.change("server: {port: %d}\n".formatted(second));
      assertThat(proxy.port()).isEqualTo(second);
      assertThat(open.exchange(health).status()).isEqualTo(200);
      assertThat(proxy.ask("GET /health HTTP/1.1", "Host: a").status()).isEqualTo(200);
      assertThatThrownBy(() -> RawClient.connect(first).close()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aPortThatIsTakenChangesNothing() throws Exception {
    int first = FreePort.next();
    Proxy.write(folder, "fairlead.yaml", "server: {port: %d}\n".formatted(first));
    try (var taken = new ServerSocket(0);
        var proxy = Proxy.start(folder, List.<Flag>of())) {
      proxy.change("server: {port: %d, via: other}\n".formatted(taken.getLocalPort()));
      assertThat(proxy.port()).isEqualTo(first);
      assertThat(proxy.running().config().server().via()).isEqualTo("auto");
      assertThat(proxy.log()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
      assertThat(proxy.ask("GET /health HTTP/1.1", "Host: a").status()).isEqualTo(200);
    }
  }

  @Test
  void aLogThatCannotBeOpenedChangesNothing() throws Exception {
    try (var one = ScriptedOrigin.start(Answers.fixed("one"));
        var two = ScriptedOrigin.start(Answers.fixed("two"));
        var proxy = Proxy.start(folder, TO.formatted(one.authority()))) {
      proxy.change(
          TO.formatted(two.authority())
              + "logging: {error_file: %s}\n".formatted(folder.resolve("none/errors.log")));
      assertThat(get(proxy)).isEqualTo("one");
      assertThat(proxy.log()).contains("cannot write to logging.error_file");
    }
  }

  @Test
  void aPortThatIsTakenLeavesTheLogsAlone() throws Exception {
    int first = FreePort.next();
    Proxy.write(folder, "fairlead.yaml", "server: {port: %d}\n".formatted(first));
    try (var taken = new ServerSocket(0);
        var proxy = Proxy.start(folder, List.<Flag>of())) {
      proxy.change("server: {port: %d}\nlogging: {format: json}\n".formatted(taken.getLocalPort()));
      proxy.ask("GET /health/startup HTTP/1.1", "Host: a");
      assertThat(proxy.logged("/health/startup")).doesNotContain("{");
    }
  }

  @Test
  void verifiedPasswordsAreNotVerifiedAgain() throws Exception {
    String yaml =
        Proxy.OPEN
            + """
            server: {via: %s}
            auth: {required: true, users: [{name: ann, password_hash: "%s"}]}
            """;
    String hash = Secret.hash("secret");
    String field =
        "Proxy-Authorization: Basic "
            + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy = Proxy.start(folder, yaml.formatted("a", hash))) {
      String line = "GET http://" + origin.authority() + "/ HTTP/1.1";
      String host = "Host: " + origin.authority();
      long first = nanos(() -> assertThat(proxy.ask(line, host, field).text()).isEqualTo("ok"));
      proxy.change(yaml.formatted("b", hash));
      long second = nanos(() -> assertThat(proxy.ask(line, host, field).text()).isEqualTo("ok"));
      assertThat(second).isLessThan(first / 2);
      proxy.change(yaml.formatted("b", Secret.hash("other")));
      assertThat(proxy.ask(line, host, field).status()).isEqualTo(407);
    }
  }

  private static long nanos(ThrowingRunnable action) throws Exception {
    long before = System.nanoTime();
    action.run();
    return System.nanoTime() - before;
  }

  @FunctionalInterface
  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Test
  void anExchangeInFlightFinishesAsItBeganAndIsLogged() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (var origin = ScriptedOrigin.start(Answers.after(answer, Answers.fixed("old")));
        var proxy = Proxy.start(folder, TO.formatted(origin.authority()));
        var client = proxy.connect()) {
      client.send(Proxy.text("GET /slow HTTP/1.1", "Host: a.example"));
      Eventually.until(() -> origin.connections() == 1);
      proxy.change("logging: {format: json}\n");
      answer.countDown();
      RawResponse response = client.readResponse();
      assertThat(response.text()).isEqualTo("old");
      assertThat(proxy.logged("/slow")).startsWith("{").contains("\"status\":200");
    }
  }

  @Test
  void aTunnelStaysUnlessItsHostsRouteHasChanged() throws Exception {
    String yaml =
        """
        server: {via: %s}
        upstream: {hosts: {moved.example: [127.0.0.1], kept.example: [127.0.0.1]}}
        egress:
          guard: {private_addresses: allow}
          connect_ports: ["1-65535"]
          gateways: {g: {url: "http://127.0.0.1:%d"}}
          rules: [%s]
        """;
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var gateway = FakeGateway.http();
        var proxy = Proxy.start(folder, yaml.formatted("a", gateway.port(), ""));
        var moved = proxy.tunnel("moved.example:" + origin.port());
        var kept = proxy.tunnel("kept.example:" + origin.port())) {
      proxy.change(yaml.formatted("b", gateway.port(), "moved.example"));
      String request = Proxy.text("GET / HTTP/1.1", "Host: a");
      assertThat(moved.exchange(request).text()).isEqualTo("ok");
      moved.patience(Duration.ofSeconds(12));
      assertThat(moved.closed()).isTrue();
      assertThat(kept.exchange(request).text()).isEqualTo("ok");
      assertThat(proxy.logged("moved.example")).contains("route of this tunnel's host has changed");
    }
  }

  @Test
  void askingForAReloadOpensTheLogFileAgain() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      proxy.ask("GET /health HTTP/1.1", "Host: a");
      proxy.logged("/health");
      Files.move(folder.resolve("fairlead.log"), folder.resolve("rotated.log"));
      proxy.running().reload();
      proxy.ask("GET /health/startup HTTP/1.1", "Host: a");
      proxy.logged("/health/startup");
      assertThat(Files.readString(folder.resolve("rotated.log"))).doesNotContain("/startup");
    }
  }

  @Test
  void anExchangeInFlightHoldsUpTheStopAndNoNewOneComes() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (var origin = ScriptedOrigin.start(Answers.after(answer, Answers.fixed("last")));
        var proxy = Proxy.start(folder, TO.formatted(origin.authority()));
        var client = proxy.connect()) {
      client.send(Proxy.text("GET /slow HTTP/1.1", "Host: a.example"));
      Eventually.until(() -> origin.connections() == 1);
      int port = proxy.port();
      Thread stopping = Thread.ofPlatform().start(proxy.running()::stop);
      Eventually.until(
          "the listener closes",
          () -> {
            try {
              RawClient.connect(port).close();
              return false;
            } catch (IOException e) {
              return true;
            }
          });
      assertThat(stopping.isAlive()).isTrue();
      answer.countDown();
      assertThat(client.readResponse().text()).isEqualTo("last");
      stopping.join(Duration.ofSeconds(5));
      assertThat(stopping.isAlive()).isFalse();
      assertThat(proxy.log()).contains("/slow");
    }
  }

  @Test
  void whatDoesNotFinishIsClosedWhenTheDrainIsOver() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.hang());
        var proxy =
            Proxy.start(
                folder, "server: {timeouts: {drain: 300ms}}\n" + TO.formatted(origin.authority()));
        var client = proxy.connect()) {
      client.send(Proxy.text("GET / HTTP/1.1", "Host: a.example"));
      Eventually.until(() -> origin.connections() == 1);
      long before = System.nanoTime();
      proxy.running().stop();
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void anIdleConnectionDoesNotHoldUpTheStop() throws Exception {
    try (var proxy = Proxy.start(folder, "");
        var idle = proxy.connect()) {
      idle.exchange(Proxy.text("GET /health HTTP/1.1", "Host: a"));
      long before = System.nanoTime();
      proxy.running().stop();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
      assertThat(idle.closed()).isTrue();
    }
  }
}

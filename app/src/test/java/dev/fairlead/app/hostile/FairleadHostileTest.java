package dev.fairlead.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.RuleChecks;
import dev.fairlead.app.Running;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.testkit.hostile.CaptureOrigin;
import dev.fairlead.testkit.hostile.H2Judge;
import dev.fairlead.testkit.hostile.Mode;
import dev.fairlead.testkit.hostile.Outcome;
import dev.fairlead.testkit.hostile.Proxy;
import dev.fairlead.testkit.hostile.RequestJudge;
import dev.fairlead.testkit.hostile.ResponseJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No hostile message gets through Fairlead in a form that two readers could read differently. */
@Tag("full")
final class FairleadHostileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"FORWARD", "REVERSE"})
  void noRequestIsForwardedAmbiguously(Mode mode) throws Exception {
    try (var origin = CaptureOrigin.start(0);
        var proxy = start(origin.port())) {
      allAllowed(new RequestJudge(proxy, mode, origin).all());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"FORWARD", "REVERSE"})
  void noResponseIsPassedOnAmbiguously(Mode mode) throws Exception {
    try (var judge = new ResponseJudge(mode);
        var proxy = start(judge.originPort())) {
      allAllowed(judge.all(proxy));
    }
  }

  @Test
  void noHttp2RequestBecomesAnAmbiguousHttp1Request() throws Exception {
    try (var origin = CaptureOrigin.start(0);
        var proxy = start(origin.port())) {
      allAllowed(new H2Judge(proxy, origin).all());
    }
  }

  private static void allAllowed(List<Outcome> outcomes) {
    assertThat(outcomes).hasSizeGreaterThan(60);
    assertThat(outcomes.stream().filter(outcome -> !outcome.allowed())).isEmpty();
  }

  private Fairlead start(int origin) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("fairlead.yaml"),
            """
            server:
              port: 0
              timeouts: {header: 3s, read: 3s}
            routing: {default_backend: "http://127.0.0.1:%d"}
            upstream: {hosts: {evil.test: [127.0.0.1]}, dns: {servers: ["127.0.0.1:9"], timeout: 1s}}
            egress: {connect_ports: any, guard: {private_addresses: allow}}
            logging: {access: false, level: warn}
            """
                .formatted(origin));
    Invocation call =
        new Invocation(
            Optional.of(config),
            Optional.empty(),
            List.of(),
            Map.of("FAIRLEAD_CONTROL_ENABLED", "false"),
            folder);
    ConfigLoader loader = new ConfigLoader(List.of(new RuleChecks()));
    Loaded loaded = loader.load(call);
    assertThat(loaded).isInstanceOf(Loaded.Ready.class);
    return new Fairlead(Running.start(loader, call, (Loaded.Ready) loaded), origin);
  }

  private record Fairlead(Running running, int originPort) implements Proxy, AutoCloseable {
    @Override
    public int port() {
      return running.addresses().getFirst().getPort();
    }

    @Override
    public void close() {
      running.close();
    }
  }
}

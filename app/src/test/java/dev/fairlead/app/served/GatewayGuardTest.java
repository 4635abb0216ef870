package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FakeGateway;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway is named in the configuration and so exempt from the guard; what it is asked is not.
 */
final class GatewayGuardTest {
  @TempDir Path folder;

  @Test
  void forbiddenAddressIsNotAskedOfAGatewayThatServesOthers() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var gateway = FakeGateway.http();
        var proxy =
            Proxy.start(
                folder,
                """
                egress:
                  rules: ["*.far.example", "10.1.2.3", "169.254.169.254", "192.168.0.9"]
                  connect_ports: ["1-65535"]
                  gateways: {g: {url: "http://127.0.0.1:%d"}}
                """
                    .formatted(gateway.port()))) {
      // Leaves an idle connection to the gateway behind.
      assertThat(get(proxy, "a.far.example:" + origin.port()).text()).isEqualTo("ok");
      for (String address : List.of("10.1.2.3", "169.254.169.254", "192.168.0.9")) {
        RawResponse refused = get(proxy, address + ":" + origin.port());
        assertThat(refused.status()).as(address).isEqualTo(403);
        assertThat(refused.header("Proxy-Status")).contains("destination_ip_prohibited");
      }
      assertThat(gateway.requests()).hasSize(1);
      assertThat(get(proxy, "b.far.example:" + origin.port()).text()).isEqualTo("ok");
    }
  }

  private static RawResponse get(Proxy proxy, String authority) throws Exception {
    return proxy.ask("GET http://" + authority + "/ HTTP/1.1", "Host: " + authority);
  }
}

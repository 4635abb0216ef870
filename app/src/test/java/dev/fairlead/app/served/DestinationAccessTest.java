package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.FakeDns;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access by address: of destinations, of single routes, and behind trusted proxies. */
final class DestinationAccessTest {
  @TempDir Path folder;

  @Test
  void destinationsAreJudgedByTheAddressTheyResolveTo() throws Exception {
    try (var dns = FakeDns.start();
        var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    upstream: {dns: {servers: ["127.0.0.1:%d"]}}
                    security: {access: {destinations: {deny: [198.18.0.0/15, 127.0.0.2]}}}
                    """
                        .formatted(dns.address().getPort()))) {
      dns.address("near.example", 60, "127.0.0.1").address("far.example", 60, "127.0.0.2");
      assertThat(get(proxy, "near.example:" + origin.port()).text()).isEqualTo("ok");
      RawResponse refused = get(proxy, "far.example:" + origin.port());
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text())
          .contains("127.0.0.2/32", "security.access.destinations.deny")
          .contains("far.example resolves to");
      assertThat(refused.header("Proxy-Status")).contains("destination_ip_prohibited");
      proxy.change(Proxy.OPEN + "security: {access: {destinations: {allow: [198.51.100.0/24]}}}\n");
      assertThat(get(proxy, "127.0.0.1:" + origin.port()).text())
          .contains("security.access.destinations.allow");
    }
  }

  private static RawResponse get(Proxy proxy, String authority) throws IOException {
    return proxy.ask("GET http://" + authority + "/ HTTP/1.1", "Host: " + authority);
  }

  @Test
  void aRouteHasItsOwnClientsAndATrustedProxySpeaksForThem() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"));
        var proxy =
            Proxy.start(
                folder,
                """
                server: {trusted_proxies: [127.0.0.0/8]}
                security: {access: {deny: [203.0.113.0/24]}}
                routing:
                  rules:
                    - name: admin
                      match: {path: /admin/}
                      access: {allow: [192.0.2.0/24]}
                      forward: {target: "http://%1$s"}
                  default_backend: "http://%1$s"
                """
                    .formatted(origin.authority()))) {
      assertThat(behind(proxy, "/admin/x", "192.0.2.7").text()).isEqualTo("ok");
      assertThat(behind(proxy, "/admin/x", "192.0.2.7, 198.51.100.7").text())
          .contains("403", "routing rule admin: access.allow");
      assertThat(behind(proxy, "/other", "198.51.100.7").text()).isEqualTo("ok");
      assertThat(behind(proxy, "/other", "203.0.113.7").text()).contains("security.access.deny");
      assertThat(behind(proxy, "/other", "unknown").status()).isEqualTo(403);
      assertThat(proxy.ask("GET /admin/x HTTP/1.1", "Host: a").status()).isEqualTo(403);
    }
  }

  private static RawResponse behind(Proxy proxy, String path, String forwardedFor)
      throws IOException {
    return proxy.ask("GET " + path + " HTTP/1.1", "Host: a", "X-Forwarded-For: " + forwardedFor);
  }
}

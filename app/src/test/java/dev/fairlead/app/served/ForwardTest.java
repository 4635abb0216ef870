package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Answers;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import dev.fairlead.testkit.TestCa;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forward door: absolute-form and CONNECT, and what stands guard over both. */
final class ForwardTest {
  private static final String PINS =
      "upstream: {tls: {ca: [ca.pem]}, hosts: {origin.example: [127.0.0.1]}}\n";

  @TempDir Path folder;

  private static String[] absolute(String url, String... more) {
    String[] lines = new String[more.length + 2];
    lines[0] = "GET " + url + " HTTP/1.1";
    lines[1] = "Host: " + url.split("/", 4)[2];
    System.arraycopy(more, 0, lines, 2, more.length);
    return lines;
  }

  @Test
  void anAbsoluteUrlGoesToItsHostWherePinsSay() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("hello"));
        var proxy =
            Proxy.start(
                folder, Proxy.OPEN + "upstream: {hosts: {origin.example: [127.0.0.1]}}\n")) {
      RawResponse answer =
          proxy.ask(absolute("http://origin.example:" + origin.port() + "/a?b", "Proxy-Foo: 1"));

      assertThat(answer.text()).isEqualTo("hello");
      assertThat(origin.last().target()).isEqualTo("/a?b");
      assertThat(origin.last().headers("Host")).containsExactly("origin.example:" + origin.port());
      assertThat(origin.last().header("X-Forwarded-For")).isNull();
    }
  }

  @Test
  void anAbsoluteHttpsUrlIsFetchedInsideTls() throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    try (var origin = HttpOrigin.startTls(ca.leaf("origin.example"));
        var proxy = Proxy.start(folder, Proxy.OPEN + PINS)) {
      RawResponse answer =
          proxy.ask(absolute("https://origin.example:" + origin.port() + "/secret"));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(origin.last().target()).isEqualTo("/secret");
    }
  }

  @Test
  void aTunnelIsOpaque() throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    try (var origin = HttpOrigin.startTls(ca.leaf("origin.example"));
        var proxy = Proxy.start(folder, Proxy.OPEN + PINS);
        var client = proxy.tunnel("origin.example:" + origin.port())) {
      client.startTls(ca, "origin.example", "http/1.1");
      RawResponse answer = client.exchange(Proxy.text("GET /in HTTP/1.1", "Host: origin.example"));

      assertThat(answer.text()).contains("\"/in\"");
      assertThat(origin.last().header("Via")).isNull();
    }
  }

  @Test
  void privateAddressesAreDeniedUnlessAllowed() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("inside"))) {
      String pinned =
          "upstream: {hosts: {rebound.example: [127.0.0.1]}}\n"
              + "egress: {connect_ports: [\"1-65535\"], guard: {allow: [%s]}}\n";
      String[] literal = absolute("http://127.0.0.1:" + origin.port() + "/");
      String[] named = absolute("http://rebound.example:" + origin.port() + "/");
      try (var proxy = Proxy.start(folder, pinned.formatted(""))) {
        assertThat(proxy.ask(literal).header("Proxy-Status")).contains("destination_ip_prohibited");
        assertThat(proxy.ask(named).status()).isEqualTo(403);
        String authority = "rebound.example:" + origin.port();
        assertThat(proxy.ask("CONNECT " + authority + " HTTP/1.1", "Host: " + authority).status())
            .isEqualTo(403);
        assertThat(origin.connections()).isZero();
      }
      try (var proxy = Proxy.start(folder, pinned.formatted("rebound.example"))) {
        assertThat(proxy.ask(named).text()).isEqualTo("inside");
        assertThat(proxy.ask(literal).status()).isEqualTo(403);
      }
      try (var proxy = Proxy.start(folder, pinned.formatted("127.0.0.0/8"))) {
        assertThat(proxy.ask(literal).text()).isEqualTo("inside");
      }
    }
  }

  @Test
  void ourOwnListenerIsNeverAnUpstream() throws Exception {
    try (var proxy =
        Proxy.start(folder, Proxy.OPEN + "upstream: {hosts: {me.example: [127.0.0.1]}}\n")) {
      RawResponse loop = proxy.ask(absolute("http://me.example:" + proxy.port() + "/"));
      assertThat(loop.status()).isEqualTo(508);
      assertThat(loop.header("Proxy-Status")).contains("proxy_loop_detected");
      String authority = "me.example:" + proxy.port();
      assertThat(proxy.ask("CONNECT " + authority + " HTTP/1.1", "Host: " + authority).status())
          .isEqualTo(508);
      RawResponse local = proxy.ask(absolute("http://127.0.0.1:" + proxy.port() + "/health"));
      assertThat(local.status()).isEqualTo(200);
    }
  }

  @Test
  void connectIsForListedPortsOnly() throws Exception {
    try (var proxy = Proxy.start(folder, "")) {
      RawResponse answer = proxy.ask("CONNECT mail.example:25 HTTP/1.1", "Host: mail.example:25");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).contains("egress.connect_ports");
    }
  }

  @Test
  void viaIsAPseudonymAFixedNameOrNothing() throws Exception {
    try (var origin = ScriptedOrigin.start(Answers.fixed("ok"))) {
      String url = "http://127.0.0.1:" + origin.port() + "/";
      try (var proxy = Proxy.start(folder, Proxy.OPEN)) {
        RawResponse answer = proxy.ask(absolute(url, "Via: 1.0 before"));
        assertThat(origin.last().header("Via"))
            .matches("1\\.0 before, 1\\.1 fairlead-[0-9a-f]{12}");
        String ours = String.valueOf(answer.header("Via"));
        assertThat(ours).matches("1\\.1 fairlead-[0-9a-f]{12}");
        assertThat(proxy.ask(absolute(url, "Via: " + ours)).status()).isEqualTo(508);
      }
      try (var proxy = Proxy.start(folder, Proxy.OPEN + "server: {via: edge-1}\n")) {
        assertThat(proxy.ask(absolute(url)).header("Via")).isEqualTo("1.1 edge-1");
      }
      try (var proxy = Proxy.start(folder, Proxy.OPEN + "server: {via: off}\n")) {
        assertThat(proxy.ask(absolute(url)).header("Via")).isNull();
        assertThat(origin.last().header("Via")).isNull();
      }
    }
  }

  @Test
  void noMoreTunnelsThanAllowed() throws Exception {
    try (var origin = ScriptedOrigin.raw(peer -> peer.readUntilClose());
        var proxy = Proxy.start(folder, Proxy.OPEN + "server: {limits: {tunnels: 1}}\n")) {
      String authority = origin.authority();
      String[] connect = {"CONNECT " + authority + " HTTP/1.1", "Host: " + authority};
      try (RawClient first = proxy.tunnel(authority)) {
        RawResponse refused = proxy.ask(connect);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(refused.text()).contains("server.limits.tunnels");
        first.reset();
      }
      proxy.logged(" 200 CONNECT");
      proxy.tunnel(authority).close();
    }
  }
}

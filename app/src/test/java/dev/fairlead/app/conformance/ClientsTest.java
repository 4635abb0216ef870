package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Bodies;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that people use, through every door. */
@Tag("full")
class ClientsTest {
  private static final String MEBIBYTE = "/bytes/1048576";

  @TempDir private Path folder;
  private TestCa ca = TestCa.create();
  private HttpOrigin plain = HttpOrigin.start();
  private HttpOrigin secure = plain;

  @BeforeEach
  void origins() throws Exception {
    secure = HttpOrigin.startTls(ca.leaf("localhost", "127.0.0.1"));
    ca.write(folder.resolve("ca.pem"));
    ca.leaf("localhost", "127.0.0.1").write(folder, "server");
  }

  @AfterEach
  void stop() {
    plain.close();
    secure.close();
  }

  private InProcess proxy(String server, String... more) throws Exception {
    String routing = "routing: {default_backend: http://" + plain.authority() + "}\n";
    return InProcess.start(
        folder, "server: " + server + "\n" + routing + String.join("\n", more) + "\n");
  }

  private InProcess proxy() throws Exception {
    return proxy("{tls: {cert: server.pem, key: server.key}}");
  }

  /* ---------------- curl ---------------- */

  private String curl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Programs.find("curl"), "-sS", "-m", "20"));
    command.addAll(
        List.of("--cacert", "ca.pem", "-o", "body", "-w", "%{http_version} %{http_code}"));
    command.addAll(Arrays.asList(arguments));
    return Programs.run(folder, command).output();
  }

  private void assertBody() throws Exception {
    try (var body = Files.newInputStream(folder.resolve("body"))) {
      assertThat(Bodies.sha256(body)).isEqualTo(Bodies.sha256(1 << 20));
    }
  }

  @Test
  void curlSpeaksEveryVersionToTheReverseDoor() throws Exception {
    try (var proxy = proxy()) {
      String url = proxy.authority() + MEBIBYTE;
      // What is shown is the version of the answer, which is our own.
      assertThat(curl("--http1.0", "http://" + url)).isEqualTo("1.1 200");
      assertBody();
      assertThat(curl("--http1.1", "http://" + url)).isEqualTo("1.1 200");
      assertBody();
      assertThat(curl("--http2-prior-knowledge", "http://" + url)).isEqualTo("2 200");
      assertBody();
      assertThat(curl("--http1.1", "https://" + url)).isEqualTo("1.1 200");
      assertBody();
      assertThat(curl("--http2", "https://" + url)).isEqualTo("2 200");
      assertBody();
    }
  }

  @Test
  void curlForwardsAndTunnels() throws Exception {
    try (var proxy = proxy()) {
      String via = "http://" + proxy.authority();
      assertThat(curl("-x", via, "http://" + plain.authority() + MEBIBYTE)).isEqualTo("1.1 200");
      assertBody();
      assertThat(plain.last().header("via")).startsWith("1.1 fairlead");
      assertThat(curl("-p", "-x", via, "http://" + plain.authority() + MEBIBYTE))
          .isEqualTo("1.1 200");
      assertThat(plain.last().header("via")).isNull();
      assertThat(curl("-x", via, "https://" + secure.authority() + MEBIBYTE)).isEqualTo("2 200");
      assertBody();
      String tls = "https://localhost:" + proxy.port();
      assertThat(
              curl(
                  "-x",
                  tls,
                  "--proxy-cacert",
                  "ca.pem",
                  "https://" + secure.authority() + MEBIBYTE))
          .isEqualTo("2 200");
      assertBody();
    }
  }

  @Test
  void curlAuthenticates() throws Exception {
    String auth = "auth: {required: true, users: [{name: ann, password: not-a-secret}]}";
    try (var proxy = proxy("{}", auth)) {
      String[] url = {
        "-x", "http://" + proxy.authority(), "http://" + plain.authority() + MEBIBYTE
      };
      assertThat(curl(url)).isEqualTo("1.1 407");
      assertThat(plain.requests()).isZero();
      assertThat(curl("-U", "ann:wrong", url[0], url[1], url[2])).isEqualTo("1.1 407");
      assertThat(curl("-U", "ann:not-a-secret", url[0], url[1], url[2])).isEqualTo("1.1 200");
      assertThat(plain.last().header("proxy-authorization")).isNull();
      String tunnel = "https://" + secure.authority() + MEBIBYTE;
      assertThat(curl("-U", "ann:not-a-secret", url[0], url[1], tunnel)).isEqualTo("2 200");
      assertBody();
    }
  }

  @Test
  void curlSpeaksTheProxyProtocol() throws Exception {
    try (var proxy = proxy("{proxy_protocol: required, trusted_proxies: [127.0.0.0/8]}")) {
      String url = "http://" + proxy.authority();
      assertThat(curl("--haproxy-protocol", url + MEBIBYTE)).isEqualTo("1.1 200");
      assertBody();
    }
  }

  @Test
  void curlUploadsWithExpectation() throws Exception {
    Files.write(folder.resolve("upload"), Bodies.pattern(3 << 20));
    try (var proxy = proxy()) {
      for (String version : List.of("--http1.1", "--http2-prior-knowledge")) {
        String url = "http://" + proxy.authority() + "/put";
        assertThat(curl(version, "-T", "upload", "-H", "Expect: 100-continue", url))
            .endsWith(" 200");
        assertThat(plain.last().bodySha256()).isEqualTo(Bodies.sha256(3 << 20));
      }
    }
  }

  @Test
  void acceptedCodingsReachTheOrigin() throws Exception {
    try (var proxy = proxy()) {
      assertThat(curl("--compressed", "http://" + proxy.authority() + "/x")).isEqualTo("1.1 200");
      assertThat(plain.last().header("accept-encoding")).contains("gzip");
    }
  }

  /* ---------------- Chromium ---------------- */

  @Test
  void chromiumLoadsAPageOfManyResourcesThroughConnect() throws Exception {
    try (var page = new PageOrigin(ca.leaf("localhost", "127.0.0.1"));
        var proxy = proxy()) {
      List<String> command = new ArrayList<>(List.of(Programs.find("chromium"), "--headless"));
      command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
      command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
      command.addAll(List.of("--disable-sync", "--user-data-dir=" + folder.resolve("profile")));
      command.add("--ignore-certificate-errors-spki-list=" + page.pin());
      command.add("--proxy-server=http://" + proxy.authority());
      // Chromium goes straight to loopback otherwise.
      command.add("--proxy-bypass-list=<-loopback>");
      command.addAll(List.of("--virtual-time-budget=10000", "--dump-dom", page.url()));
      String dom = Programs.run(folder, command).output();
      assertThat(dom).contains(PageOrigin.RESOURCES + " of " + PageOrigin.RESOURCES + " loaded");
      assertThat(page.requests()).isGreaterThan(PageOrigin.RESOURCES);
    }
  }

  /* ---------------- Node, Python ---------------- */

  @Test
  void undiciForwardsAndTunnels() throws Exception {
    String script =
        """
        import {createRequire} from 'node:module';
        import {createHash} from 'node:crypto';
        const {ProxyAgent, fetch} = createRequire(process.argv[2] + '/')('undici');
        const [,, , uri, plain, secure] = process.argv;
        const digest = async (url, dispatcher) => {
          const answer = await fetch(url, {dispatcher});
          const body = new Uint8Array(await answer.arrayBuffer());
          console.log(answer.status, createHash('sha256').update(body).digest('hex'));
        };
        await digest(plain, new ProxyAgent({uri, proxyTunnel: false}));
        await digest(plain, new ProxyAgent({uri, proxyTunnel: true}));
        await digest(secure, new ProxyAgent({uri}));
        await digest(uri + '/bytes/1048576');
        """;
    Path modules = Programs.nodeModules();
    Files.writeString(folder.resolve("client.mjs"), script);
    try (var proxy = proxy()) {
      String output =
          Programs.run(
                  folder,
                  Map.of("NODE_EXTRA_CA_CERTS", folder.resolve("ca.pem").toString()),
                  List.of(
                      Programs.find("node"),
                      "client.mjs",
                      modules.toString(),
                      "http://" + proxy.authority(),
                      "http://" + plain.authority() + MEBIBYTE,
                      "https://" + secure.authority() + MEBIBYTE))
              .succeeded();
      String line = "200 " + Bodies.sha256(1 << 20);
      assertThat(output.strip().lines()).containsExactly(line, line, line, line);
    }
  }

  @Test
  void pythonUsesTheEnvironment() throws Exception {
    String script =
        """
        import hashlib, sys, urllib.request
        for url in sys.argv[1:]:
            print(hashlib.sha256(urllib.request.urlopen(url, timeout=20).read()).hexdigest())
        """;
    Files.writeString(folder.resolve("client.py"), script);
    try (var proxy = proxy()) {
      String via = "http://" + proxy.authority();
      String output =
          Programs.run(
                  folder,
                  Map.of(
                      "http_proxy",
                      via,
                      "https_proxy",
                      via,
                      "no_proxy",
                      "",
                      "SSL_CERT_FILE",
                      folder.resolve("ca.pem").toString()),
                  List.of(
                      Programs.find("python3"),
                      "client.py",
                      "http://" + plain.authority() + MEBIBYTE,
                      "https://" + secure.authority() + MEBIBYTE))
              .succeeded();
      String digest = Bodies.sha256(1 << 20);
      assertThat(output.strip().lines()).containsExactly(digest, digest);
      assertThat(plain.last().header("via")).startsWith("1.1 fairlead");
    }
  }
}

package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

final class TestCaTest {
  private static final TestCa CA = TestCa.create();
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void leafIsTrustedForItsNamesAndAddresses() throws Exception {
    var leaf = CA.leaf("shop.test", "127.0.0.1");
    try (var origin = ScriptedOrigin.startTls(leaf, Answers.fixed("safe"), "http/1.1")) {
      for (String name : new String[] {"shop.test", "127.0.0.1"}) {
        try (var client = RawClient.tls(origin.port(), CA, name, "h2", "http/1.1")) {
          assertThat(client.exchange(GET).text()).isEqualTo("safe");
          assertThat(client.alpn()).isEqualTo("http/1.1");
        }
      }
    }
  }

  @Test
  void wrongHostExpiredAndSelfSignedAreRefused() throws Exception {
    refused(CA.leaf("other.test"));
    refused(CA.expired("shop.test"));
    refused(TestCa.selfSigned("shop.test"));
    refused(TestCa.create().leaf("shop.test"));
  }

  @Test
  void pemIsReadableByTheJdk() throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    var in = new ByteArrayInputStream(CA.leaf("a").certificatePem().getBytes(US_ASCII));
    assertThat(factory.generateCertificates(in)).hasSize(2);
  }

  private static void refused(TestCa.Leaf leaf) throws Exception {
    try (var origin = ScriptedOrigin.startTls(leaf, Answers.fixed(""))) {
      assertThatThrownBy(() -> RawClient.tls(origin.port(), CA, "shop.test"))
          .isInstanceOf(SSLException.class);
    }
  }
}

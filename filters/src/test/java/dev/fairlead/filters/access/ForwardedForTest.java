package dev.fairlead.filters.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Host;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who stands behind trusted proxies: 10.0.0.0/8 and 2001:db8:1::/48 are trusted. */
final class ForwardedForTest {
  private static final CidrSet TRUSTED = CidrSet.parse(List.of("10.0.0.0/8", "2001:db8:1::/48"));
  private static final byte[] PEER = InetAddress.ofLiteral("10.0.0.1").getAddress();

  private static String client(String... values) {
    Headers fields = new Headers();
    for (String value : values) {
      fields.add("X-Forwarded-For", value);
    }
    byte[] address = ForwardedFor.client(fields, TRUSTED, PEER);
    return address == null ? "nobody" : Host.of(address).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1                          | 192.0.2.1
          192.0.2.1, 10.0.0.9                | 192.0.2.1
          1.1.1.1, 192.0.2.1                 | 192.0.2.1
          1.1.1.1, 192.0.2.1, 10.0.0.9       | 192.0.2.1
          junk, 192.0.2.1                    | 192.0.2.1
          192.0.2.1, 2001:db8:1::5           | 192.0.2.1
          2001:db8:2::7                      | 2001:db8:2::7
          ::ffff:192.0.2.1                   | 192.0.2.1
          192.0.2.1:4711                     | 192.0.2.1
          [2001:db8:2::7]:4711               | 2001:db8:2::7
          [2001:db8:2::7]                    | 2001:db8:2::7
          192.0.2.1 , , 10.0.0.9,            | 192.0.2.1
          10.0.0.7, 10.0.0.8                 | 10.0.0.7
          unknown                            | nobody
          192.0.2.1, unknown                 | nobody
          192.0.2.1, _hidden, 10.0.0.9       | nobody
          shop.example                       | nobody
          192.0.2.1, [2001:db8:2::7          | nobody
          127.1                              | nobody
          """)
  void theRightmostUntrustedHopIsTheClient(String value, String client) {
    assertThat(client(value)).isEqualTo(client);
  }

  @Test
  void severalFieldsAreOneList() {
    assertThat(client("1.1.1.1", "192.0.2.1", "10.0.0.9")).isEqualTo("192.0.2.1");
  }

  @Test
  void aProxyThatNamesNobodyAsksForItself() {
    assertThat(client()).isEqualTo("10.0.0.1");
    assertThat(client("")).isEqualTo("10.0.0.1");
  }
}

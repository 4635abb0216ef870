package dev.fairlead.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields end at the next hop, and why. */
final class HopByHopTest {
  private static Headers of(String name) {
    Headers fields = new Headers();
    fields.add(name, "x");
    return fields;
  }

  @ParameterizedTest
  @CsvSource({
    "connection,          true,  true,  true",
    "Transfer-Encoding,   true,  true,  true",
    "Keep-Alive,          true,  true,  true",
    "proxy-CONNECTION,    true,  true,  true",
    "Upgrade,             false, true,  true",
    "HTTP2-Settings,      false, true,  true",
    "Proxy-Authenticate,  false, false, true",
    "Proxy-Authorization, false, false, true",
    "TE,                  false, false, false",
    "Trailer,             false, false, false",
    "Host,                false, false, false",
    "Authorization,       false, false, false"
  })
  void eachFieldHasItsReach(String name, boolean connection, boolean specific, boolean hop) {
    Headers fields = of(name);
    assertThat(HopByHop.isConnection(fields, 0)).isEqualTo(connection);
    assertThat(HopByHop.isConnectionSpecific(fields, 0)).isEqualTo(specific);
    assertThat(HopByHop.is(fields, 0)).isEqualTo(hop);
    // Host and Authorization are none of one hop, but they have no place behind a body either.
    assertThat(Trailers.isForbidden(fields, 0)).isTrue();
  }

  @Test
  void otherFieldsMayBeTrailers() {
    assertThat(Trailers.isForbidden(of("X-Checksum"), 0)).isFalse();
  }

  @Test
  void onlyThoseAreStripped() {
    Headers fields = new Headers();
    for (String name : new String[] {"Connection", "A", "Upgrade", "Keep-Alive", "B", "TE"}) {
      fields.add(name, "x");
    }
    HopByHop.strip(fields);
    assertThat(fields.toString()).isEqualTo("A: x\nB: x\nTE: x\n");
  }
}

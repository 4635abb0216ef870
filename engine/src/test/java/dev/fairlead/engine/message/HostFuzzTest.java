package dev.fairlead.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

/** Whatever is written, there is one clean spelling or a refusal fit for the client. */
final class HostFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void hostsAreCanonicalOrRefused(@NotNull String written) {
    Host host;
    try {
      host = Host.parse(written);
    } catch (IllegalArgumentException e) {
      HostTest.assertFitForClient(e, written);
      return;
    }
    assertThat(host.text()).matches("[a-z0-9._:-]{1,253}");
    assertThat(Host.parse(host.text())).isEqualTo(host);
    assertThat(Host.parse(host.uriText())).isEqualTo(host);
    assertThat(Host.parse(host.text()).isAddress()).isEqualTo(host.isAddress());
  }

  @FuzzTest(maxDuration = "60s")
  void authoritiesAreCanonicalOrRefused(@NotNull String written) {
    Authority authority;
    try {
      authority = Authority.parse(written);
    } catch (IllegalArgumentException e) {
      HostTest.assertFitForClient(e, written);
      return;
    }
    assertThat(authority.port()).isBetween(-1, 65535).isNotZero();
    assertThat(Authority.parse(authority.toString())).isEqualTo(authority);
  }

  @FuzzTest(maxDuration = "60s")
  void blocksAreCanonicalOrRefused(@NotNull String written) {
    try {
      Cidr cidr = Cidr.parse(written);
      assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
      assertThat(cidr.contains(cidr.network())).isTrue();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).doesNotContain("\r", "\n");
    }
  }
}

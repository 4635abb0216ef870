package dev.fairlead.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Host;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivateHostsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "x.y.internal",
        "nas.lan",
        "nas.home",
        "x.home.arpa",
        "home.arpa",
        "git.corp",
        "a.intranet",
        "a.private",
        "localhost.localdomain",
        "intranet",
        "com",
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.5",
        "169.254.169.254",
        "100.64.0.1",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "fd12::1",
        "fe80::1",
        "fec0::1"
      })
  void privateIs(String host) {
    assertThat(PrivateHosts.contains(Host.parse(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com", "localhost.com", "notlocal.example", "xlocalhost.org", "local.example",
        "xhome.arpa", "1.0.0.127.in-addr.arpa", "abc.onion", "8.8.8.8", "172.32.0.1",
        "172.15.255.255", "11.0.0.1", "100.63.255.254", "100.128.0.1", "192.169.0.1",
        "2001:db8::1", "2606:4700::1111", "ff02::2"
      })
  void privateIsNot(String host) {
    assertThat(PrivateHosts.contains(Host.parse(host))).isFalse();
  }
}

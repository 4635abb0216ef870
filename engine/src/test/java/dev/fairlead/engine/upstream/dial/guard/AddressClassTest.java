package dev.fairlead.engine.upstream.dial.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressClassTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, UNSPECIFIED",
    "0.255.1.2, UNSPECIFIED",
    "1.0.0.0, PUBLIC",
    "8.8.8.8, PUBLIC",
    "9.255.255.255, PUBLIC",
    "10.0.0.0, PRIVATE",
    "10.255.255.255, PRIVATE",
    "11.0.0.0, PUBLIC",
    "100.63.255.254, PUBLIC",
    "100.64.0.0, SHARED",
    "100.100.100.200, METADATA",
    "100.127.255.254, SHARED",
    "100.128.0.1, PUBLIC",
    "126.255.255.255, PUBLIC",
    "127.0.0.1, LOOPBACK",
    "127.255.255.254, LOOPBACK",
    "128.0.0.1, PUBLIC",
    "168.63.129.16, METADATA",
    "169.253.255.255, PUBLIC",
    "169.254.0.1, LINK_LOCAL",
    "169.254.169.254, METADATA",
    "169.254.170.2, METADATA",
    "172.15.255.255, PUBLIC",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.0, PUBLIC",
    "192.0.0.1, PROTOCOL",
    "192.0.0.192, METADATA",
    "192.0.1.0, PUBLIC",
    "192.0.2.1, DOCUMENTATION",
    "192.88.99.1, SIX_TO_FOUR",
    "192.167.255.255, PUBLIC",
    "192.168.0.1, PRIVATE",
    "192.169.0.0, PUBLIC",
    "198.17.255.255, PUBLIC",
    "198.18.0.1, BENCHMARK",
    "198.19.255.255, BENCHMARK",
    "198.20.0.0, PUBLIC",
    "198.51.100.7, DOCUMENTATION",
    "203.0.113.7, DOCUMENTATION",
    "223.255.255.255, PUBLIC",
    "224.0.0.1, MULTICAST",
    "239.255.255.255, MULTICAST",
    "240.0.0.1, RESERVED",
    "255.255.255.254, RESERVED",
    "255.255.255.255, BROADCAST",
  })
  void ipv4(String address, AddressClass expected) {
    assertThat(AddressClass.of(bytes(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "::, UNSPECIFIED",
    "::1, LOOPBACK",
    "::7f00:1, LOOPBACK",
    "::a00:1, PRIVATE",
    "::2, UNSPECIFIED",
    "::808:808, PUBLIC",
    "::ffff:0:7f00:1, TRANSLATED",
    "64:ff9b::808:808, TRANSLATED",
    "64:ff9b::7f00:1, TRANSLATED",
    "64:ff9b:1::1, TRANSLATED",
    "64:ff9b:1:ffff::1, TRANSLATED",
    "64:ff9b:2::1, PUBLIC",
    "64:ff9c::1, PUBLIC",
    "100::1, PROTOCOL",
    "2001::1, TEREDO",
    "2001:0:ffff::1, TEREDO",
    "2001:2::1, BENCHMARK",
    "2001:10::1, RESERVED",
    "2001:20::1, RESERVED",
    "2001:db8::1, DOCUMENTATION",
    "2001:4860:4860::8888, PUBLIC",
    "2002:7f00:1::, SIX_TO_FOUR",
    "2606:4700:4700::1111, PUBLIC",
    "2606:4700::5efe:7f00:1, ISATAP",
    "2606:4700::200:5efe:7f00:1, ISATAP",
    "3fff::1, DOCUMENTATION",
    "fc00::1, UNIQUE_LOCAL",
    "fd00::1, UNIQUE_LOCAL",
    "fd00:ec2::254, METADATA",
    "fd20:ce::254, METADATA",
    "fe80::1, LINK_LOCAL",
    "febf::1, LINK_LOCAL",
    "fec0::1, SITE_LOCAL",
    "ff02::2, MULTICAST",
  })
  void ipv6(String address, AddressClass expected) {
    assertThat(AddressClass.of(bytes(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, LOOPBACK",
    "10.1.2.3, PRIVATE",
    "169.254.169.254, METADATA",
    "8.8.8.8, PUBLIC",
  })
  void mappedFormsAreWhatTheyMap(String inside, AddressClass expected) {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(bytes(inside), 0, mapped, 12, 4);

    assertThat(AddressClass.of(mapped)).isEqualTo(expected);
  }

  private static byte[] bytes(String address) {
    return InetAddress.ofLiteral(address).getAddress();
  }
}

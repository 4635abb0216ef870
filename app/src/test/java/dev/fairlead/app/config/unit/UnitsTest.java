package dev.fairlead.app.config.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "30s,30000",
    "5m,300000",
    "2h,7200000",
    "1d,86400000",
    "0,0",
    "90s,90000",
    "0s,0"
  })
  void durationsHaveUnits(String text, long millis) {
    assertThat(Durations.parse(text)).hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "30 s", "-1s", "1.5s", "1h30m", "s", "", "99999999999s", "30S"})
  void otherDurationsAreRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,500ms",
    "1000ms,1s",
    "60s,1m",
    "90s,90s",
    "3600s,1h",
    "86400s,1d",
    "0s,0",
    "36h,36h"
  })
  void durationsPrintInTheLargestExactUnit(String text, String printed) {
    assertThat(Durations.text(Durations.parse(text))).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0", "8192,8192,8KB", "100,100,100", "16KB,16384,16KB", "10 MB,10485760,10MB",
    "1GiB,1073741824,1GB", "1kib,1024,1KB", "3t,3298534883328,3TB", "7B,7,7", "1025,1025,1025"
  })
  void sizesCountIn1024s(String text, long bytes, String printed) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    assertThat(ByteSize.parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KB", "-1", "1.5MB", "1XB", "99999999999999999999", "9999999999TB"})
  void otherSizesAreRefused(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void unlimitedIsASizeOfItsOwn() {
    assertThat(ByteSize.parse("unlimited").isUnlimited()).isTrue();
    assertThat(ByteSize.UNLIMITED).hasToString("unlimited").isGreaterThan(ByteSize.parse("9TB"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.255.0.1,true", "10.0.0.0/8,11.0.0.1,false", "192.0.2.7,192.0.2.7,true",
    "192.0.2.7,192.0.2.8,false", "fd00::/8,fdff::1,true", "fd00::/8,fe00::1,false",
    "0.0.0.0/0,::1,false", "192.0.2.128/25,192.0.2.129,true", "192.0.2.128/25,192.0.2.127,false"
  })
  void rangesContainTheirOwn(String range, String address, boolean contained) {
    assertThat(Cidr.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.1/8", "10/8", "example.com", "::/129", "1.2.3.4/-1", "/8"})
  void otherRangesAreRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.1.1,1.1.1.1",
    "1.1.1.1:5353,1.1.1.1:5353",
    "::1,[::1]",
    "[2001:db8::1]:54,[2001:db8::1]:54"
  })
  void nameServersHavePort53UnlessSaid(String text, String printed) {
    assertThat(Endpoint.parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource({"443,443,443", "8000-8999,8000,8999", "any,1,65535"})
  void portsComeAloneOrInRanges(String text, int first, int last) {
    assertThat(PortRange.parse(text)).isEqualTo(new PortRange(first, last)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "9-8", "http", "-1", "1-", ""})
  void otherPortsAreRefused(String text) {
    assertThatThrownBy(() -> PortRange.parse(text)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a,a,80,",
    "https://my_service:8443/base,my_service,8443,/base",
    "HTTP://[::1]:8000,[::1],8000,"
  })
  void backendsAreHttpUrls(String text, String host, int port, String path) {
    HttpUrl url = HttpUrl.parse(text);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.path()).isEqualTo(path == null ? "" : path);
    assertThat(HttpUrl.parse(url.toString())).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a",
        "a:80",
        "http://",
        "http://u:p@a",
        "http://a?q",
        "http://a#f",
        "http://a:0",
        "http://a:99999",
        "http://1.2.3.999",
        "http://a b",
        "http://a/b c",
        "//a"
      })
  void otherBackendsAreRefused(String text) {
    assertThatThrownBy(() -> HttpUrl.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void gatewayCredentialsAreDecodedAndNeedNoEscaping() {
    GatewayUrl url = GatewayUrl.parse("https://us%40er:p@ss/w#r?d%@gw.example:8443");
    assertThat(url.user()).contains("us@er");
    assertThat(url.password()).contains(new Secret("p@ss/w#r?d%"));
    assertThat(url.host() + url.port()).isEqualTo("gw.example8443");
    assertThat(url).hasToString("https://us@er:****@gw.example:8443");
  }

  @ParameterizedTest
  @CsvSource({"http://g,80", "https://g,443", "socks5://g/,1080", "socks5://[::1]:9050,9050"})
  void gatewaysHaveTheirSchemesPort(String text, int port) {
    assertThat(GatewayUrl.parse(text).port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://g", "g:80", "http://g/path", "http://", "socks4://g", "http://g:0"})
  void otherGatewaysAreRefused(String text) {
    assertThatThrownBy(() -> GatewayUrl.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void gatewayTokenInPlaceOfANameIsMasked() {
    assertThat(GatewayUrl.parse("http://sk-123456789@g")).hasToString("http://****6789@g:80");
  }

  @Test
  void longCredentialsAreDecoded() {
    String password = "%C3%BC".repeat(2000);
    assertThat(GatewayUrl.parse("http://u:" + password + "@g").password())
        .contains(new Secret("ü".repeat(2000)));
  }

  @Test
  void longSecretsShowTheirEndAndShortOnesNothing() {
    assertThat(new Secret("sk-1234567890abcd")).hasToString("****abcd");
    assertThat(new Secret("hunter2hunt")).hasToString("****");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,true",
    "127.9.9.9,true",
    "::1,true",
    "[::1],true",
    "localhost,true",
    "0.0.0.0,false",
    "::,false",
    "10.0.0.1,false",
    "example.com,false",
    "localhost.example,false"
  })
  void onlyLoopbackIsLoopback(String host, boolean loopback) {
    assertThat(Addresses.isLoopback(host)).isEqualTo(loopback);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com,true",
    "my_service,true",
    "münchen.de,true",
    "1.2.3.4,true",
    "[::1],true",
    "1.2.3.999,false",
    "a..b,false",
    "-a,false",
    "a b,false",
    "1.2,false",
    "a:80,false"
  })
  void hostsAreNamesOrAddresses(String text, boolean host) {
    assertThat(Addresses.isHost(text)).isEqualTo(host);
  }

  @Test
  void addressesPrintCompressed() {
    assertThat(Addresses.text(InetAddress.ofLiteral("2001:db8::1"))).isEqualTo("2001:db8::1");
    assertThat(Addresses.text(InetAddress.ofLiteral("::1"))).isEqualTo("::1");
    assertThat(Addresses.text(InetAddress.ofLiteral("::"))).isEqualTo("::");
    assertThat(Addresses.text(InetAddress.ofLiteral("fd00::"))).isEqualTo("fd00::");
  }
}

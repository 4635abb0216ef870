package dev.fairlead.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostTest {
  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "EXAMPLE.com, example.com",
    "example.com., example.com",
    "localhost, localhost",
    "a_b.com, a_b.com",
    "_dmarc.example.com, _dmarc.example.com",
    "-a.com, -a.com",
    "r3---sn-4g5e6nz7.googlevideo.com, r3---sn-4g5e6nz7.googlevideo.com",
    "1.example, 1.example",
    "0xg.0xg, 0xg.0xg",
    "1.2.3.4.com, 1.2.3.4.com",
    "3com, 3com",
  })
  void namesHaveOneSpelling(String written, String canonical) {
    Host host = Host.parse(written);
    assertThat(host.text()).isEqualTo(canonical);
    assertThat(host.uriText()).isEqualTo(canonical);
    assertThat(host.isAddress()).isFalse();
  }

  @Test
  void canonicalNamesAreTakenAsTheyAre() {
    String written = "api.example.com";
    assertThat(Host.parse(written).text()).isSameAs(written);
  }

  @ParameterizedTest
  @CsvSource({
    "münchen.de, xn--mnchen-3ya.de",
    "MÜNCHEN.DE., xn--mnchen-3ya.de",
    "XN--MNCHEN-3YA.de, xn--mnchen-3ya.de",
    "straße.de, xn--strae-oqa.de",
    "βόλος.com, xn--nxasmm1c.com",
    "ΒΌΛΟΣ.com, xn--nxasmq6b.com",
    "例え。テスト, xn--r8jz45g.xn--zckzah",
    "i❤️.ws, xn--i-7iq.ws",
    "☃.net, xn--n3h.net",
    "💩.la, xn--ls8h.la",
    "ｅｘａｍｐｌｅ．com, example.com",
    "İ.com, xn--i-9bb.com",
    "نامه‌ای.com, xn--mgba3gch31f060k.com",
    "公司.cn, xn--55qx5d.cn",
    "a\u00adb.com, ab.com",
  })
  void internationalNamesBecomeTheLabelsThatBrowsersSend(String written, String canonical) {
    assertThat(Host.parse(written).text()).isEqualTo(canonical);
    assertThat(Host.parse(canonical).text()).isEqualTo(canonical);
  }

  @Test
  void utf8ReadAsLatin1IsStillUtf8() {
    assertThat(Host.parse("m\u00c3\u00bcnchen.de").text()).isEqualTo("xn--mnchen-3ya.de");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, 127.0.0.1, 4",
    "127.0.0.1., 127.0.0.1, 127.0.0.1, 4",
    "１２７.0.0.1, 127.0.0.1, 127.0.0.1, 4",
    "255.255.255.255, 255.255.255.255, 255.255.255.255, 4",
    "::1, ::1, [::1], 16",
    "[::1], ::1, [::1], 16",
    "[0:0:0:0:0:0:0:1], ::1, [::1], 16",
    "::, ::, [::], 16",
    "[2001:DB8:0:0:1:0:0:1], 2001:db8::1:0:0:1, [2001:db8::1:0:0:1], 16",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1], 16",
    "2001:0db8:0000:0000:0000:0000:0000:0000, 2001:db8::, [2001:db8::], 16",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0, [1:2:3:4:5:6:7:0], 16",
    "64:ff9b::10.0.0.1, 64:ff9b::a00:1, [64:ff9b::a00:1], 16",
    "::ffff:127.0.0.1, 127.0.0.1, 127.0.0.1, 4",
    "[::FFFF:7f00:1], 127.0.0.1, 127.0.0.1, 4",
    "0:0:0:0:0:ffff:10.1.2.3, 10.1.2.3, 10.1.2.3, 4",
    "::127.0.0.1, ::7f00:1, [::7f00:1], 16",
  })
  void addressesHaveOneSpelling(String written, String text, String uri, int bytes) {
    Host host = Host.parse(written);
    assertThat(host.text()).isEqualTo(text);
    assertThat(host.uriText()).isEqualTo(uri);
    byte[] address = Objects.requireNonNull(host.address());
    assertThat(address).hasSize(bytes);
    assertThat(Host.of(address)).isEqualTo(host).hasSameHashCodeAs(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0177.1",
        "0x7f.1",
        "127.1",
        "0x7f000001",
        "127.0.0.01",
        "127.0.0.256",
        "1.2.3.4.5",
        "foo.0x",
        "foo.1",
        "1.2.3.",
        "0x",
        "127.0.0.0x1",
        "00.0.0.0",
        "١٢٧.0.0.1"
      })
  void whatSomeReadAsAnotherAddressIsRefused(String written) {
    assertRefused(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".example.com",
        "a..b",
        "example.com..",
        "[example.com]",
        "[127.0.0.1]",
        "[[::1]]",
        "[::1",
        "::1]",
        "[::1].",
        "[]",
        "[:]",
        "x[::1]",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::01.2.3.4",
        "fe80::1%eth0",
        "[fe80::1%25eth0]",
        "g::1",
        "example.com:80",
        "ex%61mple.com",
        "a b.com",
        "a.com\t",
        " a.com",
        "a.com\r\nX: y",
        "a\u0000.com",
        "user@a.com",
        "a.com/",
        "a?b",
        "a#b",
        "a\\b",
        "*.com",
        "a,b",
        "a;b",
        "a'b",
        "℀.com",
        "a\u200cb.com",
        "\u0301a.com",
        "a\u2028b.com",
        "a\ue000.com",
        "xn--a.com",
        "xn--.com",
        "xn--example-.com",
        "xn--999999999.com",
        "a。。b",
        "\ud800.com",
      })
  void junkIsRefused(String written) {
    assertRefused(written);
  }

  @Test
  void lengthsAreThoseOfDns() {
    String label = "a".repeat(63);
    assertThat(Host.parse(label + ".com").text()).hasSize(67);
    assertRefused(label + "a.com");
    assertRefused("A" + label + ".com");
    String longest = (label + ".").repeat(3) + "a".repeat(61);
    assertThat(Host.parse(longest).text()).hasSize(253);
    assertThat(Host.parse(longest + ".").text()).hasSize(253);
    assertRefused(longest + "a");
    assertRefused("ü".repeat(64));
    assertRefused("a".repeat(100_000));
  }

  @Test
  void equalityIsThatOfTheCanonicalSpelling() {
    assertThat(Host.parse("EXAMPLE.com.")).isEqualTo(Host.parse("example.com"));
    assertThat(Host.parse("[::ffff:10.0.0.1]")).isEqualTo(Host.parse("10.0.0.1"));
    assertThat(Host.parse("a.com")).isNotEqualTo(Host.parse("b.com"));
  }

  private static void assertRefused(String written) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Host.parse(written))
        .satisfies(e -> assertFitForClient(e, written));
  }

  static void assertFitForClient(IllegalArgumentException e, String written) {
    assertThat(e.getMessage()).matches("[ -~]{10,120}");
    if (written.length() > 12) {
      assertThat(e.getMessage()).doesNotContain(written);
    }
  }
}

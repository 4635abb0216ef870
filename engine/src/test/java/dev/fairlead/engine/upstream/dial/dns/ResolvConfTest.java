package dev.fairlead.engine.upstream.dial.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ResolvConfTest {
  @Test
  void readsServersSearchDomainsAndDots() {
    ResolvConf conf =
        ResolvConf.parse(
            """
            # made by something
            nameserver 192.0.2.53
              nameserver	2001:db8::53
            nameserver dns.example
            nameserver
            domain old.example
            search Corp.Example. lab.example
            options edns0 ndots:2 timeout:1
            """);

    assertThat(conf.servers())
        .containsExactly(
            new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("2001:db8::53", 53));
    assertThat(conf.search()).containsExactly("corp.example", "lab.example");
    assertThat(conf.dots()).isEqualTo(2);
  }

  @Test
  void anEmptyFileNamesNobody() {
    assertThat(ResolvConf.parse("")).isEqualTo(ResolvConf.NONE);
  }

  @Test
  void shortNamesAreSearchedFirstAndLongOnesLast() {
    ResolvConf conf = ResolvConf.parse("search a.example b.example\noptions ndots:2");

    assertThat(conf.candidates("nas.home"))
        .containsExactly("nas.home.a.example", "nas.home.b.example", "nas.home");
    assertThat(conf.candidates("www.shop.example"))
        .containsExactly(
            "www.shop.example", "www.shop.example.a.example", "www.shop.example.b.example");
  }
}

package dev.fairlead.engine.upstream.dial.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.gateway.Handshake.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectHandshakeTest {
  private static final String OK = "HTTP/1.1 200 Connection established\r\n\r\n";

  @Test
  void asksWithHostAndCredentials() {
    ByteBuf out = Unpooled.buffer();
    handshake(new Gateway.Credentials("me", "pässword:x")).start(out);

    assertThat(out.toString(ISO_8859_1))
        .isEqualTo(
            String.join(
                "\r\n",
                "CONNECT shop.example:443 HTTP/1.1",
                "Host: shop.example:443",
                "Proxy-Authorization: Basic bWU6cMOkc3N3b3JkOng=",
                "",
                ""));
  }

  @Test
  void asksForAnIpv6AddressInBrackets() {
    ByteBuf out = Unpooled.buffer();
    Authority target = new Authority(Host.parse("2001:db8::1"), 443);
    new ConnectHandshake(gateway(null), target).start(out);

    assertThat(out.toString(ISO_8859_1))
        .isEqualTo("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK,
        "HTTP/1.0 200\r\n\r\n",
        "HTTP/1.1 299 whatever\n\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + OK,
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
      })
  void aSuccessOpensTheTunnelAtTheVeryNextByte(String answer) {
    ByteBuf in = Unpooled.copiedBuffer(answer + "hello", ISO_8859_1);

    assertThat(handshake(null).read(in, Unpooled.buffer())).isInstanceOf(Progress.Open.class);
    assertThat(in.toString(ISO_8859_1)).isEqualTo("hello");
  }

  @Test
  void understandsAnAnswerThatComesByteByByte() {
    ConnectHandshake handshake = handshake(null);
    ByteBuf in = Unpooled.buffer();
    String answer = "HTTP/1.1 100 Continue\r\n\r\n" + OK;
    for (int i = 0; i < answer.length() - 1; i++) {
      in.writeByte(answer.charAt(i));
      assertThat(handshake.read(in, Unpooled.buffer())).isInstanceOf(Progress.More.class);
    }
    in.writeByte('\n');
    assertThat(handshake.read(in, Unpooled.buffer())).isInstanceOf(Progress.Open.class);
  }

  @ParameterizedTest
  @CsvSource({
    "403, status 403",
    "502, status 502",
    "302, status 302",
    "407, wants credentials",
  })
  void aRefusalNamesGatewayAndStatus(int status, String words) {
    Failure failure = refusal(handshake(null), "HTTP/1.1 " + status + " No\r\n\r\n");

    assertThat(failure.kind()).isEqualTo(Failure.Kind.GATEWAY_REFUSED);
    assertThat(failure.message()).contains("gateway mobile", words);
  }

  @Test
  void wrongCredentialsAreToldFromMissingOnes() {
    Gateway.Credentials who = new Gateway.Credentials("me", "secret");
    Failure failure = refusal(handshake(who), "HTTP/1.1 407 No\r\n\r\n");

    assertThat(failure.message())
        .contains("did not accept our credentials")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n",
        "HTTP/1.1 20 OK\r\n",
        "HTTP/1.1 2000 OK\r\n",
        "HTTP/1.1  200 OK\r\n",
        "HTTP/1.1 099 Odd\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n",
        "\r\nHTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n",
        "HTTP/1.1 200 OK\r\nName : value\r\n",
        "HTTP/1.1 200 OK\r\n folded: value\r\n",
        "HTTP/1.1 200 OK\r\nA: b\u0000c\r\n",
        "HTTP/1.1 200 OK\r\nA: b\rc\r\n"
      })
  void nonsenseIsRefused(String answer) {
    assertThat(refusal(handshake(null), answer).message()).contains("answered CONNECT with");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 100 C\r\n\r\n"})
  void anAnswerOfMoreThan16KbIsRefused(String repeated) {
    boolean interim = repeated.endsWith("\r\n\r\n");
    String endless = interim ? repeated.repeat(1000) : repeated + "x".repeat(16 * 1024);

    assertThat(refusal(handshake(null), endless).message()).contains("does not end");
  }

  private static Failure refusal(ConnectHandshake handshake, String answer) {
    ByteBuf in = Unpooled.copiedBuffer(answer, ISO_8859_1);
    Progress progress = handshake.read(in, Unpooled.buffer());
    assertThat(progress).isInstanceOf(Progress.Refused.class);
    return ((Progress.Refused) progress).failure();
  }

  private static ConnectHandshake handshake(Gateway.@Nullable Credentials credentials) {
    return new ConnectHandshake(
        gateway(credentials), new Authority(Host.parse("shop.example"), 443));
  }

  private static Gateway gateway(Gateway.@Nullable Credentials credentials) {
    Host host = Host.parse("gateway.example");
    return new Gateway("mobile", Gateway.Kind.HTTP, host, 8080, credentials, true);
  }
}

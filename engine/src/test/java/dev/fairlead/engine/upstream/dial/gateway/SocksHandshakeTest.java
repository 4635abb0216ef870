package dev.fairlead.engine.upstream.dial.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.gateway.Handshake.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocksHandshakeTest {
  private static final Gateway.Credentials ME = new Gateway.Credentials("me", "pw");
  private final ByteBuf out = Unpooled.buffer();

  @Test
  void sendsANameAsAName() {
    SocksHandshake handshake = started("a.example", null);

    assertThat(sent()).isEqualTo("050100");
    assertThat(handshake.destinationSent()).isFalse();
    assertThat(handshake.read(hex("0500"), out)).isInstanceOf(Progress.More.class);
    assertThat(sent()).isEqualTo("0501000309" + "612e6578616d706c65" + "01bb");
    assertThat(handshake.destinationSent()).isTrue();
    ByteBuf reply = hex("05000001" + "7f000001" + "0000" + "cafe");
    assertThat(handshake.read(reply, out)).isInstanceOf(Progress.Open.class);
    assertThat(ByteBufUtil.hexDump(reply)).isEqualTo("cafe");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 05010001c000020101bb",
    "2001:db8::1, 0501000420010db800000000000000000000000101bb",
  })
  void sendsAnAddressAsAnAddress(String address, String request) {
    SocksHandshake handshake = started(address, null);
    sent();
    handshake.read(hex("0500"), out);

    assertThat(sent()).isEqualTo(request);
  }

  @Test
  void authenticatesWhenTheGatewayWantsIt() {
    SocksHandshake handshake = started("a.example", ME);

    assertThat(sent()).isEqualTo("05020002");
    handshake.read(hex("0502"), out);
    assertThat(sent()).isEqualTo("01026d65027077");
    handshake.read(hex("0100"), out);
    assertThat(sent()).startsWith("05010003");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "050000017f0000010000",
        "05000003026869" + "0000",
        "05000004" + "00000000000000000000000000000000" + "0000"
      })
  void theBoundAddressMayBeOfAnyType(String reply) {
    SocksHandshake handshake = asked();
    ByteBuf in = Unpooled.buffer();
    byte[] bytes = ByteBufUtil.decodeHexDump(reply);
    for (int i = 0; i < bytes.length - 1; i++) {
      in.writeByte(bytes[i]);
      assertThat(handshake.read(in, out)).isInstanceOf(Progress.More.class);
    }
    in.writeByte(bytes[bytes.length - 1]);
    assertThat(handshake.read(in, out)).isInstanceOf(Progress.Open.class);
  }

  @ParameterizedTest
  @CsvSource({
    "01, general failure",
    "02, not allowed by its rules",
    "03, network unreachable",
    "04, host unreachable",
    "05, connection refused",
    "06, time to live expired",
    "07, command not supported",
    "08, address type not supported",
    "99, unknown reason",
  })
  void aReplyCodeIsPutIntoWords(String code, String words) {
    Failure failure = refusal(asked(), "05" + code + "0001000000000000");

    assertThat(failure.kind()).isEqualTo(Failure.Kind.GATEWAY_REFUSED);
    assertThat(failure.message()).contains("gateway tor", "a.example:443", words);
  }

  @ParameterizedTest
  @CsvSource({
    "4854, does not speak SOCKS5",
    "05ff, wants credentials",
    "0502, not offered",
    "0501, not offered",
  })
  void aBadChoiceOfMethodIsRefused(String answer, String words) {
    assertThat(refusal(started("a.example", null), answer).message()).contains(words);
  }

  @Test
  void wrongCredentialsAreRefused() {
    SocksHandshake handshake = started("a.example", ME);
    handshake.read(hex("0502"), out);

    assertThat(refusal(handshake, "0101").message())
        .contains("did not accept our credentials")
        .doesNotContain("pw");
  }

  @Test
  void nonsenseInsteadOfAReplyIsRefused() {
    assertThat(refusal(asked(), "4854545020").message()).contains("nonsense");
    assertThat(refusal(asked(), "0500000900").message()).contains("unknown address type");
  }

  private SocksHandshake asked() {
    SocksHandshake handshake = started("a.example", null);
    handshake.read(hex("0500"), out);
    return handshake;
  }

  private SocksHandshake started(String host, Gateway.@Nullable Credentials credentials) {
    Host where = Host.parse("127.0.0.1");
    Gateway gateway = new Gateway("tor", Gateway.Kind.SOCKS5, where, 9050, credentials, true);
    SocksHandshake handshake = new SocksHandshake(gateway, new Authority(Host.parse(host), 443));
    handshake.start(out);
    return handshake;
  }

  private Failure refusal(SocksHandshake handshake, String answer) {
    Progress progress = handshake.read(hex(answer), out);
    assertThat(progress).isInstanceOf(Progress.Refused.class);
    return ((Progress.Refused) progress).failure();
  }

  private String sent() {
    String hex = ByteBufUtil.hexDump(out);
    out.clear();
    return hex;
  }

  private static ByteBuf hex(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
  }
}

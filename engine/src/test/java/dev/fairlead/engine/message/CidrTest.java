package dev.fairlead.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8, 10.255.255.255, 11.0.0.0",
    "100.64.0.0/10, 100.64.0.0/10, 100.127.255.254, 100.128.0.1",
    "192.168.1.7, 192.168.1.7/32, 192.168.1.7, 192.168.1.6",
    "0.0.0.0/0, 0.0.0.0/0, 255.255.255.255, ::1",
    "::1, ::1/128, ::1, ::2",
    "[::1], ::1/128, ::1, 127.0.0.1",
    "FC00::/7, fc00::/7, fdff::1, fe00::",
    "fe80::/10, fe80::/10, febf::1, fec0::",
    "64:ff9b::/96, 64:ff9b::/96, 64:ff9b::808:808, 64:ff9c::1",
    "::/0, ::/0, 2001:db8::1, 10.0.0.1",
    "::ffff:10.0.0.0/104, 10.0.0.0/8, 10.1.1.1, 11.0.0.0",
    "10.0.0.0/8, 10.0.0.0/8, ::ffff:10.1.2.3, ::a01:203",
  })
  void blocksHoldWhatTheySay(String written, String canonical, String inside, String outside) {
    Cidr cidr = Cidr.parse(written);
    assertThat(cidr).hasToString(canonical).isEqualTo(Cidr.parse(canonical));
    assertThat(cidr.contains(bytes(inside))).isTrue();
    assertThat(cidr.contains(bytes(outside))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8/8",
        "::/129", "10/8", "10.0.0/24", "example.com", "example.com/8", "[10.0.0.0]/8", "[::1",
        "fe80::1%eth0", "010.0.0.0/8", "10.0.0.0 /8", "::ffff:0.0.0.0/95", "10.0.0.0/８"
      })
  void junkIsRefusedByName(String written) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse(written))
        .withMessageContaining(Quoted.of(written));
  }

  @Test
  void bitsBehindThePrefixAreRefusedWithBothRemedies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse("10.1.2.3/8"))
        .withMessage(
            "\"10.1.2.3/8\" has bits behind its prefix; write 10.0.0.0/8 for the block or 10.1.2.3"
                + " for the one address");
  }

  @Test
  void everyBadEntryOfASetIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CidrSet.parse(List.of("10.0.0.0/8", "nope", "::/200", "::1\r\nX")))
        .withMessageContainingAll("\"nope\"", "\"::/200\"", "\"::1??X\"")
        .withMessageNotContaining("10.0.0.0/8 has");
  }

  @Test
  void setsDropBlocksThatLieInOthers() {
    CidrSet set =
        CidrSet.parse(List.of("10.1.0.0/16", " 10.0.0.0/8 ", "10.0.0.0/8", "::1", "9.9.9.9"));
    assertThat(set).hasToString("[9.9.9.9/32, 10.0.0.0/8, ::1/128]");
    assertThat(CidrSet.EMPTY.isEmpty()).isTrue();
    assertThat(set.isEmpty()).isFalse();
  }

  @Test
  void allV4AndAllV6AreDisjointAndComplete() {
    CidrSet v4 = CidrSet.of(List.of(Cidr.ALL_V4));
    CidrSet v6 = CidrSet.of(List.of(Cidr.ALL_V6));
    assertThat(v4.contains(bytes("255.1.2.3"))).isTrue();
    assertThat(v4.contains(mapped("1.2.3.4"))).isTrue();
    assertThat(v4.contains(bytes("::1"))).isFalse();
    assertThat(v6.contains(bytes("::1"))).isTrue();
    assertThat(v6.contains(mapped("1.2.3.4"))).isFalse();
  }

  @Test
  void inetAddressesAreAskedLikeBytes() throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes("10.2.3.4"));
    assertThat(Cidr.parse("10.0.0.0/8").contains(address)).isTrue();
    assertThat(CidrSet.parse(List.of("10.0.0.0/8")).contains(address)).isTrue();
    assertThat(Cidr.of(address)).hasToString("10.2.3.4/32");
  }

  @Test
  void setsAnswerLikeAskingEveryBlock() {
    Random random = new Random(20_261_121);
    for (int round = 0; round < 200; round++) {
      List<Cidr> blocks = new ArrayList<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        blocks.add(randomBlock(random));
      }
      CidrSet set = CidrSet.of(blocks);
      for (int i = 0; i < 200; i++) {
        byte[] address = randomAddress(random);
        boolean expected = blocks.stream().anyMatch(block -> block.contains(address));
        assertThat(set.contains(address)).as("%s in %s", Host.of(address), set).isEqualTo(expected);
      }
    }
  }

  private static Cidr randomBlock(Random random) {
    byte[] address = randomAddress(random);
    int length = random.nextInt(address.length * 8 + 1);
    for (int bit = length; bit < address.length * 8; bit++) {
      address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return Cidr.parse(Host.of(address).text() + "/" + length);
  }

  /** Few different bits, so that blocks and addresses meet. */
  private static byte[] randomAddress(Random random) {
    byte[] address = new byte[random.nextBoolean() ? 4 : 16];
    for (int i = 0; i < 3; i++) {
      address[i] = (byte) (random.nextInt(3) * 0x7f);
    }
    address[0] |= 1;
    return address;
  }

  private static byte[] mapped(String v4) {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = -1;
    System.arraycopy(bytes(v4), 0, mapped, 12, 4);
    return mapped;
  }

  private static byte[] bytes(String text) {
    return Objects.requireNonNull(Host.parse(text).address());
  }
}

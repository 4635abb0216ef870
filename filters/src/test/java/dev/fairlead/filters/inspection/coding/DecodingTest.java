package dev.fairlead.filters.inspection.coding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What content codings hide, and what they are not allowed to. */
final class DecodingTest {
  private static final byte[] TEXT = "hello, hello, hello world".getBytes(ISO_8859_1);
  private static final long PLENTY = 1L << 40;

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(out, new Deflater(9, raw))) {
      deflate.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Decodes, cut at one place. */
  private static byte[] decoded(@Nullable String coding, byte[] body, int cut) throws Unreadable {
    var out = new ByteArrayOutputStream();
    try (Decoding decoding = Decoding.of(coding, PLENTY)) {
      for (byte[] each :
          new byte[][] {Arrays.copyOf(body, cut), Arrays.copyOfRange(body, cut, body.length)}) {
        decoding.<RuntimeException>read(
            Unpooled.wrappedBuffer(each),
            bytes -> {
              byte[] piece = new byte[bytes.readableBytes()];
              bytes.readBytes(piece);
              out.writeBytes(piece);
            });
      }
      decoding.end();
    }
    return out.toByteArray();
  }

  private static void decodesHoweverCut(@Nullable String coding, byte[] body, byte[] expected)
      throws Unreadable {
    for (int cut = 0; cut <= body.length; cut++) {
      assertThat(decoded(coding, body, cut)).isEqualTo(expected);
    }
  }

  private static void isUnreadable(String coding, byte[] body, String why) {
    for (int cut = 0; cut <= body.length; cut += Math.max(1, body.length / 50)) {
      int at = cut;
      assertThatThrownBy(() -> decoded(coding, body, at))
          .isInstanceOf(Unreadable.class)
          .hasMessageContaining(why);
    }
  }

  @Test
  void plainBodiesAreWhatTheyAre() throws Exception {
    decodesHoweverCut(null, TEXT, TEXT);
    decodesHoweverCut("identity, ", TEXT, TEXT);
  }

  @Test
  void gzipAndBothDeflatesAreUndone() throws Exception {
    decodesHoweverCut("gzip", gzip(TEXT), TEXT);
    decodesHoweverCut("X-GZIP", gzip(TEXT), TEXT);
    decodesHoweverCut("deflate", deflate(TEXT, false), TEXT);
    decodesHoweverCut("deflate", deflate(TEXT, true), TEXT);
    decodesHoweverCut("gzip", new byte[0], new byte[0]);
  }

  @Test
  void allPartsOfAGzipHeadAreSkipped() throws Exception {
    byte[] plain = gzip(TEXT);
    byte[] head = Arrays.copyOf(plain, 10);
    head[3] = 4 | 8 | 16 | 2;
    byte[] more = "\003\000abcname\000comment\000\001\002".getBytes(ISO_8859_1);
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    decodesHoweverCut("gzip", joined(head, more, rest), TEXT);
    head[3] = 4;
    decodesHoweverCut("gzip", joined(head, new byte[2], rest), TEXT);
  }

  @Test
  void codingsOnCodingsAreUndoneLastFirst() throws Exception {
    byte[] body = gzip(deflate(TEXT, false));
    decodesHoweverCut("deflate, gzip", body, TEXT);
    isUnreadable("gzip, gzip, gzip, gzip", body, "more than 3 content codings");
  }

  @Test
  void gzipMembersAndPaddingMayFollowButNothingElse() throws Exception {
    byte[] body = joined(gzip(TEXT), gzip(TEXT), new byte[600]);
    assertThat(decoded("gzip", body, 7)).isEqualTo(joined(TEXT, TEXT));
    isUnreadable("gzip", joined(gzip(TEXT), TEXT), "something follows");
    isUnreadable("deflate", joined(deflate(TEXT, false), TEXT), "something follows");
  }

  @Test
  void brokenBodiesAreNotGuessedAt() throws Exception {
    byte[] whole = gzip(TEXT);
    isUnreadable("gzip", Arrays.copyOf(whole, whole.length - 1), "breaks off");
    isUnreadable("gzip", Arrays.copyOf(whole, 5), "breaks off");
    isUnreadable("gzip", TEXT, "is not");
    byte[] wrong = whole.clone();
    wrong[whole.length - 6] ^= 1;
    isUnreadable("gzip", wrong, "checksum");
    byte[] broken = deflate(TEXT, false);
    broken[3] ^= 0x7f;
    broken[4] ^= 0x7f;
    assertThatThrownBy(() -> decoded("deflate", broken, 0)).isInstanceOf(Unreadable.class);
    isUnreadable("br", TEXT, "not known");
    isUnreadable("gzip, zstd", TEXT, "not known");
  }

  @Test
  void aBombIsNotUnpacked() throws Exception {
    byte[] zeros = gzip(new byte[64 << 20]);
    isUnreadable("gzip", zeros, "more than 100 times");
    isUnreadable("gzip, gzip", gzip(zeros), "more than 100 times");
    assertThat(decoded("gzip", gzip(new byte[1 << 20]), 9)).hasSize(1 << 20);
  }

  @Test
  void anAbsoluteBoundHoldsToo() throws Exception {
    byte[] body = gzip(TEXT);
    Decoding decoding = Decoding.of("gzip", TEXT.length - 1);
    assertThatThrownBy(() -> decoding.<RuntimeException>read(Unpooled.wrappedBuffer(body), _ -> {}))
        .hasMessageContaining("it expands to more than 24 bytes");
    decoding.close();
  }
}

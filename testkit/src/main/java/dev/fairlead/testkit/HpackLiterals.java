package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** HPACK (RFC 7541 §6.2.2) by literals alone: no table, no Huffman code, no check. */
final class HpackLiterals {
  private HpackLiterals() {}

  static byte[] encode(List<Field> fields) {
    var out = new ByteArrayOutputStream();
    for (Field field : fields) {
      out.write(0);
      text(out, field.name());
      text(out, field.value());
    }
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (bytes.length < 127) {
      out.write(bytes.length);
    } else {
      out.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>>= 7) out.write((rest & 0x7f) | 0x80);
      out.write(rest);
    }
    out.writeBytes(bytes);
  }
}

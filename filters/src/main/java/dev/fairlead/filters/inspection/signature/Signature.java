package dev.fairlead.filters.inspection.signature;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Something to look for.
 *
 * @param name for refusals and records
 * @param pattern as {@link PatternReader} reads it
 */
public record Signature(String name, String pattern) {
  /** The file that every virus scanner knows, and that harms nobody. */
  public static final Signature EICAR =
      text("eicar", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

  /** These very characters. */
  public static Signature text(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** These very bytes, in hexadecimal. */
  public static Signature hex(String name, String digits) {
    return bytes(name, HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  private static Signature bytes(String name, byte[] bytes) {
    StringBuilder pattern = new StringBuilder();
    for (byte each : bytes) {
      pattern.append("\\x").append(HexFormat.of().toHexDigits(each));
    }
    return new Signature(name, pattern.toString());
  }
}

package dev.fairlead.app.config.unit;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A number of bytes; {@code KB} and {@code KiB} both mean 1024. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  /** No limit at all, written {@code unlimited}. */
  public static final ByteSize UNLIMITED = new ByteSize(Long.MAX_VALUE);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s?([A-Za-z]{0,3})");
  private static final String REMEDY = "Write bytes (8192) or a size such as 16KB, 10MB or 1GiB.";
  private static final Map<String, Integer> SHIFTS =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("b", 0),
          Map.entry("k", 10),
          Map.entry("kb", 10),
          Map.entry("kib", 10),
          Map.entry("m", 20),
          Map.entry("mb", 20),
          Map.entry("mib", 20),
          Map.entry("g", 30),
          Map.entry("gb", 30),
          Map.entry("gib", 30),
          Map.entry("t", 40),
          Map.entry("tb", 40),
          Map.entry("tib", 40));

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  /** Reads {@code 8192}, {@code 16KB}, {@code 1GiB} or {@code unlimited}. */
  public static ByteSize parse(String text) {
    if (text.equalsIgnoreCase("unlimited")) {
      return UNLIMITED;
    }
    var form = FORM.matcher(text);
    Integer shift =
        form.matches() ? SHIFTS.get(form.group(2).toLowerCase(Locale.ROOT)) : (Integer) null;
    if (shift == null) {
      throw new Malformed("is not a size", REMEDY);
    }
    long number = Long.parseLong(form.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new Malformed("is a size beyond any machine", "Write `unlimited` for no limit.");
    }
    return new ByteSize(number << shift);
  }

  public boolean isUnlimited() {
    return bytes == Long.MAX_VALUE;
  }

  /** The bytes as an int, for parts that count no further. */
  public int atMost(int most) {
    return (int) Math.min(bytes, most);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    if (isUnlimited()) {
      return "unlimited";
    }
    String[] units = {"", "KB", "MB", "GB", "TB"};
    int unit = 0;
    long number = bytes;
    while (unit < 4 && number >= 1024 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return number + units[unit];
  }
}

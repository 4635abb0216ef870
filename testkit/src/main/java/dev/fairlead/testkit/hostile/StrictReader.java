package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.testkit.Field;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads lines, fields and bodies as narrowly as RFC 9112 allows; shares no code with other parsers.
 */
final class StrictReader {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final int MAX_DIGITS = 15;
  private static final Set<String> NEVER_TRAILERS =
      Set.of(
          "content-length", "transfer-encoding", "host", "connection", "authorization", "cookie");

  private final byte[] bytes;
  private int at;

  StrictReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  static boolean isToken(String text) {
    return text.matches(TOKEN);
  }

  /** A line without its CRLF; a bare CR, a bare LF or a NUL is ambiguous. */
  String line() throws Ambiguity, Truncated {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] == 0) throw new Ambiguity("NUL in " + shown(i));
      if (bytes[i] == '\n') throw new Ambiguity("bare LF after " + shown(i));
      if (bytes[i] != '\r') continue;
      if (i + 1 == bytes.length) break;
      if (bytes[i + 1] != '\n') throw new Ambiguity("bare CR after " + shown(i));
      var line = new String(bytes, at, i - at, ISO_8859_1);
      at = i + 2;
      return line;
    }
    throw new Truncated();
  }

  List<Field> fields() throws Ambiguity, Truncated {
    var fields = new ArrayList<Field>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (line.startsWith(" ") || line.startsWith("\t")) throw new Ambiguity("folded line");
      if (colon < 0) throw new Ambiguity("field line without colon: " + cut(line));
      String name = line.substring(0, colon);
      if (!isToken(name)) throw new Ambiguity("field name: " + cut(name));
      fields.add(new Field(name, stripBlanks(line.substring(colon + 1))));
    }
    return List.copyOf(fields);
  }

  /**
   * The length that the only Content-Length gives, or -1 without one; both framings are ambiguous.
   */
  static long length(List<Field> fields, boolean mayBeChunked) throws Ambiguity {
    List<String> lengths = Field.all(fields, "content-length");
    List<String> codings = Field.all(fields, "transfer-encoding");
    if (!lengths.isEmpty() && !codings.isEmpty()) throw new Ambiguity("CL and TE");
    if (lengths.size() > 1) throw new Ambiguity("more than one Content-Length");
    if (codings.size() > 1) throw new Ambiguity("more than one Transfer-Encoding");
    if (!codings.isEmpty() && !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw new Ambiguity("Transfer-Encoding: " + cut(codings.getFirst()));
    }
    if (!codings.isEmpty() && !mayBeChunked) throw new Ambiguity("Transfer-Encoding in HTTP/1.0");
    if (lengths.isEmpty()) return -1;
    if (!lengths.getFirst().matches("\\d{1," + MAX_DIGITS + "}")) {
      throw new Ambiguity("Content-Length: " + cut(lengths.getFirst()));
    }
    return Long.parseLong(lengths.getFirst());
  }

  /** A field that Connection nominates concerns one hop and must not have come this far. */
  static void checkConnection(List<Field> fields) throws Ambiguity {
    for (String line : Field.all(fields, "connection")) {
      for (String option : line.split(",", -1)) {
        String name = option.strip();
        boolean ours = name.equalsIgnoreCase("upgrade") || name.equalsIgnoreCase("keep-alive");
        boolean te = name.equalsIgnoreCase("te");
        if (ours || te || Field.first(fields, name) == null) continue;
        throw new Ambiguity("field nominated by Connection: " + name);
      }
    }
  }

  byte[] take(long count) throws Truncated {
    if (count > bytes.length - at) throw new Truncated();
    byte[] taken = Arrays.copyOfRange(bytes, at, at + (int) count);
    at += (int) count;
    return taken;
  }

  byte[] rest() throws Truncated {
    return take(bytes.length - at);
  }

  byte[] chunked(List<Field> trailers) throws Ambiguity, Truncated {
    var body = new ByteArrayOutputStream();
    while (true) {
      String line = line();
      String size = line.split(";", 2)[0];
      if (!size.matches("[0-9A-Fa-f]{1," + MAX_DIGITS + "}")) {
        throw new Ambiguity("chunk size: " + cut(line));
      }
      long length = Long.parseLong(size, 16);
      if (length == 0) break;
      body.writeBytes(take(length));
      byte[] end = take(2);
      if (end[0] != '\r' || end[1] != '\n') throw new Ambiguity("no CRLF after a chunk");
    }
    trailers.addAll(fields());
    for (Field trailer : trailers) {
      if (NEVER_TRAILERS.contains(trailer.name().toLowerCase(Locale.ROOT))) {
        throw new Ambiguity("trailer field " + trailer.name());
      }
    }
    return body.toByteArray();
  }

  private static String stripBlanks(String value) {
    return value.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  private String shown(int end) {
    return cut(new String(bytes, at, end - at, ISO_8859_1));
  }

  static String cut(String text) {
    String plain = text.replaceAll("[^ -~]", "?").replace('|', '/');
    return '\'' + (plain.length() > 40 ? plain.substring(0, 40) + "..." : plain) + '\'';
  }
}

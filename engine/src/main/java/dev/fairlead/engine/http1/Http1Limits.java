package dev.fairlead.engine.http1;

/**
 * How much a peer may send before what it means is known. All but the count are in bytes.
 *
 * @param requestLine of a request line or status line, without its line end
 * @param fields of a header section, line ends included, without the empty line
 * @param fieldCount fields in a header or trailer section
 * @param chunkLine of a chunk's size and extensions, without the line end
 * @param trailers of a trailer section, as {@code fields}
 */
public record Http1Limits(
    int requestLine, int fields, int fieldCount, int chunkLine, int trailers) {
  /** What serves when nothing is configured. */
  public static final Http1Limits DEFAULT = new Http1Limits(8192, 16 << 10, 200, 256, 8 << 10);

  public Http1Limits {
    // The first bound leaves room for the shortest request line and keeps sums within an int.
    check(requestLine, 16, "request line");
    check(fields, 0, "header section");
    check(fieldCount, 0, "field count");
    check(chunkLine, 16, "chunk line");
    check(trailers, 0, "trailer section");
  }

  private static void check(int value, int least, String name) {
    if (value < least || value > 1 << 28) {
      throw new IllegalArgumentException("the " + name + " limit is not " + least + "..2^28");
    }
  }
}

package dev.fairlead.app.conformance;

/**
 * A request body of {@link dev.fairlead.testkit.Bodies}' pattern; with trailers, it ends with
 * {@code x-digest}. A body with trailers is never sized.
 */
record Upload(long size, boolean sized, boolean trailers) {
  static Upload sized(long size) {
    return new Upload(size, true, false);
  }

  static Upload chunked(long size) {
    return new Upload(size, false, false);
  }

  static Upload withTrailers(long size) {
    return new Upload(size, false, true);
  }
}

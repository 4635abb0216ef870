package dev.fairlead.engine.message;

/** Body lengths of heads: a number of bytes, or one of these. */
public final class Body {
  /** No body at all. */
  public static final long NONE = 0;

  /** A body whose length shows only when it ends: chunked, HTTP/2 without a length, until close. */
  public static final long UNKNOWN = -1;

  private Body() {}
}

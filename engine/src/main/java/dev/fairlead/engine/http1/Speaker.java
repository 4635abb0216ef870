package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure.Kind;

/** Whose bytes are read, and so what a fault in them is called. */
enum Speaker {
  CLIENT(Kind.BAD_REQUEST, Kind.FIELDS_TOO_LARGE, Kind.NOT_IMPLEMENTED, "Malformed request: "),
  UPSTREAM(
      Kind.BAD_RESPONSE,
      Kind.RESPONSE_FIELDS_TOO_LARGE,
      Kind.BAD_RESPONSE,
      "Malformed response from upstream: ");

  private final Kind malformed;
  private final Kind tooLarge;
  private final Kind unsupported;
  private final String prefix;

  Speaker(Kind malformed, Kind tooLarge, Kind unsupported, String prefix) {
    this.malformed = malformed;
    this.tooLarge = tooLarge;
    this.unsupported = unsupported;
    this.prefix = prefix;
  }

  BadMessage malformed(String what) {
    return new BadMessage(malformed, prefix + what);
  }

  BadMessage tooLarge(String what) {
    return new BadMessage(tooLarge, prefix + what);
  }

  BadMessage unsupported(String what) {
    return new BadMessage(unsupported, prefix + what);
  }
}

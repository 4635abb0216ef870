package dev.fairlead.engine.message;

import java.io.Serial;

/** Bytes that are no message we accept. Carries no stack trace: hostile input must stay cheap. */
public final class BadMessage extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public BadMessage(Failure.Kind kind, String message) {
    super(message, null, false, false);
    this.failure = new Failure(kind, message);
  }

  public Failure failure() {
    return failure;
  }
}

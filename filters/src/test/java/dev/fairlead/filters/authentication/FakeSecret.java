package dev.fairlead.filters.authentication;

import java.util.concurrent.atomic.AtomicInteger;

/** A secret that claims to be slow and counts how often it is asked; may fail. */
record FakeSecret(String text, int rounds, AtomicInteger asked) implements Secret {
  FakeSecret(String text) {
    this(text, 1, new AtomicInteger());
  }

  @Override
  public boolean matches(String presented) {
    asked.incrementAndGet();
    if (text.equals("broken")) {
      throw new IllegalStateException("no such algorithm");
    }
    return text.equals(presented);
  }
}

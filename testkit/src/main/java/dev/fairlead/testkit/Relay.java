package dev.fairlead.testkit;

import java.io.IOException;

/** Copies bytes both ways between two connections, a half-close included. */
final class Relay {
  private static final int CHUNK = 16 * 1024;

  private Relay() {}

  /** Returns when both directions have ended. */
  static void both(Wire a, Wire b) throws InterruptedException {
    Thread back = Thread.ofVirtual().start(() -> one(b, a));
    one(a, b);
    back.join();
  }

  private static void one(Wire from, Wire to) {
    try {
      for (byte[] some = from.readSome(CHUNK); some.length > 0; some = from.readSome(CHUNK)) {
        to.send(some);
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      sever(from);
      sever(to);
    }
  }

  private static void sever(Wire wire) {
    try {
      wire.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to close.
    }
  }
}

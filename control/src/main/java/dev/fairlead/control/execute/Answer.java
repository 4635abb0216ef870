package dev.fairlead.control.execute;

import java.io.IOException;

/**
 * How an execution becomes a response. One thread calls; an exception means the client has left.
 */
interface Answer {
  /** Something was printed; {@code more} is waiting behind it. */
  void printed(Outbox.Piece piece, boolean more) throws IOException;

  /** Nothing was printed for a while: makes sure that somebody still listens. */
  void beat() throws IOException;

  void ended(Ending ending) throws IOException;
}

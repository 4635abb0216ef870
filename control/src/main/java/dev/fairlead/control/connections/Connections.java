package dev.fairlead.control.connections;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the clients' connections. */
public interface Connections {
  /**
   * A connection of a client.
   *
   * @param id its number, as in records of exchanges
   * @param local the address it came to
   * @param since when it began
   * @param tls the version of TLS, absent on a plain connection
   */
  record Connection(
      long id, String client, String local, String since, long ageMs, @Nullable String tls) {}

  /** All that are open. */
  List<Connection> open();
}

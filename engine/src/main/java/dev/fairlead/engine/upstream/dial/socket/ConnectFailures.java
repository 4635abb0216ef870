package dev.fairlead.engine.upstream.dial.socket;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import io.netty.channel.ConnectTimeoutException;
import java.net.NoRouteToHostException;
import java.util.Locale;

/** Names what the operating system says when a connection cannot be made. */
public final class ConnectFailures {
  private ConnectFailures() {}

  /**
   * The failure in words.
   *
   * @param what was dialled, for a person: {@code example.com:443}
   */
  public static Failure of(Throwable cause, String what) {
    Kind kind = kind(cause);
    return new Failure(
        kind,
        switch (kind) {
          case CONNECTION_REFUSED -> what + " refused the connection; nothing listens there";
          case CONNECTION_TIMEOUT -> what + " did not answer the connection attempt in time";
          case UNROUTABLE -> what + " cannot be reached from this machine's network";
          case OVERLOADED ->
              "no socket is left to connect to " + what + "; raise the limit of open files";
          default -> "the connection to " + what + " broke while it was made";
        });
  }

  private static Kind kind(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return Kind.CONNECTION_TIMEOUT;
    }
    if (cause instanceof NoRouteToHostException) {
      return Kind.UNROUTABLE;
    }
    return byWords(words(cause));
  }

  private static Kind byWords(String words) {
    if (words.contains("refused")) {
      return Kind.CONNECTION_REFUSED;
    }
    if (words.contains("timed out")) {
      return Kind.CONNECTION_TIMEOUT;
    }
    if (words.contains("too many open files")) {
      return Kind.OVERLOADED;
    }
    boolean noWay =
        words.contains("unreachable")
            || words.contains("no route")
            || words.contains("cannot assign requested address")
            || words.contains("permission denied")
            || words.contains("invalid argument");
    return noWay ? Kind.UNROUTABLE : Kind.CONNECTION_BROKEN;
  }

  /** The messages of the cause and its causes, because transports wrap what errno said. */
  private static String words(Throwable cause) {
    StringBuilder words = new StringBuilder();
    for (Throwable each = cause; each != null; each = each.getCause()) {
      words.append(each.getMessage()).append('\n');
    }
    return words.toString().toLowerCase(Locale.ROOT);
  }
}

package dev.fairlead.engine.loop;

import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.util.StringJoiner;

/**
 * Says for the log why a connection broke. Messages of exceptions may hold bytes of the connection
 * (what is no TLS record is printed by Netty in hexadecimal), so only those are repeated that the
 * operating system or the TLS library wrote; of others the class and the place must do.
 */
public final class Breakage {
  private static final int MOST_CAUSES = 8;

  private Breakage() {}

  /** One line, from the outermost cause to the innermost. */
  public static String words(Throwable thrown) {
    StringJoiner words = new StringJoiner(", because of ");
    int causes = 0;
    for (Throwable each = thrown; each != null && causes < MOST_CAUSES; each = each.getCause()) {
      words.add(oneOf(each));
      causes++;
    }
    return words.toString();
  }

  private static String oneOf(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    if (isQuotable(thrown)) {
      return name + ": " + thrown.getMessage();
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0 ? name : name + " at " + trace[0];
  }

  private static boolean isQuotable(Throwable thrown) {
    return thrown instanceof IOException && !(thrown instanceof NotSslRecordException);
  }
}

package dev.fairlead.engine.upstream.dial.dns;

import dev.fairlead.engine.message.Failure;
import java.net.InetAddress;
import java.util.List;

/** What became of one question. */
sealed interface Outcome {
  /**
   * These are the addresses, for so long.
   *
   * @param aliases the names that the question's name stands for, in the order of the chain
   */
  record Found(List<InetAddress> addresses, long ttlSeconds, List<String> aliases)
      implements Outcome {
    public Found {
      addresses = List.copyOf(addresses);
      aliases = List.copyOf(aliases);
    }

    Found(List<InetAddress> addresses, long ttlSeconds) {
      this(addresses, ttlSeconds, List.of());
    }
  }

  /** There is no such record, for so long: the name or the type does not exist. */
  record Absent(long ttlSeconds) implements Outcome {}

  /** Nobody could say; not worth remembering. */
  record Failed(Failure failure) implements Outcome {}
}

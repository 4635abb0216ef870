package dev.fairlead.engine.flow;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Route;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The record of one exchange: filled in by it while it runs, complete when it is handed to {@link
 * FlowListener}s, and not changed after. Plain fields, because every exchange pays for them.
 */
public final class Flow {
  private final long random = ThreadLocalRandom.current().nextLong();

  public final Client client;
  public final HttpVersion version;
  public final String method;

  /** Host and port as asked for, or empty. */
  public final String authority;

  /** Path with query as asked for, but for the values of what looks like a credential. */
  public final String path;

  public final long startNanos;

  /** Milliseconds since the epoch. */
  public final long startMillis;

  public @Nullable Route route;
  public @Nullable String identity;

  /** 0 while there is none. */
  public int status;

  public @Nullable Failure failure;

  /** Whether it became a tunnel (CONNECT, or an upgrade). */
  public boolean tunnel;

  /** The filter that answered or refused, or null. */
  public @Nullable String decidedBy;

  /** How many upstream connections were asked for. */
  public int attempts;

  /** The last attempt, which knows the one before it; null if nothing was asked of an upstream. */
  public @Nullable Attempt attempt;

  /** What filters had to say, in the order in which they said it, or null. */
  public @Nullable List<String> notes;

  /** From the start to the response head, 0 while there is none. */
  public long firstByteNanos;

  public long durationNanos;

  /** Body (or tunnel) bytes from the client. */
  public long requestBytes;

  /** Body (or tunnel) bytes to the client. */
  public long responseBytes;

  public Flow(
      Client client,
      HttpVersion version,
      String method,
      String authority,
      String path,
      long startNanos,
      long startMillis) {
    this.client = client;
    this.version = version;
    this.method = method;
    this.authority = authority;
    this.path = QuerySecrets.masked(path);
    this.startNanos = startNanos;
    this.startMillis = startMillis;
  }

  /** Its identity, a version 7 UUID (RFC 9562 §5.7): sorts by time, made only if asked for. */
  public String id() {
    long high = (startMillis << 16) | 0x7000 | ((random ^ startNanos) & 0xfff);
    return new UUID(high, (random & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L).toString();
  }
}

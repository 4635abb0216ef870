package dev.fairlead.filters.inspection.clamav;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A ClamAV daemon ({@code clamd}); thread-safe. */
public final class ClamAv {
  /** As many as clamd's default for {@code MaxThreads}; more would only wait there. */
  private static final int AT_ONCE = 10;

  private static final String UNIX = "unix:";
  private static final String HOST_AND_PORT =
      "(\\[[0-9a-fA-F:.]+]|[^\\s:/\\[\\]]+):[1-9][0-9]{0,4}";

  private final String address;
  private final Duration timeout;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /**
   * @param address {@code host:port}, or the path of a Unix socket, with {@code unix:} before it or
   *     not
   * @param timeout for an answer, waiting included
   * @throws IllegalArgumentException if the address is neither; see {@link #isAddress}
   */
  public ClamAv(String address, Duration timeout) {
    if (!isAddress(address)) {
      throw new IllegalArgumentException("neither host:port nor a path: " + address);
    }
    this.address = address.startsWith(UNIX) ? address.substring(UNIX.length()) : address;
    this.timeout = timeout;
  }

  /** Whether a daemon can be asked there, as far as the text shows. */
  public static boolean isAddress(String text) {
    boolean path = text.startsWith("/") || text.startsWith(UNIX + "/");
    return path || (text.matches(HOST_AND_PORT) && port(text) <= 0xffff);
  }

  private static int port(String text) {
    return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
  }

  /**
   * Asks about a body.
   *
   * @param loop where the verdict is given, once, unless the question is taken back
   */
  public Question ask(Sample body, ScheduledExecutorService loop, Consumer<Scan> verdict) {
    Question question = new Question(this, body, loop, verdict);
    question.begin();
    return question;
  }

  Duration timeout() {
    return timeout;
  }

  Semaphore turns() {
    return turns;
  }

  /** Resolves names, so it may take a while. */
  SocketAddress resolve() {
    if (address.startsWith("/")) {
      return UnixDomainSocketAddress.of(address);
    }
    String host = address.substring(0, address.lastIndexOf(':'));
    return new InetSocketAddress(host.replace("[", "").replace("]", ""), port(address));
  }

  @Override
  public String toString() {
    return address;
  }
}

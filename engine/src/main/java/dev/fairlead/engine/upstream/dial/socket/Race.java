package dev.fairlead.engine.upstream.dial.socket;

import dev.fairlead.engine.message.Failure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to whichever of several addresses answers first (RFC 8305 §5): the next one is tried 250
 * ms after the last, or as soon as one fails; the losers are closed. Event loop only.
 */
public final class Race {
  /** RFC 8305 §8, Connection Attempt Delay. */
  static final long STAGGER_MILLIS = 250;

  /** Hears how the race ended, once. */
  public interface Finish {
    /** This channel is connected. */
    void won(Channel channel, InetSocketAddress address);

    /** No address could be connected; nothing is left open. */
    void lost(Failure failure);
  }

  private final EventLoop loop;
  private final Connector connector;
  private final String what;
  private final long deadline;
  private final Finish finish;
  private final Deque<InetSocketAddress> waiting;
  private final Set<ChannelFuture> running = new HashSet<>();
  private @Nullable Future<?> stagger;
  private @Nullable Failure worst;
  private boolean over;

  /**
   * Prepares a race.
   *
   * @param what is dialled, for messages
   * @param addresses at least one, in the order to try
   * @param deadline in {@link System#nanoTime}, for every attempt
   */
  public Race(
      EventLoop loop,
      Connector connector,
      String what,
      List<InetSocketAddress> addresses,
      long deadline,
      Finish finish) {
    this.loop = loop;
    this.connector = connector;
    this.what = what;
    this.deadline = deadline;
    this.finish = finish;
    this.waiting = new ArrayDeque<>(addresses);
  }

  /** Starts the first attempt. */
  public void start() {
    InetSocketAddress address = waiting.poll();
    if (address != null) {
      attempt(address);
    }
  }

  /** Closes everything; the finish hears nothing. */
  public void cancel() {
    over = true;
    stopStagger();
    List.copyOf(running).forEach(Race::close);
    running.clear();
  }

  private void attempt(InetSocketAddress address) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    ChannelFuture attempt = connector.connect(loop, address, (int) Math.max(1, left));
    running.add(attempt);
    if (!waiting.isEmpty()) {
      stagger = loop.schedule(this::next, STAGGER_MILLIS, TimeUnit.MILLISECONDS);
    }
    attempt.addListener(_ -> onLoop(() -> ended(attempt, address)));
  }

  /** A socket that could not even be created reports on a thread of Netty's. */
  private void onLoop(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  private static void close(ChannelFuture attempt) {
    if (attempt.channel().isRegistered()) {
      var _ = attempt.channel().close();
    }
  }

  private void next() {
    stopStagger();
    start();
  }

  private void ended(ChannelFuture attempt, InetSocketAddress address) {
    running.remove(attempt);
    if (over) {
      close(attempt);
    } else if (attempt.isSuccess()) {
      cancel();
      finish.won(attempt.channel(), address);
    } else {
      failed(attempt);
    }
  }

  private void failed(ChannelFuture attempt) {
    worst = moreTelling(worst, ConnectFailures.of(cause(attempt), what));
    if (!waiting.isEmpty()) {
      next();
    } else if (running.isEmpty()) {
      over = true;
      finish.lost(worst);
    }
  }

  private static Throwable cause(ChannelFuture attempt) {
    Throwable cause = attempt.cause();
    return cause != null ? cause : new IllegalStateException("a failed attempt has a cause");
  }

  /** Of several failures the one from furthest away: a refusal says more than "no IPv6 here". */
  private static Failure moreTelling(@Nullable Failure one, Failure other) {
    return one == null || rank(other) > rank(one) ? other : one;
  }

  private static int rank(Failure failure) {
    return switch (failure.kind()) {
      case CONNECTION_REFUSED -> 3;
      case CONNECTION_TIMEOUT -> 2;
      case UNROUTABLE -> 0;
      default -> 1;
    };
  }

  private void stopStagger() {
    if (stagger != null) {
      stagger.cancel(false);
      stagger = null;
    }
  }
}

package dev.fairlead.app;

import dev.fairlead.engine.exchange.ReplayBudget;
import dev.fairlead.engine.exchange.Replies;
import dev.fairlead.filters.limits.Ledger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What outlives a reload.
 *
 * @param pseudonym our name in {@code Via}
 * @param tunnels how many are open
 * @param replay bytes of request bodies kept for another attempt
 * @param ledger what rate limits have counted
 * @param verifier checks hashed passwords, one at a time, so that guessing costs one core at most
 */
public record Lasting(
    String pseudonym,
    AtomicInteger tunnels,
    Executor verifier,
    Health health,
    Replies replies,
    ReplayBudget replay,
    Ledger ledger) {
  private static final int WAITING = 64;
  private static final long REPLAY_BYTES = 256L << 20;

  /** Fresh, for one process. */
  public static Lasting create() {
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    ThreadPoolExecutor verifier =
        new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("verifier").daemon().factory());
    return new Lasting(
        "fairlead-" + HexFormat.of().formatHex(random),
        new AtomicInteger(),
        verifier,
        new Health(),
        new Replies(),
        new ReplayBudget(REPLAY_BYTES),
        new Ledger());
  }
}

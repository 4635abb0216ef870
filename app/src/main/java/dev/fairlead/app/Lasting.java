package dev.fairlead.app;

import dev.fairlead.engine.exchange.ReplayBudget;
import dev.fairlead.engine.exchange.Replies;
import dev.fairlead.engine.upstream.balance.Balance;
import dev.fairlead.filters.authentication.Remembered;
import dev.fairlead.filters.domains.DomainLists;
import dev.fairlead.filters.limits.Ledger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives a reload.
 *
 * @param pseudonym our name in {@code Via}
 * @param tunnels how many are open
 * @param lists of domains, watched
 * @param control where the control plane listens
 * @param ledger what rate limits have counted
 * @param verifier checks hashed passwords, one at a time, so that guessing costs one core at most
 * @param verified the credentials that it found right
 * @param replay bytes of request bodies kept for another attempt
 * @param balance what is known of upstream targets
 */
public record Lasting(
    String pseudonym,
    AtomicInteger tunnels,
    DomainLists lists,
    Executor verifier,
    Remembered verified,
    Health health,
    Replies replies,
    ReplayBudget replay,
    ControlAddress control,
    Ledger ledger,
    Balance balance) {
  private static final Logger LOG = LoggerFactory.getLogger(Lasting.class);

  private static final int WAITING = 64;
  private static final long REPLAY_BYTES = 256L << 20;

  /** Fresh, for one process. */
  public static Lasting create() {
    return create(new ControlAddress());
  }

  /** The same with a control plane that is known already. */
  static Lasting create(ControlAddress control) {
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
        new DomainLists(LOG::warn),
        verifier,
        new Remembered(),
        new Health(),
        new Replies(),
        new ReplayBudget(REPLAY_BYTES),
        control,
        new Ledger(),
        new Balance());
  }

  /** The same for somebody who only wants to ask: nothing that is counted for him counts. */
  Lasting asking() {
    return new Lasting(
        pseudonym,
        new AtomicInteger(),
        lists,
        verifier,
        verified,
        health,
        replies,
        replay,
        control,
        new Ledger(),
        balance);
  }
}

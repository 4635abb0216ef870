package dev.fairlead.engine.upstream.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Each event loop has a seat here. A loop that finds the limit reached goes hungry, and another that
 * has an idle connection is asked for it, once: until something comes of it, trying again changes
 * nothing and wakes nobody. A permit that is given back passes straight to the hungry loop whose
 * exchange has waited longest, so that whoever gives it back cannot snatch it. And where no
 * connection is idle because one loop hands its own from exchange to exchange, it learns from
 * isOverdue that an exchange elsewhere has waited longer than its own, beyond some patience, and
 * lets one go. So all loops wait about as long, and connections change hands a few times a second
 * at most.
 */

/** The permits to connect to one endpoint, which all event loops share. Thread-safe. */
final class Share {
  /** How much longer the exchanges of one loop may wait than those of another, in nanoseconds. */
  static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long NOBODY = 0;

  /** What a loop is told, on itself. */
  interface Member {
    /** A permit that was asked for in vain is here: use it or release it. */
    void granted();

    /** Another loop goes hungry: give up an idle connection, if there still is one. */
    void reclaimed();
  }

  private final List<Seat> seats = new ArrayList<>(); // Guarded by this.
  private int open; // Guarded by this.
  private volatile int starving; // Written under the lock.

  synchronized Seat enter(Executor loop, Member member) {
    Seat seat = new Seat(this, loop, member);
    seats.add(seat);
    return seat;
  }

  /** Takes the seat away and says whether nobody is left. */
  synchronized boolean leave(Seat seat) {
    feed(seat);
    seats.remove(seat);
    return seats.isEmpty();
  }

  private synchronized boolean acquire(Seat seat, int limit) {
    if (open < limit) {
      open++;
      feed(seat);
      return true;
    }
    if (!seat.hungry) {
      seat.hungry = true;
      starving++;
      askForIdle(seat);
    }
    return false;
  }

  private void askForIdle(Seat seat) {
    for (Seat other : seats) {
      if (other != seat && other.idle) {
        other.tell(other.member::reclaimed);
        return;
      }
    }
  }

  private synchronized void release(int limit) {
    open--;
    Seat next = open < limit ? hungriest() : null;
    if (next != null) {
      open++;
      feed(next);
      next.tell(next.member::granted);
    }
  }

  private @Nullable Seat hungriest() {
    Seat longest = null;
    for (Seat seat : seats) {
      if (seat.hungry && (longest == null || seat.since - longest.since < 0)) {
        longest = seat;
      }
    }
    return longest;
  }

  private synchronized void feed(Seat seat) {
    if (seat.hungry) {
      seat.hungry = false;
      starving--;
    }
  }

  private synchronized boolean isOverdue(Seat seat, long now) {
    long own = seat.since == NOBODY ? now : seat.since;
    Seat longest = hungriest();
    return longest != null && longest != seat && own - longest.since > PATIENCE;
  }

  /** The place of one loop's target. Used by that loop alone. */
  static final class Seat {
    private final Share share;
    private final Executor loop;
    private final Member member;
    private volatile boolean hungry; // Written under the share's lock.
    private volatile boolean idle;
    private volatile long since = NOBODY;

    private Seat(Share share, Executor loop, Member member) {
      this.share = share;
      this.loop = loop;
      this.member = member;
    }

    /** Takes a permit, or asks for one: then {@link Member#granted} brings it, if still wanted. */
    boolean acquire(int limit) {
      return share.acquire(this, limit);
    }

    /** Gives a permit back. */
    void release(int limit) {
      share.release(limit);
    }

    /** Whether another loop goes hungry, to be asked before laying a connection aside. */
    boolean isWanted() {
      return share.starving > (hungry ? 1 : 0);
    }

    /** Whether an exchange elsewhere has waited so much longer that it is the other's turn. */
    boolean isOverdue(long now) {
      return isWanted() && share.isOverdue(this, now);
    }

    /** Says whether there is an idle connection, to be said before {@link #isWanted} is asked. */
    void idle(boolean some) {
      if (idle != some) {
        idle = some;
      }
    }

    /** Says since when the first exchange has waited, by {@link System#nanoTime}. */
    void waitingSince(long nanos) {
      since = nanos == NOBODY ? 1 : nanos;
    }

    /** Says that no exchange waits any more. */
    void satisfied() {
      since = NOBODY;
      if (hungry) {
        share.feed(this);
      }
    }

    boolean leave() {
      return share.leave(this);
    }

    private void tell(Runnable news) {
      try {
        loop.execute(news);
      } catch (RejectedExecutionException e) {
        // The loop has ended, and all that waited on it.
      }
    }
  }

  /** How many connections are open or being made. */
  synchronized int open() {
    return open;
  }
}

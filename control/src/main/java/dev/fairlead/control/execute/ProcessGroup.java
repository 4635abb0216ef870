package dev.fairlead.control.execute;

import java.util.List;
import java.util.concurrent.TimeUnit;

/*
 * The process was started through setsid(1), so its number is also that of its session and of its
 * group, and every descendant belongs to both unless it leaves on purpose. The system gives the
 * number to nobody else while a group or session bears it, and a group that was seen empty is never
 * signalled again, so that no stranger is hit. Descendants that only left the group, such as the
 * jobs of an interactive shell, are found by their session.
 */

/** A process and its descendants, which end together: politely first, then not. */
final class ProcessGroup {
  private static final int PROBE = 0;
  private static final int KILL = 9;
  private static final int TERM = 15;
  private static final int SWEEPS = 8; // In the time of one grace.

  private final Process leader;
  private final int number;
  private final long graceNanos;

  // Clock thread only.
  private boolean asked;
  private long askedAt;
  private long nextSweep = System.nanoTime();
  private boolean gone;

  ProcessGroup(Process leader, long graceNanos) {
    this.leader = leader;
    this.number = Math.toIntExact(leader.pid());
    this.graceNanos = graceNanos;
  }

  boolean isLeaderAlive() {
    return leader.isAlive();
  }

  /** Waits for the leader; whether it has exited. */
  boolean awaitLeader(long nanos) throws InterruptedException {
    return leader.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** The leader's exit code, or 128 plus the number of the signal that ended it. */
  int code() {
    return leader.exitValue();
  }

  /** One step towards everybody's end, to be repeated; whether nobody is left. Clock thread. */
  boolean press(long now) {
    if (gone) {
      return true;
    }
    if (!asked) {
      askedAt = now;
      asked = exists(TERM); // Between fork and setsid there is no group yet.
    }
    boolean empty = !leader.isAlive() && !exists(PROBE);
    if ((empty || (asked && now - askedAt >= graceNanos)) && now - nextSweep >= 0) {
      gone = sweep(empty);
      nextSweep = now + graceNanos / SWEEPS; // Somebody whom even KILL does not end soon.
    }
    return gone;
  }

  private boolean sweep(boolean empty) {
    if (!empty) {
      int _ = Native.kill(-number, KILL);
    }
    List<Integer> rest = Session.members(number);
    rest.forEach(pid -> Native.kill(pid, KILL));
    return rest.isEmpty() && !leader.isAlive();
  }

  private boolean exists(int signal) {
    return Native.kill(-number, signal) != Native.ESRCH;
  }
}

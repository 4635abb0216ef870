package dev.fairlead.engine.exchange;

import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Targets;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An exchange's tries to reach an upstream, one after the other, and their record. */
final class Attempts {
  private final Upstreams upstreams;
  private final UpstreamEvents events;
  private final RequestHead request;
  private final Client peer;
  private final Flow flow;
  private final Ticks ticks;
  private @Nullable Lease lease;
  private @Nullable Claim claim;
  private @Nullable UpstreamStream upstream;
  private boolean connecting;
  private boolean blamed;

  Attempts(
      Upstreams upstreams,
      UpstreamEvents events,
      RequestHead request,
      Client peer,
      Flow flow,
      Ticks ticks) {
    this.upstreams = upstreams;
    this.events = events;
    this.request = request;
    this.peer = peer;
    this.flow = flow;
    this.ticks = ticks;
  }

  /** Whether there was a first attempt. */
  boolean begun() {
    return flow.attempts > 0;
  }

  /** Takes a target for the first attempt; false if there is none. */
  boolean begin(Targets targets) {
    lease = targets.first(request, peer);
    return lease != null;
  }

  /** Takes another target because the last one was no good; false if there shall be none. */
  boolean moveOn(Targets targets, Failure why) {
    Lease failed = lease();
    failed.failed(why);
    blamed = true;
    Lease other = targets.next(request, peer, failed, why);
    if (other == null) {
      return false;
    }
    failed.ended();
    lease = other;
    blamed = false;
    return true;
  }

  /**
   * Asks for a connection to the target; events may come before this returns.
   *
   * @param fresh whether it must be one that has not served before
   */
  void open(boolean fresh) {
    flow.attempt = new Attempt(flow.attempt, endpoint(), sinceStart());
    int number = ++flow.attempts;
    connecting = true;
    Claim opened = upstreams.open(endpoint(), fresh, events);
    if (connecting && flow.attempts == number) {
      claim = opened;
    }
  }

  void connected(UpstreamStream stream, UpstreamFacts facts) {
    connecting = false;
    claim = stream;
    upstream = stream;
    facts.describe(current());
  }

  UpstreamStream stream() {
    return Objects.requireNonNull(upstream);
  }

  /** The head of the response has come. */
  void answered(int status) {
    Attempt attempt = current();
    if (attempt.status == 0) {
      attempt.status = status;
      attempt.firstByteNanos = sinceStart();
      lease().responded(status, attempt.firstByteNanos - attempt.startNanos);
    }
  }

  /** The head of the response is the last word, and the target may add to it. */
  void relayed(ResponseHead head) {
    answered(head.status());
    lease().relayed(head);
  }

  /** A response is not good enough: gives it up if that leads to another attempt. */
  boolean supersede(int status, Predicate<Failure> again) {
    answered(status);
    return supersede(Replies.rejected(status), again);
  }

  /** The same for an attempt from which no response comes. */
  boolean supersede(Failure why, Predicate<Failure> again) {
    Claim rejected = Objects.requireNonNull(claim);
    Attempt attempt = current();
    if (!again.test(why)) {
      return false;
    }
    ended(attempt, why);
    rejected.cancel();
    return true;
  }

  /** The attempt is over; the connection has gone its own way. */
  void settled(@Nullable Failure failure) {
    connecting = false;
    claim = null;
    upstream = null;
    if (flow.attempt != null) {
      ended(flow.attempt, failure);
    }
  }

  private void ended(Attempt attempt, @Nullable Failure failure) {
    if (attempt.endNanos == 0) {
      attempt.failure = failure;
      attempt.endNanos = sinceStart();
    }
  }

  /** The attempt is over, and what is in flight for it is given up. */
  void cancelled(@Nullable Failure failure) {
    Claim given = claim;
    settled(failure);
    if (given != null) {
      given.cancel();
    }
  }

  /** The target is not in use any more; what ended the exchange may have been its failure. */
  void close(@Nullable Failure failure) {
    if (lease != null) {
      if (failure != null && failure.kind().side() == Failure.Side.UPSTREAM && !blamed) {
        lease.failed(failure);
      }
      lease.ended();
      lease = null;
    }
  }

  Endpoint endpoint() {
    return lease().endpoint();
  }

  /** Whether the connection had served before. */
  boolean isReused() {
    return current().reused;
  }

  boolean isFirst() {
    return flow.attempts == 1;
  }

  private Attempt current() {
    return Objects.requireNonNull(flow.attempt);
  }

  private Lease lease() {
    return Objects.requireNonNull(lease);
  }

  private long sinceStart() {
    return ticks.nanos() - flow.startNanos;
  }
}

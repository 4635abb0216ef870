package dev.fairlead.engine.upstream.health;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.upstream.balance.Checkup;
import dev.fairlead.engine.upstream.balance.Health;
import dev.fairlead.engine.upstream.balance.Patient;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one target again and again, and draws the conclusions. Event loop only, but for its ends.
 */
final class Examination {
  private static final Logger LOG = LoggerFactory.getLogger(Examination.class);
  private static final long FIRST_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Prober.Place place;
  private final Patient patient;
  private @Nullable Future<?> timer;
  private @Nullable Inquiry inquiry;
  private int inARow;
  private boolean lastGood;
  private boolean stopped;

  Examination(Prober.Place place, Patient patient) {
    this.place = place;
    this.patient = patient;
  }

  Patient patient() {
    return patient;
  }

  /** Whether it does for that one, too, what is wanted. */
  boolean isOf(Patient other) {
    return patient.checkup().equals(other.checkup()) && patient.endpoint().equals(other.endpoint());
  }

  /** The first question comes soon, but not all first questions at once. Any thread. */
  void start() {
    long most = Math.min(FIRST_WITHIN_NANOS, patient.checkup().interval().toNanos());
    place.loop().execute(() -> later(ThreadLocalRandom.current().nextLong(most)));
  }

  /** Any thread. */
  void stop() {
    place
        .loop()
        .execute(() -> {
          stopped = true;
          if (timer != null) {
            timer.cancel(false);
          }
          if (inquiry != null) {
            inquiry.cancel();
          }
        });
  }

  private void later(long nanos) {
    if (!stopped) {
      timer = place.loop().schedule(this::ask, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void ask() {
    inquiry = new Inquiry(place, patient, this::answered);
    inquiry.start();
  }

  private void answered(Inquiry.Result result) {
    inquiry = null;
    switch (result) {
      case Inquiry.Result.Good(String text) -> conclude(true, text);
      case Inquiry.Result.Bad(String text) -> conclude(false, text);
      case Inquiry.Result.Unasked _ -> {}
    }
    later(pause(patient.checkup(), ThreadLocalRandom.current().nextDouble()));
  }

  /**
   * Nanoseconds to the next question.
   *
   * @param dice 0 to 1
   */
  static long pause(Checkup checkup, double dice) {
    double varied = 1 + checkup.jitter() / 100.0 * (2 * dice - 1);
    return Math.max(1, (long) (checkup.interval().toNanos() * varied));
  }

  private void conclude(boolean good, String text) {
    inARow = good == lastGood ? inARow + 1 : 1;
    lastGood = good;
    Health.State before = patient.health().state();
    Health.State now = next(before, good);
    patient.health(new Health(now, text));
    if (now != before && now == Health.State.DOWN) {
      LOG.warn("{} is down: {}", patient.url(), text);
    } else if (before == Health.State.DOWN && now == Health.State.UP) {
      LOG.info("{} is up again: {}", patient.url(), text);
    }
  }

  private Health.State next(Health.State before, boolean good) {
    if (good) {
      boolean enough = before != Health.State.DOWN || inARow >= patient.checkup().healthy();
      return enough ? Health.State.UP : Health.State.DOWN;
    }
    return inARow >= patient.checkup().unhealthy() ? Health.State.DOWN : before;
  }

  /** In words, for a failure of ours or of the target. */
  static Inquiry.Result result(Failure failure) {
    return failure.kind().side() == Failure.Side.OURS
        ? new Inquiry.Result.Unasked()
        : new Inquiry.Result.Bad(failure.message());
  }
}

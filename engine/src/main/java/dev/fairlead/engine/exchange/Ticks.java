package dev.fairlead.engine.exchange;

/** The time as the exchange may know it, so that tests can hold it still. */
public interface Ticks {
  /** The real time. */
  Ticks SYSTEM =
      new Ticks() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }
      };

  /** For differences only, as {@link System#nanoTime}. */
  long nanos();

  /** Since the epoch, UTC. */
  long millis();
}

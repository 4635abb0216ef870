package dev.fairlead.filters.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What has been taken so far, by whom. Outlives the rules: a rule of a later configuration goes on
 * where the one of the same name was. At most 37 MiB, whoever comes. Thread-safe.
 */
public final class Ledger {
  private final LongSupplier nanos;
  private final long birth;
  private final KeyHash hash = KeyHash.random();
  private final Arrivals arrivals = new Arrivals();
  private final InFlight inFlight = new InFlight();
  private final ConcurrentHashMap<String, AtomicLong> crowds = new ConcurrentHashMap<>();

  /** An empty one, for one process. */
  public Ledger() {
    this(System::nanoTime);
  }

  Ledger(LongSupplier nanos) {
    this.nanos = nanos;
    this.birth = nanos.getAsLong();
  }

  /** Bytes that the tables take just now. */
  public long bytes() {
    return arrivals.bytes();
  }

  /** Nanoseconds since some time before the beginning. */
  long now() {
    return nanos.getAsLong() - birth + 1;
  }

  KeyHash hash() {
    return hash;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  InFlight inFlight() {
    return inFlight;
  }

  /** Where keys of that rule are counted together that find no place of their own. */
  AtomicLong crowd(String rule) {
    return crowds.computeIfAbsent(rule, _ -> new AtomicLong());
  }
}

package dev.fairlead.filters.limits;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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
  private final ConcurrentHashMap<String, LongAdder> refusals = new ConcurrentHashMap<>();

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

  /** Requests that a rule of that name has refused so far. */
  public long refusals(String rule) {
    LongAdder refused = refusals.get(rule);
    return refused == null ? 0 : refused.sum();
  }

  /** The same for every rule that was ever in force. */
  public Map<String, Long> refusals() {
    Map<String, Long> sums = new TreeMap<>();
    refusals.forEach((rule, refused) -> sums.put(rule, refused.sum()));
    return sums;
  }

  /** Keys whose allowance is not whole just now, or that have exchanges; looks at every slot. */
  public long keys() {
    return arrivals.keys(now()) + inFlight.keys();
  }

  /** Counts the refusals of a rule. */
  LongAdder refused(String rule) {
    return refusals.computeIfAbsent(rule, _ -> new LongAdder());
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

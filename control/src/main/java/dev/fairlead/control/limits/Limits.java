package dev.fairlead.control.limits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the limits in force. */
public interface Limits {
  /**
   * A limit and how much of it is used.
   *
   * @param name the key that sets it, or what it is
   * @param unit {@code connections}, {@code bytes} and the like
   */
  record Limit(String name, String unit, long limit, long used) {}

  /**
   * A rule about how much somebody may do in a time.
   *
   * @param key what requests have in common that count together
   * @param rate of requests, in words
   * @param burst how many requests may come at once
   * @param bytesPerSecond in each direction
   * @param concurrent exchanges at a time
   * @param refused how often it has said no
   */
  record Rule(
      String name,
      List<String> key,
      @Nullable String rate,
      @Nullable Long burst,
      @Nullable Long bytesPerSecond,
      @Nullable Integer concurrent,
      long refused) {
    public Rule {
      key = List.copyOf(key);
    }
  }

  /** All that hold now. */
  List<Limit> all();

  /** The rules in force, in the order in which they are asked. */
  List<Rule> rules();

  /** How many keys the rules together remember. */
  long keys();
}

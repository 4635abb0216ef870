package dev.fairlead.control.limits;

import java.util.List;

/** Knows the limits in force. */
public interface Limits {
  /**
   * A limit and how much of it is used.
   *
   * @param name the key that sets it, or what it is
   * @param unit {@code connections}, {@code bytes} and the like
   */
  record Limit(String name, String unit, long limit, long used) {}

  /** All that hold now. */
  List<Limit> all();
}

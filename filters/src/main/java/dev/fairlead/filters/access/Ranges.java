package dev.fairlead.filters.access;

import dev.fairlead.engine.message.CidrSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may and who may not; a denial wins over an allowance.
 *
 * @param allow empty for everyone
 * @param deny even when allowed
 */
public record Ranges(CidrSet allow, CidrSet deny) {
  /** Everyone may. */
  public static final Ranges ALL = new Ranges(CidrSet.EMPTY, CidrSet.EMPTY);

  /**
   * Why the address (4 or 16 bytes) may not, as the end of a sentence about {@code key}, or null.
   */
  @Nullable String objection(byte[] address, String key) {
    if (deny.contains(address)) {
      return "denied by " + key + ".deny";
    }
    return allow.isEmpty() || allow.contains(address) ? null : "not in " + key + ".allow";
  }
}

package dev.fairlead.engine.upstream.balance;

/**
 * What the configuration says of one target.
 *
 * @param url its identity within the group, and its name for people
 * @param weight 1 or more: twice the weight, twice the share
 * @param backup whether it is used only when no other target is live
 * @param drained whether it gets nothing new
 * @param capacity exchanges beyond which others are preferred; {@link Integer#MAX_VALUE} for none
 */
public record TargetSpec(
    String url, Way way, int weight, boolean backup, boolean drained, int capacity) {
  /** One of which nothing is said but where it is. */
  public TargetSpec(String url, Way way) {
    this(url, way, 1, false, false, Integer.MAX_VALUE);
  }
}

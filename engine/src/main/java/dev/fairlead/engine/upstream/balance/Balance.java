package dev.fairlead.engine.upstream.balance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All groups of a process: carries what is known of targets from one configuration to the next, and
 * answers for them to the control plane. Thread-safe.
 */
public final class Balance {
  private static final long LONG_AGO = 1L << 61;

  private final Chance chance;
  private volatile Map<String, Group> inForce = Map.of();

  public Balance() {
    this(Chance.REAL);
  }

  Balance(Chance chance) {
    this.chance = chance;
  }

  /**
   * Makes a group, which is in force only once {@link #use} says so. Targets that a group of the
   * same key has now keep what is known of them; others begin slowly if there was such a group.
   *
   * @param key what makes it the same group after a reload
   * @param name for people
   */
  public Group group(String key, String name, GroupPolicy policy, List<TargetSpec> specs) {
    Map<String, Target> before = new HashMap<>();
    Group known = inForce.get(key);
    if (known != null) {
      known.leaving().forEach(target -> before.put(target.spec.url(), target));
      Stream.of(known.targets()).forEach(target -> before.put(target.spec.url(), target));
    }
    List<Target> targets = new ArrayList<>();
    for (TargetSpec spec : specs) {
      targets.add(new Target(spec, vitals(before.remove(spec.url()), known != null)));
    }
    List<Target> leaving =
        before.values().stream().filter(target -> target.vitals.active.get() > 0).toList();
    return new Group(key, name, policy, targets, leaving, chance);
  }

  private Vitals vitals(@Nullable Target before, boolean joining) {
    if (before != null) {
      return before.vitals;
    }
    return new Vitals(joining ? chance.now() : chance.now() - LONG_AGO);
  }

  /** From now on these groups are in force. */
  public void use(Collection<Group> groups) {
    Map<String, Group> next = new HashMap<>();
    groups.forEach(group -> next.put(group.key(), group));
    inForce = Map.copyOf(next);
  }

  /** All groups in force, by name. */
  public List<GroupStatus> status() {
    return inForce.values().stream()
        .map(Group::status)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /** Sends nothing new to a target until it is enabled again; false if there is no such target. */
  public boolean drain(String id) {
    Vitals vitals = find(id);
    if (vitals != null) {
      vitals.drained = true;
    }
    return vitals != null;
  }

  /** Uses a target again, whatever its answers have been; false if there is no such target. */
  public boolean enable(String id) {
    Vitals vitals = find(id);
    if (vitals != null) {
      vitals.youngSince = vitals.drained ? chance.now() : vitals.youngSince;
      vitals.drained = false;
      vitals.ejection.pardon();
    }
    return vitals != null;
  }

  private @Nullable Vitals find(String id) {
    for (Group group : inForce.values()) {
      for (Target target : group.targets()) {
        if (target.id(group.key()).equals(id)) {
          return target.vitals;
        }
      }
    }
    return null;
  }
}

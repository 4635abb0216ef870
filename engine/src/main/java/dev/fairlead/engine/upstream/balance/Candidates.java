package dev.fairlead.engine.upstream.balance;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Those targets of a group that may get one particular request. One for each thread, filled anew
 * for each choice, so that choosing allocates nothing.
 */
final class Candidates {
  private static final FastThreadLocal<Candidates> MINE =
      new FastThreadLocal<>() {
        @Override
        protected Candidates initialValue() {
          return new Candidates();
        }
      };

  private Target[] targets = new Target[8];
  private double[] shares = new double[8];
  private int size;
  private boolean even;
  private boolean panic;

  static Candidates mine() {
    return MINE.get();
  }

  /**
   * Looks for those that may get a request: live targets that have not been tried, rather such with
   * room; else backups; and if none of all is live, anyone.
   *
   * @param tried the attempts before, or null
   */
  void gather(Group group, long now, boolean idempotent, @Nullable TargetLease tried) {
    size = 0;
    even = true;
    panic = false;
    int live = 0;
    int primaries = 0;
    for (Target target : group.targets()) {
      boolean primary = !target.spec.backup() && !target.isDrained();
      primaries += primary ? 1 : 0;
      live += primary && target.isLive(now, idempotent) ? 1 : 0;
    }
    if (live > 0 && live * 100 >= primaries * group.policy().panic()) {
      addLive(group, false, now, idempotent, tried);
    }
    if (size == 0) {
      addLive(group, true, now, idempotent, tried);
    }
    boolean lost = live == 0 || live * 100 < primaries * group.policy().panic();
    if (size == 0 && lost) {
      panic = true;
      addAll(group, now, tried);
    }
  }

  private void addLive(
      Group group, boolean backup, long now, boolean idempotent, @Nullable TargetLease tried) {
    for (int pass = 0; pass < 2 && size == 0; pass++) {
      for (Target target : group.targets()) {
        if (target.spec.backup() == backup
            && target.isLive(now, idempotent)
            && (pass > 0 || !target.isFull())
            && !TargetLease.has(tried, target)) {
          add(group, target, now);
        }
      }
    }
  }

  private void addAll(Group group, long now, @Nullable TargetLease tried) {
    for (Target target : group.targets()) {
      if (!target.isDrained() && !TargetLease.has(tried, target)) {
        add(group, target, now);
      }
    }
  }

  private void add(Group group, Target target, long now) {
    if (size == targets.length) {
      targets = Arrays.copyOf(targets, size * 2);
      shares = Arrays.copyOf(shares, size * 2);
    }
    double share = group.share(target, now);
    even &= size == 0 || share == shares[0];
    targets[size] = target;
    shares[size++] = share;
  }

  int size() {
    return size;
  }

  Target get(int index) {
    return targets[index];
  }

  /** What part of the traffic is due to it, compared with the others. */
  double share(int index) {
    return shares[index];
  }

  /** Whether all shares are the same. */
  boolean isEven() {
    return even;
  }

  /** Whether none of them is known to be good. */
  boolean isPanic() {
    return panic;
  }
}

package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Targets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Targets of which any can take a request. Belongs to one configuration; what is known of the
 * targets is shared with the groups of the same name before and after it. Thread-safe.
 */
public final class Group {
  private final String key;
  private final String name;
  private final GroupPolicy policy;
  private final Target[] targets;
  private final List<Target> leaving;
  private final Strategy strategy;
  private final Chance chance;
  private final RetryBudget budget;
  private final @Nullable Breaker breaker;

  /**
   * @param key what makes it the same group after a reload
   * @param leaving targets that are not in it any more and still have exchanges
   */
  Group(
      String key,
      String name,
      GroupPolicy policy,
      List<Target> targets,
      List<Target> leaving,
      Chance chance) {
    this.key = key;
    this.name = name;
    this.policy = policy;
    this.targets = targets.toArray(Target[]::new);
    this.leaving = List.copyOf(leaving);
    this.strategy = Strategy.of(policy, chance);
    this.chance = chance;
    this.budget = new RetryBudget(policy.retries());
    this.breaker = policy.breaker() == null ? null : new Breaker(policy.breaker());
  }

  /** Its backends, for exchanges of that kind. */
  public Targets backends(Endpoint.Use use) {
    return new GroupTargets(this, use, null, null);
  }

  /**
   * Its gateways, for one destination.
   *
   * @param destination as it would be reached directly
   * @param orDirect whether an unreachable gateway means going there directly
   */
  public Targets gateways(Endpoint destination, boolean orDirect) {
    return new GroupTargets(this, destination.use(), destination, orDirect ? destination : null);
  }

  /* ---------------- Choosing ---------------- */

  @Nullable TargetLease first(GroupTargets view, RequestHead request, Client client) {
    long now = chance.now();
    Breaker.Leave leave = breaker == null ? Breaker.Leave.GO : breaker.ask(now);
    if (leave == Breaker.Leave.STOP) {
      return null;
    }
    if (retries()) {
      budget.requested(now);
    }
    boolean trial = leave == Breaker.Leave.TRY;
    TargetLease lease = lease(view, request, client, null, trial, now);
    if (lease == null) {
      untried(trial);
    }
    return lease;
  }

  @Nullable Target likely(RequestHead request, Client client) {
    long now = chance.now();
    boolean open = breaker != null && breaker.state(now).equals("open");
    return open ? null : choose(Candidates.mine(), request, client, null, now);
  }

  @Nullable TargetLease next(
      GroupTargets view, RequestHead request, Client client, TargetLease failed, Failure why) {
    if (!retries()
        || failed.count() > policy.retries().attempts()
        || !failed.target().spec.way().isBetterElsewhere(why)) {
      return null;
    }
    long now = chance.now();
    Candidates candidates = Candidates.mine();
    candidates.gather(this, now, request.method().idempotent(), failed);
    if (candidates.size() == 0 || !budget.take(now)) {
      return null;
    }
    TargetLease lease = lease(view, request, client, failed, false, now);
    if (lease != null) {
      lease.target().vitals.retries.increment();
    }
    return lease;
  }

  /** Whether there can be a second attempt at all. */
  boolean retries() {
    return policy.retries().attempts() > 0 && targets.length > 1;
  }

  private @Nullable TargetLease lease(
      GroupTargets view,
      RequestHead request,
      Client client,
      @Nullable TargetLease previous,
      boolean breakersTrial,
      long now) {
    Candidates candidates = Candidates.mine();
    // Somebody else may try a half-open target first; then there is one candidate less.
    for (int left = targets.length; left >= 0; left--) {
      Target chosen = choose(candidates, request, client, previous, now);
      if (chosen == null) {
        return null;
      }
      boolean in = chosen.vitals.ejection.isIn();
      boolean trial = !in && chosen.vitals.ejection.tries();
      if (in || trial || candidates.isPanic()) {
        Endpoint endpoint = view.endpoint(chosen);
        String cookie = cookie(chosen, request);
        return new TargetLease(this, chosen, endpoint, previous, trial, breakersTrial, cookie, now);
      }
    }
    return null;
  }

  private @Nullable Target choose(
      Candidates candidates,
      RequestHead request,
      Client client,
      @Nullable TargetLease previous,
      long now) {
    if (policy.sticky() != null && previous == null) {
      Target known = known(Cookies.find(request.headers(), policy.sticky().cookie()));
      if (known != null && known.isLive(now, request.method().idempotent())) {
        return known;
      }
    }
    candidates.gather(this, now, request.method().idempotent(), previous);
    return candidates.size() == 0 ? null : strategy.choose(candidates, request, client);
  }

  /** What the client must keep to come back to a target, unless it knows. */
  private @Nullable String cookie(Target chosen, RequestHead request) {
    Sticky sticky = policy.sticky();
    if (sticky == null) {
      return null;
    }
    String token = chosen.token();
    return token.equals(Cookies.find(request.headers(), sticky.cookie()))
        ? null
        : sticky.setCookie(token);
  }

  private @Nullable Target known(@Nullable String token) {
    if (token != null) {
      for (Target target : targets) {
        if (target.token().equals(token)) {
          return target;
        }
      }
    }
    return null;
  }

  /** Its weight, where weights count, less while it starts slowly. */
  double share(Target target, long now) {
    double weight = policy.sharing() == GroupPolicy.Sharing.ROUND_ROBIN ? 1 : target.spec.weight();
    return policy.slowStart().isZero()
        ? weight
        : weight * target.share(now, policy.slowStart().toNanos());
  }

  /* ---------------- Learning ---------------- */

  /** Backends are judged by their statuses; what comes through a gateway is not the gateway's. */
  boolean isBad(Target target, int status) {
    return target.spec.way() instanceof Way.Backend
        && StatusRange.contains(policy.outliers().statuses(), status);
  }

  void judge(Target target, boolean good, boolean trial, long now) {
    Ejection ejection = target.vitals.ejection;
    if (good) {
      ejection.good();
      if (trial) {
        ejection.recovered(now);
        target.vitals.youngSince = now;
      }
    } else if (trial || (ejection.isIn() && ejection.bad(policy.outliers()) && mayEject())) {
      ejection.eject(policy.outliers(), now);
    }
  }

  private boolean mayEject() {
    int out = 0;
    for (Target target : targets) {
      out += target.vitals.ejection.isIn() ? 0 : 1;
    }
    return targets.length > 1
        && out < Math.max(1, targets.length * policy.outliers().share() / 100);
  }

  void attemptEnded(boolean good, boolean trial, long now) {
    if (breaker != null) {
      breaker.ended(good, trial, now);
    }
  }

  void untried(boolean trial) {
    if (breaker != null && trial) {
      breaker.untried();
    }
  }

  long now() {
    return chance.now();
  }

  /* ---------------- What it is ---------------- */

  String key() {
    return key;
  }

  public String name() {
    return name;
  }

  GroupPolicy policy() {
    return policy;
  }

  Target[] targets() {
    return targets;
  }

  List<Target> leaving() {
    return leaving;
  }

  /** Those of its targets whose health is watched. */
  public List<Patient> patients() {
    Checkup checkup = policy.checkup();
    return checkup == null
        ? List.of()
        : Stream.of(targets).map(target -> new Patient(this, target, checkup)).toList();
  }

  /** How it shares out, and among whom. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Target target : targets) {
      TargetSpec spec = target.spec;
      text.append(text.isEmpty() ? "" : ", ").append(spec.url());
      text.append(spec.weight() == 1 ? "" : " (weight " + spec.weight() + ")");
      text.append(spec.backup() ? " (backup)" : "").append(spec.drained() ? " (drained)" : "");
    }
    String sharing = policy.sharing().name().toLowerCase(Locale.ROOT);
    return targets.length == 1 ? text.toString() : sharing + " among " + text;
  }

  /** What can be seen of it now. */
  public GroupStatus status() {
    return GroupStatus.of(this, breaker, budget, chance.now());
  }
}

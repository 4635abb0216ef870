package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Targets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group as one route sees it.
 *
 * @param destination what lies behind the gateways of the group; null if it has backends
 * @param fallback where to go when no gateway can be reached, or null
 */
record GroupTargets(
    Group group, Endpoint.Use use, @Nullable Endpoint destination, @Nullable Endpoint fallback)
    implements Targets {
  @Override
  public @Nullable Lease first(RequestHead request, Client client) {
    return group.first(this, request, client);
  }

  @Override
  public @Nullable Lease next(RequestHead request, Client client, Lease failed, Failure why) {
    if (!(failed instanceof TargetLease last)) {
      return null;
    }
    Lease other = group.next(this, request, client, last, why);
    return other == null && fallback != null && why.kind() == Failure.Kind.GATEWAY_UNREACHABLE
        ? new OneTarget(fallback)
        : other;
  }

  @Override
  public @Nullable Endpoint likely(RequestHead request, Client client) {
    Target target = group.likely(request, client);
    return target == null ? null : endpoint(target);
  }

  /** Where a target is. */
  Endpoint endpoint(Target target) {
    return switch (target.spec.way()) {
      case Way.Backend backend ->
          use == Endpoint.Use.HTTP_1 ? backend.upgrades() : backend.exchanges();
      case Way.Through through -> Objects.requireNonNull(destination).through(through.gateway());
    };
  }

  @Override
  public boolean rejects(int status) {
    return group.retries() && StatusRange.contains(group.policy().retries().statuses(), status);
  }

  @Override
  public long replayLimit() {
    return group.retries() ? group.policy().retries().replay() : 0;
  }

  @Override
  public Failure unavailable() {
    return new Failure(
        Failure.Kind.NO_TARGET,
        group.name()
            + ": every target is drained, or the circuit breaker is open after too many failures");
  }

  /** A target that was taken out of the group keeps the tunnels it has. */
  @Override
  public boolean leadTo(Endpoint endpoint) {
    if (endpoint.equals(fallback)) {
      return true;
    }
    for (Target target : group.targets()) {
      if (endpoint(target).equals(endpoint)) {
        return true;
      }
    }
    return group.leaving().stream().anyMatch(target -> endpoint(target).equals(endpoint));
  }

  @Override
  public String toString() {
    return group + (fallback == null ? "" : ", else " + fallback);
  }
}

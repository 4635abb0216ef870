package dev.fairlead.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * A single endpoint.
 *
 * @param fallback another one for when the gateway of the first cannot be reached, or null
 */
public record OneTarget(Endpoint endpoint, @Nullable Endpoint fallback) implements Targets, Lease {
  public OneTarget(Endpoint endpoint) {
    this(endpoint, null);
  }

  @Override
  public Lease first(RequestHead request, Client client) {
    return this;
  }

  @Override
  public @Nullable Lease next(RequestHead request, Client client, Lease failed, Failure why) {
    return failed.equals(this)
            && fallback != null
            && why.kind() == Failure.Kind.GATEWAY_UNREACHABLE
            && !fallback.equals(endpoint)
        ? new OneTarget(fallback)
        : null;
  }

  @Override
  public Endpoint likely(RequestHead request, Client client) {
    return endpoint;
  }

  @Override
  public boolean leadTo(Endpoint other) {
    return other.equals(endpoint) || other.equals(fallback);
  }

  @Override
  public String toString() {
    return endpoint + (fallback == null ? "" : ", else " + fallback);
  }
}

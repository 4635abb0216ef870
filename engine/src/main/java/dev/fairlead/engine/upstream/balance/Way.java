package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Gateway;

/** What a target is: a backend that answers, or a gateway through which others are reached. */
public sealed interface Way {
  /**
   * A backend.
   *
   * @param exchanges the usual kind of connection to it
   * @param upgrades the kind that may leave HTTP
   */
  record Backend(Endpoint exchanges, Endpoint upgrades) implements Way {
    public Backend(Endpoint exchanges) {
      this(exchanges, exchanges.forUse(Endpoint.Use.HTTP_1));
    }
  }

  /** An upstream proxy; where to is said by each request. */
  record Through(Gateway gateway) implements Way {}

  /** Whether it is this target that is to blame, and not whoever is behind it. */
  default boolean isBlamedFor(Failure failure) {
    return switch (this) {
      case Backend _ ->
          failure.kind().side() == Failure.Side.UPSTREAM
              && failure.kind() != Failure.Kind.UPGRADE_FAILED;
      case Through _ -> failure.kind() == Failure.Kind.GATEWAY_UNREACHABLE;
    };
  }

  /** Whether another target may do better. */
  default boolean isBetterElsewhere(Failure failure) {
    Failure.Kind kind = failure.kind();
    boolean certain = this instanceof Through && kind == Failure.Kind.TLS_CERTIFICATE;
    return kind == Failure.Kind.OVERLOADED || (kind.side() == Failure.Side.UPSTREAM && !certain);
  }
}

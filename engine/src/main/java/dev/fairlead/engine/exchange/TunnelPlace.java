package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the rules that hold now would still send a tunnel where it goes. A tunnel whose route has
 * changed by a reload may stay for a grace, so that its client can finish.
 */
final class TunnelPlace {
  private static final long GRACE_NANOS = 5_000_000_000L;

  private final Supplier<Policy> rules;
  private final RequestHead request;
  private final Client who;
  private final Endpoint endpoint;
  private Policy judgedBy;
  private boolean moved;
  private long movedSince;

  /**
   * @param begunUnder the rules that put the tunnel where it is
   */
  TunnelPlace(
      Supplier<Policy> rules,
      Policy begunUnder,
      RequestHead request,
      Client who,
      Endpoint endpoint) {
    this.rules = rules;
    this.judgedBy = begunUnder;
    this.request = request;
    this.who = who;
    this.endpoint = endpoint;
  }

  /** Why the tunnel may stay no longer, or null. */
  @Nullable Failure late(long now) {
    Policy current = rules.get();
    if (!current.equals(judgedBy)) {
      judgedBy = current;
      boolean before = moved;
      moved = !leadsHere(current.router().route(asAsked(), who));
      movedSince = before ? movedSince : now;
    }
    return moved && now - movedSince > GRACE_NANOS
        ? new Failure(Failure.Kind.DRAINING, "the route of this tunnel's host has changed")
        : null;
  }

  private boolean leadsHere(Route route) {
    return route instanceof Route.Forward forward && forward.targets().leadTo(endpoint);
  }

  /** The head without our own {@code Via}, which would now look like a loop. */
  private RequestHead asAsked() {
    Headers fields = request.headers().copy();
    fields.remove(FieldName.VIA);
    return new RequestHead(
        request.method(),
        request.form(),
        request.scheme(),
        request.authority(),
        request.path(),
        request.version(),
        fields,
        request.bodyLength(),
        request.protocol());
  }
}

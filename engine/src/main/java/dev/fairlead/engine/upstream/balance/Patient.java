package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.balance.Checkup.Question;

/** A target whose health is watched. */
public final class Patient {
  private final Group group;
  private final Target target;
  private final Checkup checkup;
  private final Endpoint endpoint;

  Patient(Group group, Target target, Checkup checkup) {
    this.group = group;
    this.target = target;
    this.checkup = checkup;
    this.endpoint =
        switch (target.spec.way()) {
          case Way.Backend backend -> place(checkup.question(), backend.exchanges());
          case Way.Through through -> place(checkup.question(), through.gateway());
        };
  }

  private static Endpoint place(Question question, Endpoint backend) {
    return question instanceof Question.Get ? backend : bare(backend.host(), backend.port());
  }

  private static Endpoint place(Question question, Gateway gateway) {
    return question instanceof Question.Get get && get.authority() != null
        ? behind(gateway, get.authority(), get.tls())
        : bare(gateway.host(), gateway.port());
  }

  private static Endpoint behind(Gateway gateway, Authority authority, boolean tls) {
    int port = authority.portOr(tls ? 443 : 80);
    return new Endpoint(authority.host(), port, tls, gateway, Endpoint.Use.HTTP, true);
  }

  private static Endpoint bare(Host host, int port) {
    return new Endpoint(host, port, false, null, Endpoint.Use.TUNNEL, true);
  }

  /** The same for the same target after a reload. */
  public String id() {
    return target.id(group.key());
  }

  public String url() {
    return target.spec.url();
  }

  public Checkup checkup() {
    return checkup;
  }

  /** Where the question goes. */
  public Endpoint endpoint() {
    return endpoint;
  }

  public Health health() {
    return target.vitals.health;
  }

  /** What has been found out; one who comes back begins slowly. */
  public void health(Health found) {
    Health before = target.vitals.health;
    if (before.state() == Health.State.DOWN && found.state() != Health.State.DOWN) {
      target.vitals.youngSince = group.now();
    }
    target.vitals.health = found;
  }
}

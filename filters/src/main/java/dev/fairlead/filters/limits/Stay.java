package dev.fairlead.filters.limits;

import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.ResponseHead;
import java.util.ArrayList;
import java.util.List;

/**
 * What limits know of one exchange: the places that it gives back when it is over, and what its
 * response says of the quotas (draft-ietf-httpapi-ratelimit-headers, version 08 and later).
 */
final class Stay implements Observer {
  private static final FieldName POLICY = FieldName.of("RateLimit-Policy");
  private static final FieldName STATE = FieldName.of("RateLimit");

  /** A place among the concurrent exchanges of a key. */
  private record Place(Limit limit, long key) {}

  /** A limit and the credit that it left. */
  private record Taken(Limit limit, long credit) {}

  private final List<Place> places = new ArrayList<>(1);
  private final List<Taken> taken = new ArrayList<>(2);
  private boolean tells;

  /**
   * @param tells whether a response is told of the quotas; a refusal is in any case
   */
  Stay(boolean tells) {
    this.tells = tells;
  }

  void entered(Limit limit, long key) {
    places.add(new Place(limit, key));
  }

  void took(Limit limit, long credit) {
    taken.add(new Taken(limit, credit));
  }

  void refused(Limit limit, long credit) {
    took(limit, credit);
    tells = true;
  }

  @Override
  public void response(ResponseHead head) {
    if (!tells || taken.isEmpty()) {
      return;
    }
    StringBuilder policies = new StringBuilder();
    StringBuilder states = new StringBuilder();
    for (Taken each : taken) {
      policies.append(policies.isEmpty() ? "" : ", ").append(each.limit.policy());
      states.append(states.isEmpty() ? "" : ", ").append(each.limit.state(each.credit));
    }
    head.headers().add(POLICY, policies);
    head.headers().add(STATE, states);
  }

  @Override
  public void ended(Flow flow) {
    places.forEach(place -> place.limit.leave(place.key));
    places.clear();
  }
}

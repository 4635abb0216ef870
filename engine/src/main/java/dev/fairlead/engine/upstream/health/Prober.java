package dev.fairlead.engine.upstream.health;

import dev.fairlead.engine.exchange.Upstreams;
import dev.fairlead.engine.upstream.balance.Group;
import dev.fairlead.engine.upstream.balance.Health;
import dev.fairlead.engine.upstream.balance.Patient;
import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches the health of the targets of one configuration after the other. Thread-safe. */
public final class Prober {
  private final List<Place> places;
  private Map<String, Examination> running = Map.of();

  /** Where questions can be asked from: a loop and its connections. */
  public record Place(EventLoop loop, Upstreams upstreams) {}

  public Prober(List<Place> places) {
    this.places = List.copyOf(places);
  }

  /** Watches these groups and no others from now on; what does not change goes on undisturbed. */
  public synchronized void use(Collection<Group> groups) {
    Map<String, Examination> next = new HashMap<>();
    for (Group group : groups) {
      for (Patient patient : group.patients()) {
        Examination known = running.get(patient.id());
        boolean same = known != null && known.isOf(patient);
        next.put(patient.id(), same ? known : examination(patient));
      }
    }
    Map<String, Examination> before = running;
    running = next;
    before.forEach((id, examination) -> stopUnless(next.get(id), examination));
    next.forEach((id, examination) -> startUnless(before.get(id), examination));
  }

  private static void stopUnless(@Nullable Examination now, Examination before) {
    if (now != before) {
      before.stop();
      if (now == null) {
        // Nobody looks any more, so nothing is known.
        before.patient().health(new Health(Health.State.UNKNOWN, ""));
      }
    }
  }

  private static void startUnless(@Nullable Examination before, Examination now) {
    if (now != before) {
      now.start();
    }
  }

  private Examination examination(Patient patient) {
    Place place = places.get(Math.floorMod(patient.id().hashCode(), places.size()));
    return new Examination(place, patient);
  }
}

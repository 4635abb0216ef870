package dev.fairlead.app;

import dev.fairlead.control.health.Vitals;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.RequestHead;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The health endpoints: alive, ready for traffic, started. Thread-safe. */
public final class Health implements Vitals {
  private static final FieldName CACHE_CONTROL = FieldName.of("Cache-Control");

  private enum State {
    STARTING,
    READY,
    DRAINING
  }

  private volatile State state = State.STARTING;
  private volatile Map<String, BooleanSupplier> needs = Map.of();

  /**
   * Everything has been started.
   *
   * @param needs what must hold for traffic to be welcome, by the word that is said where it does
   *     not; asked on event loops, so it must not wait
   */
  void open(Map<String, BooleanSupplier> needs) {
    this.needs = new TreeMap<>(needs);
    state = State.READY;
  }

  void drain() {
    state = State.DRAINING;
  }

  @Override
  public boolean started() {
    return state != State.STARTING;
  }

  @Override
  public boolean ready() {
    return state().equals("ready");
  }

  @Override
  public String state() {
    State now = state;
    if (now == State.READY) {
      for (Map.Entry<String, BooleanSupplier> need : needs.entrySet()) {
        if (!need.getValue().getAsBoolean()) {
          return need.getKey();
        }
      }
    }
    return now.name().toLowerCase(Locale.ROOT);
  }

  Map<String, Function<RequestHead, Answer>> services() {
    return Map.of(
        "/health", _ -> answer(ready()),
        "/health/liveness", _ -> answer(true),
        "/health/readiness", _ -> answer(ready()),
        "/health/startup", _ -> answer(started()));
  }

  private Answer answer(boolean good) {
    String body =
        "{\"status\":\"%s\",\"state\":\"%s\"}\n".formatted(good ? "ok" : "unavailable", state());
    Answer answer = Answer.of(good ? 200 : 503, "application/json", body);
    answer.headers().add(CACHE_CONTROL, "no-store");
    return answer;
  }
}

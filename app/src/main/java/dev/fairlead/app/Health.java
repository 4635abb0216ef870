package dev.fairlead.app;

import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.RequestHead;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The health endpoints: alive, ready for traffic, started. Thread-safe. */
public final class Health {
  private static final FieldName CACHE_CONTROL = FieldName.of("Cache-Control");

  private enum State {
    STARTING,
    READY,
    DRAINING
  }

  private volatile State state = State.STARTING;

  void ready() {
    state = State.READY;
  }

  void draining() {
    state = State.DRAINING;
  }

  Map<String, Function<RequestHead, Answer>> services() {
    return Map.of(
        "/health", _ -> answer(state == State.READY),
        "/health/liveness", _ -> answer(true),
        "/health/readiness", _ -> answer(state == State.READY),
        "/health/startup", _ -> answer(state != State.STARTING));
  }

  private Answer answer(boolean good) {
    String body =
        "{\"status\":\"%s\",\"state\":\"%s\"}\n"
            .formatted(good ? "ok" : "unavailable", state.name().toLowerCase(Locale.ROOT));
    Answer answer = Answer.of(good ? 200 : 503, "application/json", body);
    answer.headers().add(CACHE_CONTROL, "no-store");
    return answer;
  }
}

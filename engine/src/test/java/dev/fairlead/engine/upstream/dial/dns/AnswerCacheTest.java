package dev.fairlead.engine.upstream.dial.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCacheTest {
  private static final Question QUESTION = new Question("shop.example", false);
  private static final List<InetAddress> ADDRESS = List.of(InetAddress.ofLiteral("192.0.2.1"));
  private long now = Long.MAX_VALUE - 5;
  private final AnswerCache cache = new AnswerCache(settings(), () -> now);

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 2", "2, 2", "30, 30", "60, 60", "61, 60", "4294967295, 60"})
  void anAnswerLivesAsLongAsItSaysWithinBounds(long ttl, long seconds) {
    cache.put(QUESTION, new Outcome.Found(ADDRESS, ttl));
    pass(Duration.ofSeconds(seconds).minusNanos(1));
    assertThat(cache.get(QUESTION)).isNotNull();
    pass(Duration.ofNanos(1));
    assertThat(cache.get(QUESTION)).isNull();
    assertThat(cache.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "5, 5", "3600, 10"})
  void aDenialLivesShorter(long ttl, long seconds) {
    cache.put(QUESTION, new Outcome.Absent(ttl));
    pass(Duration.ofSeconds(seconds).minusNanos(1));
    assertThat(cache.get(QUESTION)).isNotNull();
    pass(Duration.ofNanos(1));
    assertThat(cache.get(QUESTION)).isNull();
  }

  @Test
  void aFailureIsNotKept() {
    cache.put(QUESTION, new Outcome.Failed(new Failure(Failure.Kind.DNS_TIMEOUT, "late")));

    assertThat(cache.get(QUESTION)).isNull();
  }

  @Test
  void theFamiliesAreKeptApart() {
    cache.put(QUESTION, new Outcome.Found(ADDRESS, 60));

    assertThat(cache.get(new Question("shop.example", true))).isNull();
  }

  @Test
  void theLeastRecentlyUsedGoesWhenItIsFull() {
    for (int i = 0; i < 3; i++) {
      cache.put(new Question("a" + i, false), new Outcome.Found(ADDRESS, 60));
    }
    assertThat(cache.get(new Question("a0", false))).isNotNull();
    cache.put(new Question("a3", false), new Outcome.Found(ADDRESS, 60));

    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.get(new Question("a0", false))).isNotNull();
    assertThat(cache.get(new Question("a1", false))).isNull();
  }

  private void pass(Duration time) {
    now += TimeUnit.NANOSECONDS.convert(time);
  }

  private static ResolverSettings settings() {
    return new ResolverSettings(
        Map.of(),
        List.of(),
        Path.of("none"),
        Path.of("none"),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        3);
  }
}

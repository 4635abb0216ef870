package dev.fairlead.engine.upstream.balance;

import static dev.fairlead.engine.upstream.balance.Stage.get;
import static dev.fairlead.engine.upstream.balance.Stage.good;
import static dev.fairlead.engine.upstream.balance.Stage.name;
import static dev.fairlead.engine.upstream.balance.Stage.order;
import static dev.fairlead.engine.upstream.balance.Stage.spread;
import static dev.fairlead.engine.upstream.balance.Stage.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.upstream.balance.GroupPolicy.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who gets a request when all are well. */
final class StrategyTest {
  private final Stage stage = new Stage();

  @Test
  void equalsTakeStrictTurns() {
    for (Sharing sharing : List.of(Sharing.ROUND_ROBIN, Sharing.WEIGHTED)) {
      stage.sharing = sharing;
      assertThat(order(stage.group("a", "b", "c"), 7))
          .containsExactly("a", "b", "c", "a", "b", "c", "a");
    }
  }

  @Test
  void roundRobinIgnoresWeights() {
    stage.sharing = Sharing.ROUND_ROBIN;
    assertThat(spread(stage.group(weighing("a", 9), weighing("b", 1)), 100))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", 50, "b", 50));
  }

  @Test
  void weightsAreKeptWithinAFewRequestsHoweverShortTheRun() {
    Group group = stage.group(weighing("a", 5), weighing("b", 3), weighing("c", 2));
    Map<String, Integer> counts = new HashMap<>();
    for (int n = 1; n <= 5000; n++) {
      counts.merge(good(group), 1, Integer::sum);
      assertThat((double) counts.getOrDefault("a", 0)).isCloseTo(n * 0.5, within(4.0));
      assertThat((double) counts.getOrDefault("b", 0)).isCloseTo(n * 0.3, within(4.0));
      assertThat((double) counts.getOrDefault("c", 0)).isCloseTo(n * 0.2, within(4.0));
    }
  }

  @Test
  void aSmallWeightIsNotStarved() {
    Map<String, Integer> counts =
        spread(stage.group(weighing("big", 1000), weighing("small", 1)), 20_020);
    assertThat(counts.get("small")).isBetween(16, 24);
  }

  @Test
  void turnsAreExactWhenManyThreadsTakeThem() throws InterruptedException {
    Group group = stage.group("a", "b", "c", "d");
    Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 1000; n++) {
                  counts.computeIfAbsent(good(group), _ -> new AtomicInteger()).incrementAndGet();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(counts.values()).extracting(AtomicInteger::get).containsOnly(1000);
    assertThat(group.status().targets()).allMatch(target -> target.active() == 0);
  }

  @Test
  void fewestConnectionsForItsWeightGetsTheNext() {
    stage.sharing = Sharing.LEAST_CONNECTIONS;
    Group group = stage.group(weighing("a", 1), weighing("b", 3));
    Map<String, Integer> held = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      held.merge(name(Stage.first(group)), 1, Integer::sum);
    }
    assertThat(held).containsEntry("a", 10).containsEntry("b", 30);
  }

  @Test
  void idleEqualsTakeTurnsUnderLeastConnections() {
    stage.sharing = Sharing.LEAST_CONNECTIONS;
    assertThat(spread(stage.group("a", "b", "c"), 30).values()).containsOnly(10);
  }

  @Test
  void theFasterOfTwoDrawnIsTaken() {
    stage.sharing = Sharing.POWER_OF_TWO;
    Group group = stage.group("slow", "fast", "other");
    for (int i = 0; i < 300; i++) {
      Lease lease = Stage.first(group);
      lease.responded(200, name(lease).equals("slow") ? 90_000_000 : 1_000_000);
      lease.ended();
    }
    Map<String, Integer> counts = spread(group, 900);
    assertThat(counts.getOrDefault("slow", 0)).isLessThan(20);
    assertThat(counts.get("fast")).isBetween(250, 650);
  }

  @Test
  void aSlowTargetIsTriedAgainOnceItsTimeFades() {
    stage.sharing = Sharing.POWER_OF_TWO;
    Group group = stage.group("slow", "fast");
    for (int i = 0; i < 50; i++) {
      Lease lease = Stage.first(group);
      lease.responded(200, name(lease).equals("slow") ? 90_000_000 : 1_000_000);
      lease.ended();
    }
    boolean again = false;
    for (int second = 0; second < 120 && !again; second++) {
      stage.pass(Duration.ofSeconds(1));
      again = good(group).equals("slow");
    }
    assertThat(again).isTrue();
  }

  @Test
  void busyTargetsAreAvoidedBeforeAnyHasAnswered() {
    stage.sharing = Sharing.POWER_OF_TWO;
    Group group = stage.group("a", "b");
    Lease one = Stage.first(group);
    for (int i = 0; i < 10; i++) {
      Lease other = Stage.first(group);
      assertThat(name(other)).isNotEqualTo(name(one));
      other.ended();
    }
  }

  @Test
  void aKeyStaysWithItsTarget() {
    hashing(new HashKey.ByHeader(FieldName.of("X-User")));
    Group group = stage.group("a", "b", "c");
    for (int user = 0; user < 100; user++) {
      String first = good(group, get("X-User", "u" + user));
      assertThat(good(group, get("x-user", "u" + user))).isEqualTo(first);
    }
  }

  @Test
  void keysSpreadEvenlyAndByWeight() {
    hashing(new HashKey.ByHeader(FieldName.of("X-User")));
    assertThat(byUser(stage.group("a", "b", "c", "d"), 4000).values())
        .allSatisfy(count -> assertThat(count).isBetween(880, 1120));
    Map<String, Integer> weighted = byUser(stage.group(weighing("a", 3), weighing("b", 1)), 4000);
    assertThat(weighted.get("a")).isBetween(2880, 3120);
  }

  @Test
  void onlyTheKeysOfATargetThatGoesMove() {
    hashing(new HashKey.ByCookie("sid"));
    Group before = stage.group("a", "b", "c");
    Group after = stage.group("a", "c");
    int moved = 0;
    for (int i = 0; i < 1000; i++) {
      String cookies = "x=1; sid=s" + i + "; y=2";
      String owner = good(before, get("Cookie", cookies));
      String heir = good(after, get("Cookie", cookies));
      moved += owner.equals("b") ? 1 : 0;
      assertThat(owner.equals("b") || owner.equals(heir)).isTrue();
    }
    assertThat(moved).isBetween(280, 390);
  }

  @Test
  void withoutAKeyRequestsTakeTurns() {
    hashing(new HashKey.ByCookie("sid"));
    assertThat(order(stage.group("a", "b"), 4)).containsExactly("a", "b", "a", "b");
  }

  @Test
  void aClientsAddressIsAKeyToo() {
    hashing(new HashKey.ByClient());
    Group group = stage.group("a", "b", "c");
    Map<String, String> owners = new HashMap<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i < 50; i++) {
        String address = "192.0.2." + i;
        Lease lease = Stage.backends(group).first(get(), Stage.client(address));
        String known = owners.putIfAbsent(address, name(lease));
        assertThat(name(lease)).isEqualTo(known == null ? name(lease) : known);
      }
    }
    assertThat(owners.values()).contains("a", "b", "c");
  }

  private void hashing(HashKey key) {
    stage.sharing = Sharing.HASH;
    stage.key = key;
  }

  private static Map<String, Integer> byUser(Group group, int users) {
    Map<String, Integer> counts = new HashMap<>();
    for (int user = 0; user < users; user++) {
      counts.merge(good(group, get("X-User", "user-" + user)), 1, Integer::sum);
    }
    return counts;
  }
}

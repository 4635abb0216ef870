package dev.fairlead.filters.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RollTest {
  private static final int ROUNDS = 5_000;

  private static Secret derived(int rounds, String password) {
    byte[] salt = "saltsaltsaltsalt".getBytes(StandardCharsets.US_ASCII);
    Base64.Encoder base64 = Base64.getEncoder();
    return Secret.parse(
        "pbkdf2-sha256$%d$%s$%s"
            .formatted(
                rounds,
                base64.encodeToString(salt),
                base64.encodeToString(Derived.derive(password, salt, rounds, 32))));
  }

  private final AtomicInteger idled = new AtomicInteger();
  private final Secret slow = derived(ROUNDS, "right");
  private final Secret quick = derived(1000, "right");
  private final Roll roll =
      new Roll(
          List.of(
              new Credential("slow", false, slow),
              new Credential("quick", false, quick),
              new Credential("plain", false, Secret.of("right"))),
          (rounds, _) -> idled.addAndGet(rounds));

  private int idledFor(String user, String password) {
    idled.set(0);
    roll.verify(new Presented(false, user, password));
    return idled.get();
  }

  @Test
  void aWrongPasswordCostsTheSameWhoeverIsNamed() {
    assertThat(slow.rounds() + idledFor("slow", "wrong")).isEqualTo(ROUNDS);
    assertThat(quick.rounds() + idledFor("quick", "wrong")).isEqualTo(ROUNDS);
    assertThat(idledFor("plain", "wrong")).isEqualTo(ROUNDS);
    assertThat(idledFor("nobody", "wrong")).isEqualTo(ROUNDS);
    assertThat(idledFor("nobody", "")).isEqualTo(ROUNDS);
  }

  @Test
  void idlingTakesTimeAndTheRightPasswordNone() {
    long before = System.nanoTime();
    Derived.idle(200_000, "x");
    assertThat(System.nanoTime() - before).isGreaterThan(5_000_000);
    assertThat(idledFor("quick", "right")).isZero();
  }

  @Test
  void everybodyIsKnownByTheRightPasswordOnly() {
    for (String user : new String[] {"slow", "quick", "plain"}) {
      Credential found = roll.verify(new Presented(false, user, "right"));
      assertThat(found).extracting(Credential::name).isEqualTo(user);
    }
    assertThat(roll.verify(new Presented(false, "nobody", "right"))).isNull();
    assertThat(roll.verify(new Presented(false, "nobody", ""))).isNull();
    assertThat(roll.verify(new Presented(true, "", "right"))).isNull();
  }

  @Test
  void onlySlowSecretsAreSlow() {
    Presented password = new Presented(false, "nobody", "x");
    Presented token = new Presented(true, "", "x");
    assertThat(roll.isSlow(password)).isTrue();
    assertThat(roll.isSlow(token)).isFalse();
    assertThat(new Roll(List.of()).isSlow(password)).isFalse();
  }
}

package dev.fairlead.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Numbers for texts. */
final class KeyHashTest {
  private final KeyHash hash = new KeyHash(3, 4);

  @Test
  void equalTextsAgreeAndOthersDiffer() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      seen.add(hash.text(0, "client " + i));
    }
    assertThat(seen).hasSize(100_000);
    assertThat(hash.text(0, "client 17")).isEqualTo(hash.text(0, "xclient 17y", 1, 10));
  }

  @Test
  void zerosAtTheEndCount() {
    Set<Long> seen = new HashSet<>();
    for (int length = 0; length < 20; length++) {
      seen.add(hash.text(0, "\0".repeat(length)));
    }
    assertThat(seen).hasSize(20);
  }

  @Test
  void partsAreNotMistakenForEachOther() {
    long ab = hash.text(hash.text(0, "a"), "b");
    assertThat(ab).isNotEqualTo(hash.text(0, "ab"));
    assertThat(ab).isNotEqualTo(hash.text(hash.text(0, "b"), "a"));
  }

  @Test
  void anotherSecretGivesOtherNumbers() {
    assertThat(hash.text(0, "secret key")).isNotEqualTo(new KeyHash(3, 5).text(0, "secret key"));
    assertThat(KeyHash.random().text(0, "x")).isNotEqualTo(KeyHash.random().text(0, "x"));
  }
}

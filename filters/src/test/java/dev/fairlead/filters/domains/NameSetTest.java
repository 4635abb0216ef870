package dev.fairlead.filters.domains;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of hashes: what it keeps apart, and what it costs. */
final class NameSetTest {
  @Test
  void hashesThatWantTheSameSlotAreKeptApart() {
    NameSet.Builder builder = new NameSet.Builder();
    for (long i = 0; i < 500; i++) {
      builder.add(0x7fff_0000_0000_0000L + (i << 4), i % 2 == 0 ? NameSet.EXACT : NameSet.BELOW);
    }
    NameSet set = builder.build();
    for (long i = 0; i < 500; i++) {
      int marks = set.marks(0x7fff_0000_0000_0000L + (i << 4));
      assertThat(marks).isEqualTo(i % 2 == 0 ? NameSet.EXACT : NameSet.BELOW);
    }
    assertThat(set.marks(0x7fff_0000_0000_0000L + (500 << 4))).isZero();
  }

  @Test
  void theLastSlotsGoOnAtTheFirst() {
    NameSet.Builder builder = new NameSet.Builder();
    for (long i = 0; i < 100; i++) {
      builder.add(-16 - (i << 4), NameSet.EXACT);
    }
    NameSet set = builder.build();
    for (long i = 0; i < 100; i++) {
      assertThat(set.marks(-16 - (i << 4))).isEqualTo(NameSet.EXACT);
    }
    assertThat(set.marks(0)).isZero();
  }

  @Test
  void aHashOfZeroIsAHashLikeOthers() {
    NameSet.Builder builder = new NameSet.Builder();
    builder.add(0, NameSet.BELOW);
    assertThat(builder.build().marks(0)).isEqualTo(NameSet.BELOW);
    assertThat(NameSet.EMPTY.marks(0)).isZero();
  }

  @Test
  void theMarksOfEqualHashesAddUp() {
    NameSet.Builder builder = new NameSet.Builder();
    builder.add(0x10, NameSet.EXACT);
    builder.add(0x1f, NameSet.NOT_BELOW);
    NameSet set = builder.build();
    assertThat(set.size()).isEqualTo(1);
    assertThat(set.marks(0x15)).isEqualTo(NameSet.EXACT | NameSet.NOT_BELOW);
  }

  @Test
  void aListThatRepeatsItselfTakesNoMoreRoom() {
    NameSet.Builder once = new NameSet.Builder();
    NameSet.Builder often = new NameSet.Builder();
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      long hash = random.nextLong();
      once.add(hash, NameSet.EXACT);
      IntStream.range(0, 5).forEach(_ -> often.add(hash, NameSet.EXACT));
    }
    assertThat(often.build().bytes()).isEqualTo(once.build().bytes());
  }

  @Test
  void aNameTakesTwelveBytes() {
    NameSet.Builder builder = new NameSet.Builder();
    Random random = new Random(5);
    IntStream.range(0, 100_000).forEach(_ -> builder.add(random.nextLong(), NameSet.EXACT));
    assertThat(builder.build().bytes()).isBetween(1_100_000L, 1_200_100L);
  }

  @Test
  void similarNamesHaveDifferentHashesUnderEveryKey() {
    Random random = new Random(11);
    for (int round = 0; round < 4; round++) {
      NameHash hash = new NameHash(random.nextLong(), random.nextLong());
      Set<Long> seen = new HashSet<>();
      for (int i = 0; i < 50_000; i++) {
        assertThat(seen.add(hash.of("a" + i + ".example") & ~15)).isTrue();
        assertThat(seen.add(hash.of(i + "a.example") & ~15)).isTrue();
      }
    }
  }

  @Test
  void theHashDependsOnTheKey() {
    long one = new NameHash(1, 3).of("shop.example");
    assertThat(new NameHash(2, 3).of("shop.example")).isNotEqualTo(one);
    assertThat(new NameHash(1, 5).of("shop.example")).isNotEqualTo(one);
  }

  @Test
  void theSlotsOfNamesAreSpreadEvenly() {
    int[] buckets = new int[64];
    for (int i = 0; i < 64_000; i++) {
      buckets[(int) (NameHash.SECRET.of("host" + i + ".example") >>> 58)]++;
    }
    for (int bucket : buckets) {
      assertThat(bucket).isBetween(800, 1_200);
    }
  }
}

package dev.fairlead.filters.domains;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fairlead.engine.message.Host;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million and a half names: how long they take, and how much. */
@Tag("full")
final class DomainScaleTest {
  private static final int NAMES = 1_500_000;
  private static final int HOSTS = 1 << 16;

  /** Processor time, because others may be at work on the machine. */
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  private DomainRules load(DomainLists lists) throws IOException {
    Random random = new Random(1);
    Path file = folder.resolve("many");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < NAMES; i++) {
        String word = Long.toString(random.nextLong() >>> 20, 36);
        out.write("0.0.0.0 " + (i % 3 == 0 ? "www." : "") + word + "-" + i + ".example.com\n");
      }
    }
    var source = new DomainLists.Source("many", file, ListFormat.AUTO);
    long began = THREADS.getCurrentThreadCpuTime();
    DomainRules rules =
        DomainRules.of(DomainRules.Mode.BLOCKLIST, List.of(), List.of(), List.of(source), lists);
    long millis = (THREADS.getCurrentThreadCpuTime() - began) / 1_000_000;
    System.out.println("1.5 million names, first reading: " + millis + " ms");
    assertThat(millis).isLessThan(3_000);
    return rules;
  }

  @Test
  void theyLoadFastTakeLittleAndAreFoundAtOnce() throws IOException {
    try (DomainLists lists = new DomainLists(_ -> {})) {
      DomainRules rules = load(lists);
      NameSet names = rules.files().getFirst().names();
      assertThat(names.size()).isEqualTo(NAMES);
      assertThat(names.bytes() / (double) NAMES).isLessThan(16);
      Host[] strangers = strangers();
      double nanos = Double.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long began = THREADS.getCurrentThreadCpuTime();
        assertThat(refused(rules, strangers)).isZero();
        nanos = Math.min(nanos, (THREADS.getCurrentThreadCpuTime() - began) / (double) HOSTS);
      }
      System.out.println("a look-up among 1.5 million names: " + nanos + " ns");
      assertThat(nanos).isLessThan(1_000);
      assertThat(allocated(rules, strangers)).isLessThan(HOSTS / 8L);
    }
  }

  /** Different hosts in no order, so that caches do not help more than they would. */
  private static Host[] strangers() {
    Random random = new Random(2);
    Host[] hosts = new Host[HOSTS];
    for (int i = 0; i < HOSTS; i++) {
      hosts[i] =
          Host.parse("cdn." + Long.toString(random.nextLong() >>> 20, 36) + ".static.example");
    }
    return hosts;
  }

  private static int refused(DomainRules rules, Host[] hosts) {
    int refused = 0;
    for (Host host : hosts) {
      refused += rules.refusal(host) == null ? 0 : 1;
    }
    return refused;
  }

  private static long allocated(DomainRules rules, Host[] hosts) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(refused(rules, hosts)).isZero();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void aMillionStrangersAreNotTakenForListedOnes() throws IOException {
    try (DomainLists lists = new DomainLists(_ -> {})) {
      DomainRules rules = load(lists);
      for (int i = 0; i < 1_000_000; i++) {
        assertThat(rules.refusal(Host.parse("s" + i + ".stranger.example"))).isNull();
      }
    }
  }
}

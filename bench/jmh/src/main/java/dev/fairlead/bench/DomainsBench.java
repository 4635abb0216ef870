package dev.fairlead.bench;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.filters.domains.DomainLists;
import dev.fairlead.filters.domains.DomainRules;
import dev.fairlead.filters.domains.ListFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to ask for a host among very many names, in one list or in several. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DomainsBench {
  private static final int HOSTS = 1 << 16;

  @Param({"1500000"})
  public int names;

  @Param({"1", "8"})
  public int lists;

  private final Host[] strangers = new Host[HOSTS];
  private final Host[] listed = new Host[HOSTS];
  private final List<Path> files = new ArrayList<>();
  private DomainRules rules = DomainRules.NONE;
  private int next;

  /** Writes the lists, reads them, and chooses hosts in no order, so that caches do not flatter. */
  @Setup(Level.Trial)
  public void prepare() throws IOException {
    List<DomainLists.Source> sources = new ArrayList<>();
    for (int i = 0; i < lists; i++) {
      Path file = Files.createTempFile("names", ".txt");
      write(file, i);
      files.add(file);
      sources.add(new DomainLists.Source("list" + i, file, ListFormat.AUTO));
    }
    long began = System.nanoTime();
    rules =
        DomainRules.of(
            DomainRules.Mode.BLOCKLIST,
            List.of(),
            List.of(),
            sources,
            new DomainLists(System.err::println));
    System.out.println("read in " + (System.nanoTime() - began) / 1_000_000 + " ms");
    Random random = new Random(2);
    for (int i = 0; i < HOSTS; i++) {
      strangers[i] = Host.parse("cdn." + word(random.nextLong()) + ".static.example");
      listed[i] = Host.parse(name(random.nextInt(names)));
    }
  }

  private void write(Path file, int list) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = list; i < names; i += lists) {
        out.write("0.0.0.0 " + name(i) + "\n");
      }
    }
  }

  private static String name(int number) {
    return word(number * 0x9e3779b97f4a7c15L) + ".host.example.com";
  }

  private static String word(long number) {
    return Long.toString(number >>> 20, 36);
  }

  /** Removes the lists. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** A host that nobody lists: what nearly every request asks. */
  @Benchmark
  public @Nullable Failure stranger() {
    return rules.refusal(strangers[next++ & HOSTS - 1]);
  }

  /** A host that is refused, the sentence included. */
  @Benchmark
  public @Nullable Failure listed() {
    return rules.refusal(listed[next++ & HOSTS - 1]);
  }
}

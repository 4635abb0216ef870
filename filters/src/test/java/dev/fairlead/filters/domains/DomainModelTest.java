package dev.fairlead.filters.domains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table agrees with a model that compares every entry with every host, letter by letter. */
final class DomainModelTest {
  private static final String[] LABELS = {"a", "b", "ab", "ba", "xn--mnchen-3ya", "0", "a-b"};
  private static final String[] ENDS = {"example", "com", "a"};

  @TempDir Path folder;

  private record Entry(String name, boolean exact, boolean below, boolean exception) {
    boolean matches(String host) {
      return (exact && host.equals(name)) || (below && host.endsWith("." + name));
    }

    String line() {
      return (exception ? "@@" : "") + (exact ? "||" : "||*.") + name + "^";
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyVerdictIsTheModels(long seed) throws IOException {
    Random random = new Random(seed);
    List<Entry> entries = new ArrayList<>();
    List<DomainLists.Source> lists = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Entry> list = entries(random, 1 + random.nextInt(12));
      entries.addAll(list);
      Path file = folder.resolve("list" + i);
      Files.write(file, list.stream().map(Entry::line).toList());
      lists.add(new DomainLists.Source("list" + i, file, ListFormat.AUTO));
    }
    for (DomainRules.Mode mode : DomainRules.Mode.values()) {
      DomainRules rules =
          DomainRules.of(mode, List.of(), List.of(), lists, new DomainLists(_ -> {}));
      for (int i = 0; i < 2_000; i++) {
        String host = name(random, 1 + random.nextInt(4));
        assertThat(rules.refusal(Host.parse(host)) != null)
            .as("%s %s in %s", mode, host, entries)
            .isEqualTo(refused(mode, entries, host));
      }
    }
  }

  private static boolean refused(DomainRules.Mode mode, List<Entry> entries, String host) {
    boolean rule = entries.stream().anyMatch(each -> !each.exception() && each.matches(host));
    boolean exception = entries.stream().anyMatch(each -> each.exception() && each.matches(host));
    return mode == DomainRules.Mode.BLOCKLIST ? rule && !exception : !rule || exception;
  }

  private static List<Entry> entries(Random random, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean exact = random.nextBoolean();
      entries.add(new Entry(name(random, random.nextInt(3)), exact, true, random.nextInt(4) == 0));
    }
    return entries;
  }

  private static String name(Random random, int labels) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < labels; i++) {
      name.append(LABELS[random.nextInt(LABELS.length)]).append('.');
    }
    return name.append(ENDS[random.nextInt(ENDS.length)]).toString();
  }
}

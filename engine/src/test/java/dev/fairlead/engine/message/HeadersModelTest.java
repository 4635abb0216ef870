package dev.fairlead.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a section, it is what a plain list of names and values would be. */
final class HeadersModelTest {
  private static final List<String> NAMES =
      List.of("Host", "X-Long-Name-Of-A-Field", "a_", "c!", "Via", "Content-Length", "~");
  private static final List<String> VALUES =
      List.of("", "a", "a, b", "\u00ff \t x", "17", "x".repeat(300));

  private record Line(String name, String value) {}

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sectionBehavesLikeAList(long seed) {
    Random random = new Random(seed);
    List<Line> model = new ArrayList<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      model.add(line(random));
    }
    Headers headers = parsed(model, random);
    compare(headers, model);
    for (int step = 0; step < 40; step++) {
      headers = change(headers, model, random);
      compare(headers, model);
    }
  }

  private static Headers change(Headers headers, List<Line> model, Random random) {
    Line line = line(random);
    FieldName name = FieldName.of(line.name());
    switch (random.nextInt(7)) {
      case 0 -> {
        headers.add(name, line.value());
        model.add(line);
      }
      case 1 -> {
        headers.add(line.name(), line.value());
        model.add(line);
      }
      case 2 -> {
        headers.set(name, line.value());
        model.removeIf(other -> same(other, line));
        model.add(line);
      }
      case 3 -> {
        headers.setIfAbsent(name, line.value());
        if (model.stream().noneMatch(other -> same(other, line))) {
          model.add(line);
        }
      }
      case 4 -> {
        int before = model.size();
        model.removeIf(other -> same(other, line));
        assertThat(headers.remove(name)).isEqualTo(before - model.size());
      }
      case 5 -> {
        if (!model.isEmpty()) {
          int index = random.nextInt(model.size());
          headers.removeAt(index);
          model.remove(index);
        }
      }
      default -> {
        Headers copy = headers.copy();
        headers.add(name, "only in the original");
        return copy;
      }
    }
    return headers;
  }

  private static void compare(Headers headers, List<Line> model) {
    List<Line> lines = new ArrayList<>();
    headers.forEach((name, value) -> lines.add(new Line(name, value)));
    assertThat(lines).isEqualTo(model);
    assertThat(headers.size()).isEqualTo(model.size());
    assertThat(HeadersTest.written(headers)).isEqualTo(written(model));
    assertThat(headers.wireLength()).isEqualTo(written(model).length());
    for (String text : NAMES) {
      List<String> values =
          model.stream().filter(l -> l.name().equalsIgnoreCase(text)).map(Line::value).toList();
      FieldName name = FieldName.of(text.toUpperCase(Locale.ROOT));
      assertThat(headers.all(name)).isEqualTo(values);
      assertThat(headers.count(name)).isEqualTo(values.size());
      assertThat(headers.contains(name)).isEqualTo(!values.isEmpty());
      assertThat(headers.get(name)).isEqualTo(values.isEmpty() ? null : values.getFirst());
      assertThat(headers.joined(name))
          .isEqualTo(values.isEmpty() ? null : String.join(", ", values));
      assertThat(headers.is(name, "17"))
          .isEqualTo(!values.isEmpty() && values.getFirst().equals("17"));
    }
    compareViews(headers, model);
  }

  private static void compareViews(Headers headers, List<Line> model) {
    for (int i = 0; i < model.size(); i++) {
      String name = model.get(i).name();
      assertThat(headers.lowerName(i).toString()).isEqualTo(name.toLowerCase(Locale.ROOT));
      assertThat(headers.valueView(i).toString()).isEqualTo(model.get(i).value());
      assertThat(headers.isNamed(i, FieldName.of(name))).isTrue();
      assertThat(headers.isNamed(i, FieldName.ACCEPT)).isFalse();
    }
  }

  private static Headers parsed(List<Line> model, Random random) {
    StringBuilder text = new StringBuilder();
    for (Line line : model) {
      String before = random.nextBoolean() ? " " : random.nextBoolean() ? "" : " \t";
      String after = random.nextInt(3) > 0 ? "" : "\t ";
      text.append(line.name()).append(':').append(before).append(line.value()).append(after);
      text.append("\r\n");
    }
    return HeadersTest.section(text.toString());
  }

  private static String written(List<Line> model) {
    return model.stream()
        .map(line -> line.name() + ": " + line.value() + "\r\n")
        .collect(Collectors.joining());
  }

  private static Line line(Random random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    String spelling = random.nextInt(3) > 0 ? name : name.toLowerCase(Locale.ROOT);
    return new Line(spelling, VALUES.get(random.nextInt(VALUES.size())));
  }

  private static boolean same(Line some, Line line) {
    return some.name().equalsIgnoreCase(line.name());
  }
}

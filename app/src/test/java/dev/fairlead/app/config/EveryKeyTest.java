package dev.fairlead.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.app.config.bind.Binder;
import dev.fairlead.app.config.bind.Entry;
import dev.fairlead.app.config.bind.Flags;
import dev.fairlead.app.config.bind.Variables;
import dev.fairlead.app.config.read.Documents;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Node;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problem;
import dev.fairlead.app.config.read.Problems;
import dev.fairlead.app.config.read.Variable;
import dev.fairlead.app.config.unit.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every key there is, whatever it means. */
final class EveryKeyTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<Keys.At> keys() {
    return Keys.all();
  }

  static Stream<Keys.At> numbers() {
    List<Class<?>> types = List.of(int.class, Integer.class, Duration.class, ByteSize.class);
    return keys().stream().filter(key -> types.contains(key.type().type()));
  }

  static Stream<Keys.At> outsideLists() {
    return keys().stream().filter(key -> !key.inList());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void valueArrivesWhereItBelongs(Keys.At key) {
    var bound = bind(document(key, good(key)), new Problems());
    assertThat(shown(bound, key)).isEqualTo(expected(key));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void badValueIsReportedAtItsKey(Keys.At key) {
    var problems = new Problems();
    bind(document(key, Samples.of(key.type()).get(2)), problems);
    assertThat(errorsAt(problems, key)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void wrongKindIsReportedAtItsKey(Keys.At key) {
    var problems = new Problems();
    bind(document(key, List.of(Map.of("a", "b"))), problems);
    assertThat(errorsAt(problems, key)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void zeroIsAllowedExactlyWhereItHasAMeaning(Keys.At key) {
    assertThat(accepts(key, "0")).isEqualTo(!key.field().key().zero().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void countsEndAtTheirMaximum(Keys.At key) {
    int max = key.field().key().max();
    boolean count = List.of(int.class, Integer.class).contains(key.type().type());
    assertThat(max < Integer.MAX_VALUE).isEqualTo(count);
    assertThat(!count || accepts(key, String.valueOf(max))).isTrue();
    assertThat(count && accepts(key, String.valueOf(max + 1L))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("outsideLists")
  void everyKeyHasAVariable(Keys.At key) {
    String name = "FAIRLEAD_" + key.valuePath().toString().replace('.', '_');
    var variable = new Variable(good(key), new Place.Env("E"));
    var problems = new Problems();
    Node tree =
        new Variables(Map.of(name.toUpperCase(Locale.ROOT), variable), problems).tree(Keys.SCHEMA);
    assertThat(problems.inOrder()).isEmpty();
    assertThat(shown(bind(complete(key, tree), problems), key)).isEqualTo(expected(key));
  }

  @ParameterizedTest
  @MethodSource("outsideLists")
  void everyKeyCanBeAFlag(Keys.At key) {
    var problems = new Problems();
    var flag = new Flags.Flag("--x", key.valuePath().toString(), good(key));
    Node tree = Flags.tree(Keys.SCHEMA, List.of(flag), problems);
    assertThat(shown(bind(complete(key, tree), problems), key)).isEqualTo(expected(key));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyIsDescribedInASentence(Keys.At key) {
    assertThat(key.field().key().value()).matches("[\\p{Lu}a-z].*\\.").doesNotContain("|");
  }

  /** Whether that value is no worse than a good one; rules between keys may object to both. */
  private static boolean accepts(Keys.At key, String value) {
    var problems = new Problems();
    bind(document(key, value), problems);
    var usual = new Problems();
    bind(document(key, good(key)), usual);
    return messages(usual, key).containsAll(messages(problems, key));
  }

  /** A value that differs from the default, where there are two. */
  private static String good(Keys.At key) {
    String preset = key.field().key().preset();
    return key.type().type() == boolean.class
        ? String.valueOf(!preset.equals("true"))
        : Samples.of(key.type()).getFirst();
  }

  private static String expected(Keys.At key) {
    String single = key.type().type() == boolean.class ? good(key) : Samples.of(key.type()).get(1);
    return key.list() ? "[" + single + "]" : single;
  }

  private static Node document(Keys.At key, Object value) {
    var document = Keys.document(key.path(), key.map() ? Map.of("x", value) : value);
    return Documents.inline(JSON.writeValueAsString(document), new Place.Env("T"), new Problems());
  }

  /** The tree, with what its sections need besides. */
  private static Node complete(Keys.At key, Node tree) {
    return document(key, good(key)).overlaidWith(tree);
  }

  private static Entry bind(Node tree, Problems problems) {
    var binder = new Binder(Keys.SCHEMA, problems);
    return Entry.of(binder.bind(Config.class, tree), binder.origins());
  }

  private static String shown(Entry bound, Keys.At key) {
    return leaves(bound)
        .filter(leaf -> leaf.path().equals(key.valuePath()))
        .filter(leaf -> !(leaf.origin() instanceof Place.Default))
        .map(leaf -> leaf.value().orElse("nothing").toString())
        .findFirst()
        .orElse("not bound");
  }

  private static Stream<Entry.Leaf> leaves(Entry entry) {
    return switch (entry) {
      case Entry.Leaf leaf -> Stream.of(leaf);
      case Entry.Branch branch -> branch.entries().stream().flatMap(EveryKeyTest::leaves);
    };
  }

  private static List<Problem> errorsAt(Problems problems, Keys.At key) {
    String path = key.valuePath().toString();
    return problems.inOrder().stream()
        .filter(Problem::isError)
        .filter(p -> startsWith(p.path(), path))
        .toList();
  }

  private static List<String> messages(Problems problems, Keys.At key) {
    return errorsAt(problems, key).stream().map(Problem::message).toList();
  }

  private static boolean startsWith(KeyPath path, String prefix) {
    return path.toString().startsWith(prefix);
  }
}

package dev.fairlead.filters.domains;

import static dev.fairlead.filters.domains.Lists.read;
import static dev.fairlead.filters.domains.Lists.says;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines of lists mean, and that nothing in a list can do harm. */
final class ReadingTest {
  static Stream<String> understood() {
    return """
    AUTO    # ads.example               # ads.example     # e
    AUTO    # *.ads.example             # ads.example     # b
    AUTO    # .ads.example              # ads.example     # eb
    AUTO    # 0.0.0.0 ads.example       # ads.example     # e
    AUTO    # ||ads.example^            # ads.example     # eb
    AUTO    # @@||ads.example^          # ads.example     # EB
    HOSTS   # 127.0.0.1 ads.example     # ads.example     # e
    HOSTS   # :: ads.example            # ads.example     # e
    HOSTS   # 0 ads.example             # ads.example     # e
    DOMAINS # ads.example               # ads.example     # e
    DOMAINS # ADS.Example.              # ads.example     # e
    DOMAINS # münchen.example           # xn--mnchen-3ya.example # e
    DOMAINS # MÜNCHEN.example           # xn--mnchen-3ya.example # e
    DOMAINS # XN--MNCHEN-3YA.example    # xn--mnchen-3ya.example # e
    DOMAINS # under_score.example       # under_score.example # e
    DOMAINS # 192.0.2.7                 # 192.0.2.7       # e
    DOMAINS # [2001:DB8::0:1]           # 2001:db8::1     # e
    DOMAINS # com                       # com             # e
    ADBLOCK # ||ads.example^            # ads.example     # eb
    ADBLOCK # ||ads.example^|           # ads.example     # eb
    ADBLOCK # ||*.ads.example^          # ads.example     # b
    ADBLOCK # ||ads.example^$important  # ads.example     # eb
    ADBLOCK # @@||*.ads.example^        # ads.example     # B
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("understood")
  void aLineIsUnderstood(String row) {
    String[] cells = row.split(" +# +", -1);
    Reading reading = read(ListFormat.valueOf(cells[0]), cells[1]);
    assertThat(reading.bad()).isZero();
    assertThat(reading.names().size()).isEqualTo(1);
    assertThat(says(reading, cells[2])).isEqualTo(cells[3]);
  }

  static Stream<String> misunderstood() {
    return """
    HOSTS   # ads.example
    HOSTS   # 93.184.216.34 ads.example
    HOSTS   # 0.0.0.0
    DOMAINS # 0.0.0.0 ads.example
    DOMAINS # ||ads.example^
    DOMAINS # a..example
    DOMAINS # http://ads.example/
    DOMAINS # ads.*
    DOMAINS # *
    DOMAINS # ads.example:80
    DOMAINS # 0x7f.1
    DOMAINS # xn--zzzzzzzz99999.example
    ADBLOCK # ads.example
    ADBLOCK # ||ads.example
    ADBLOCK # ||ads.example^$third-party
    ADBLOCK # ||ads.example/banner^
    ADBLOCK # ||ads.*^
    ADBLOCK # ||^
    ADBLOCK # @@
    ADBLOCK # /banner[0-9]+/
    AUTO    # ads.example##.banner
    AUTO    # <html>
    AUTO    # |http://ads.example^
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("misunderstood")
  void aLineThatMeansSomethingElseBlocksNobody(String row) {
    String[] cells = row.split(" +# +", -1);
    Reading reading = read(ListFormat.valueOf(cells[0]), cells[1]);
    assertThat(reading.names().size()).isZero();
    assertThat(reading.bad()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "\t",
        "# a comment",
        "  # a comment",
        "! a comment",
        "[Adblock Plus 2.0]",
        "\r",
        "0.0.0.0 0.0.0.0",
        "127.0.0.1 localhost localhost.localdomain local",
        "::1 ip6-localhost ip6-loopback"
      })
  void whatSaysNothingIsNoProblem(String line) {
    Reading reading = read(ListFormat.AUTO, line);
    assertThat(reading.bad()).isZero();
    assertThat(reading.names().size()).isZero();
  }

  @Test
  void commentsBlanksLineEndsAndSeveralNamesOnALine() {
    Reading reading =
        read(
            ListFormat.AUTO,
            "\uFEFFfirst.example\r",
            "  second.example \t # why",
            "0.0.0.0\tthird.example  fourth.example#not-a-comment fifth.example",
            "last.example");
    assertThat(reading.bad()).isEqualTo(1);
    for (String name : new String[] {"first", "second", "third", "fifth", "last"}) {
      assertThat(says(reading, name + ".example")).as(name).isEqualTo("e");
    }
  }

  @Test
  void garbageIsCountedTheFirstLinesAreShownAndTheRestIsLoaded() {
    Reading reading =
        read(
            ListFormat.AUTO,
            "good.example",
            "bad line one",
            "b\u0007d line two",
            "x".repeat(100) + "/",
            "also bad!",
            "fine.example");
    assertThat(reading.bad()).isEqualTo(4);
    assertThat(reading.samples())
        .containsExactly(
            "line 2: bad line one", "line 3: b?d line two", "line 4: " + "x".repeat(60) + "…");
    assertThat(reading.names().size()).isEqualTo(2);
  }

  @Test
  void aLineWithoutEndIsPassedOverAndTheNextOneIsNot() {
    Reading reading =
        read(ListFormat.AUTO, "a.example", "x".repeat(300_000), "b.example", "y".repeat(9_000));
    assertThat(reading.bad()).isEqualTo(2);
    assertThat(reading.samples()).containsExactly("line 2: (too long)", "line 4: (too long)");
    assertThat(reading.names().size()).isEqualTo(2);
    assertThat(says(reading, "b.example")).isEqualTo("e");
  }

  @Test
  void linesMayLieAcrossReadsInEveryWay() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("name-").append(i).append(".example\n");
    }
    Reading reading = read(ListFormat.AUTO, text.toString());
    assertThat(reading.bad()).isZero();
    assertThat(reading.names().size()).isEqualTo(20_000);
    assertThat(says(reading, "name-19999.example")).isEqualTo("e");
  }

  @Test
  void repeatedNamesAreOneAndTheirMarksAdd() {
    Reading reading =
        read(ListFormat.AUTO, "a.example", "a.example", "*.a.example", "@@||a.example^");
    assertThat(reading.names().size()).isEqualTo(1);
    assertThat(says(reading, "a.example")).isEqualTo("ebEB");
  }

  @Test
  void bytesWithoutMeaningAreSurvived() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
      for (ListFormat format : ListFormat.values()) {
        assertThat(read(format, bytes.clone()).bad()).isGreaterThanOrEqualTo(0);
      }
    }
  }

  @Test
  void aFileIsBrokenIfNothingInItIsOfUse() {
    assertThat(read(ListFormat.AUTO, new byte[0]).isBroken()).isTrue();
    assertThat(read(ListFormat.AUTO, "<html>", "<b>404</b>").isBroken()).isTrue();
    assertThat(read(ListFormat.AUTO, "# emptied on purpose").isBroken()).isFalse();
    assertThat(read(ListFormat.AUTO, "<html>", "a.example").isBroken()).isFalse();
  }

  @Test
  void bytesThatAreNoTextAreShownAsSuch() {
    byte[] line = "ok.example\n\u00ff\u00fe bin\n".getBytes(StandardCharsets.ISO_8859_1);
    Reading reading = read(ListFormat.AUTO, line);
    assertThat(reading.bad()).isEqualTo(1);
    assertThat(reading.samples().getFirst()).startsWith("line 2: ").doesNotContain("\u0000");
  }
}

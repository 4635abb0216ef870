package dev.fairlead.filters.inspection.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random patterns find in random texts what Java's own expressions find. They stay shallow, because
 * Java's would take ages for what ours does in one pass.
 */
final class SignatureModelTest {
  private static final int PATTERNS = 1500;
  private static final int TEXTS = 12;
  private static final String LETTERS = "abA\n\u00e9";

  private final Random random = new Random(20261121);

  @Test
  void agreesWithJavasExpressionsHoweverTextsAreCut() {
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = (random.nextInt(5) == 0 ? "(?i)" : "") + (random.nextInt(5) == 0 ? "^" : "");
      pattern += "(?:" + choice(1) + ")" + letter();
      Pattern model = Pattern.compile(pattern, Pattern.DOTALL);
      Signatures signatures = new Signatures(List.of(new Signature("it", pattern)));
      for (int j = 0; j < TEXTS; j++) {
        String text = text();
        assertThat(finds(signatures, text))
            .as("%s in %s", pattern, text)
            .isEqualTo(model.matcher(text).find());
      }
    }
  }

  private boolean finds(Signatures signatures, String text) {
    Signatures.Search search = signatures.search();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(4));
      if (search.read(Unpooled.copiedBuffer(text.substring(at, end), ISO_8859_1)) != null) {
        return true;
      }
      at = end;
    }
    return false;
  }

  private String choice(int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> sequence(depth))
        .collect(Collectors.joining("|"));
  }

  private String sequence(int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> atom(depth) + repetition())
        .collect(Collectors.joining());
  }

  private String atom(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> ".";
      case 1 -> "[" + letter() + letter() + "]";
      case 2 -> "[^" + letter() + "]";
      case 3 -> List.of("\\w", "\\s", "\\d", "\\W", "\\S", "\\D").get(random.nextInt(6));
      case 4, 5 -> letter();
      case 6 -> "(" + choice(depth - 1) + ")";
      default -> "(?:" + choice(depth - 1) + ")";
    };
  }

  private String repetition() {
    return switch (random.nextInt(10)) {
      case 0 -> "*";
      case 1 -> "+";
      case 2 -> "?";
      case 3 -> "{2}";
      case 4 -> "{0,2}";
      case 5 -> "{1,}";
      default -> "";
    };
  }

  /** Written in hexadecimal, where both mean a byte. */
  private String letter() {
    char c = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return c < 'A' || c > 'z' ? "\\x%02x".formatted((int) c) : String.valueOf(c);
  }

  private String text() {
    return random
        .ints(random.nextInt(10), 0, LETTERS.length())
        .mapToObj(LETTERS::charAt)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }
}

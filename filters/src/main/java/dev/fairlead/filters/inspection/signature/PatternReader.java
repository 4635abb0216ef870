package dev.fairlead.filters.inspection.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a regular expression over bytes: literals (UTF-8), {@code .} for any byte, classes, groups,
 * {@code | * + ? {m,n}}, {@code \d \w \s} and their opposites, {@code \xHH}, a leading {@code ^}
 * for the start of the body and a leading {@code (?i)} for both cases of ASCII letters. Nothing
 * that needs to look back or ahead, so that matching is linear.
 */
final class PatternReader {
  private static final int MOST_REPEATS = 255;
  private static final int DEEPEST = 50;

  private final String text;
  private final boolean bothCases;
  private final boolean atStart;
  private int at;
  private int depth;

  PatternReader(String text) {
    this.bothCases = text.startsWith("(?i)");
    this.at = bothCases ? 4 : 0;
    this.atStart = text.startsWith("^", at);
    this.at += atStart ? 1 : 0;
    this.text = text;
  }

  /** Whether it matches at the start of a body only. */
  boolean atStart() {
    return atStart;
  }

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException with a sentence that says where it cannot be read
   */
  Node read() {
    Node node = choice();
    if (at < text.length()) {
      throw fault("this ) closes nothing; write \\) for the character itself");
    }
    if (atStart && node instanceof Node.Choice) {
      at = text.indexOf('^');
      throw fault("it is unclear which choices ^ is for; write ^(a|b), or two signatures");
    }
    return node;
  }

  private Node choice() {
    if (++depth > DEEPEST) {
      throw fault("groups are nested too deeply");
    }
    List<Node> options = new ArrayList<>();
    options.add(sequence());
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
  }

  private Node sequence() {
    List<Node> parts = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(parts);
  }

  private Node repeated(Node part) {
    if (!isRepetition()) {
      return part;
    }
    Node node =
        switch (text.charAt(at)) {
          case '*' -> new Node.Repeat(part, 0, -1);
          case '+' -> new Node.Repeat(part, 1, -1);
          case '?' -> new Node.Repeat(part, 0, 1);
          default -> counted(part);
        };
    at++;
    if (isRepetition()) {
      throw fault("a repetition cannot be repeated, and there are no lazy ones");
    }
    return node;
  }

  private boolean isRepetition() {
    return at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0;
  }

  private Node counted(Node part) {
    int end = text.indexOf('}', at);
    if (end < 0) {
      throw fault("this { is not closed; write \\{ for the character itself");
    }
    String[] numbers = text.substring(at + 1, end).split(",", -1);
    int least = number(numbers[0]);
    int most = numbers.length == 1 ? least : numbers[1].isEmpty() ? -1 : number(numbers[1]);
    if (numbers.length > 2 || (most >= 0 && most < least)) {
      throw fault("this is no repetition; write {2}, {2,} or {2,5}");
    }
    at = end;
    return new Node.Repeat(part, least, most);
  }

  private int number(String digits) {
    if (!digits.matches("[0-9]{1,4}") || Integer.parseInt(digits) > MOST_REPEATS) {
      throw fault("a repetition is a number up to " + MOST_REPEATS);
    }
    return Integer.parseInt(digits);
  }

  private Node atom() {
    char c = text.charAt(at);
    return switch (c) {
      case '(' -> group();
      case '[' -> new Node.Bytes(set());
      case '.' -> any();
      case '\\' -> bytes(escape());
      case '*', '+', '?', '{' -> throw fault("there is nothing to repeat; write \\" + c);
      case '^', '$' -> throw fault(c + " has no meaning here; write \\" + c);
      default -> literal();
    };
  }

  private Node any() {
    at++;
    return new Node.Bytes(ByteSet.all());
  }

  private Node group() {
    int open = at;
    at += text.startsWith("(?:", at) ? 3 : 1;
    if (text.startsWith("?", at)) {
      throw fault("only plain groups are known: no look-around, no names");
    }
    Node node = choice();
    if (at == text.length()) {
      at = open;
      throw fault("this ( is not closed; write \\( for the character itself");
    }
    at++;
    return node;
  }

  private Node literal() {
    int point = text.codePointAt(at);
    at += Character.charCount(point);
    List<Node> parts = new ArrayList<>();
    for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
      parts.add(bytes(ByteSet.of(each & 0xff)));
    }
    return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(parts);
  }

  private Node bytes(ByteSet set) {
    return new Node.Bytes(folded(set));
  }

  private ByteSet folded(ByteSet set) {
    return bothCases ? set.bothCases() : set;
  }

  private ByteSet set() {
    int start = at++;
    boolean inverted = text.startsWith("^", at);
    at += inverted ? 1 : 0;
    ByteSet set = new ByteSet();
    boolean first = true;
    while (at < text.length() && (first || text.charAt(at) != ']')) {
      first = false;
      member(set);
    }
    if (at >= text.length()) {
      at = start;
      throw fault("this [ is not closed");
    }
    at++;
    ByteSet folded = folded(set);
    return inverted ? folded.inverted() : folded;
  }

  private void member(ByteSet set) {
    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
      ByteSet named = named(text.charAt(at + 1));
      if (named != null) {
        at += 2;
        set.add(named);
        return;
      }
    }
    int from = value();
    int to = from;
    if (text.startsWith("-", at) && !text.startsWith("-]", at)) {
      at++;
      to = value();
    }
    if (to < from) {
      throw fault("this range runs backwards");
    }
    set.range(from, to);
  }

  private int value() {
    if (at >= text.length()) {
      throw fault("a [ is not closed");
    }
    char c = text.charAt(at);
    if (c == '\\') {
      at++;
      return escaped();
    }
    if (c > 0x7f) {
      throw fault("only ASCII and \\xHH can stand in a class; write other characters as choices");
    }
    at++;
    return c;
  }

  private ByteSet escape() {
    at++;
    if (at < text.length()) {
      ByteSet named = named(text.charAt(at));
      if (named != null) {
        at++;
        return named;
      }
    }
    return ByteSet.of(escaped());
  }

  private static @Nullable ByteSet named(char name) {
    ByteSet set =
        switch (Character.toLowerCase(name)) {
          case 'd' -> new ByteSet().range('0', '9');
          case 'w' -> new ByteSet().range('0', '9').range('a', 'z').range('A', 'Z').range('_', '_');
          case 's' -> new ByteSet().range('\t', '\r').range(' ', ' ');
          default -> null;
        };
    return set != null && Character.isUpperCase(name) ? set.inverted() : set;
  }

  private int escaped() {
    if (at >= text.length()) {
      throw fault("a \\ stands at the end");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> 0;
      case 'x' -> hex();
      default -> {
        if (c > 0x7f || Character.isLetterOrDigit(c)) {
          throw fault("\\" + c + " is not known");
        }
        yield c;
      }
    };
  }

  private int hex() {
    if (at + 2 > text.length() || !text.substring(at, at + 2).matches("[0-9a-fA-F]{2}")) {
      throw fault("\\x wants two hexadecimal digits");
    }
    at += 2;
    return Integer.parseInt(text.substring(at - 2, at), 16);
  }

  private IllegalArgumentException fault(String why) {
    return new IllegalArgumentException("at character " + (at + 1) + ": " + why);
  }
}

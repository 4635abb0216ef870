package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Quoted;
import dev.fairlead.engine.message.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Prepares one routing rule and reports everything that is wrong with it. */
final class RouteReader {
  private final int index;
  private final String name;
  private final Consumer<Problem> problems;

  RouteReader(int index, String name, Consumer<Problem> problems) {
    this.index = index;
    this.name = name;
    this.problems = problems;
  }

  List<HostPattern> hosts(List<String> written) {
    return each(written, RouteReader::host);
  }

  Condition condition(RouteRule<?> rule) {
    return new Condition(
        each(rule.paths(), PathPattern::parse),
        each(rule.methods(), RouteReader::method),
        each(rule.headers(), RouteReader::field));
  }

  private <A, B> List<B> each(List<A> written, Function<A, B> reader) {
    List<B> read = new ArrayList<>(written.size());
    for (A one : written) {
      try {
        read.add(reader.apply(one));
      } catch (IllegalArgumentException e) {
        problems.accept(new Problem(index, "route " + Quoted.of(name) + ": " + e.getMessage()));
      }
    }
    return List.copyOf(read);
  }

  private static HostPattern host(String written) {
    PatternText text = PatternText.parse(written.strip());
    if (text.port() >= 0) {
      throw bad("the host " + Quoted.of(written) + " has a port; routes are for every port");
    }
    return switch (text.pattern()) {
      case HostPattern.Any any -> any;
      case HostPattern.Exact exact -> exact;
      case HostPattern.Suffix suffix -> suffix;
      case HostPattern.Prefix _, HostPattern.Block _ ->
          throw bad(
              "the host "
                  + Quoted.of(written)
                  + " is too open; write a host, or \"*.example.com\" for all below one");
    };
  }

  private static String method(String written) {
    if (!Tokens.isToken(written)) {
      throw bad("the method " + Quoted.of(written) + " is none; write for example GET");
    }
    String upper = written.toUpperCase(Locale.ROOT);
    if (!upper.equals(written)) {
      throw bad("the method " + Quoted.of(written) + " never comes; write " + upper);
    }
    return written;
  }

  private static Condition.Field field(RouteRule.Header written) {
    if (!Tokens.isToken(written.name())) {
      throw bad("the header " + Quoted.of(written.name()) + " is no header name");
    }
    String value = written.value();
    if (value != null && !Tokens.isValue(value)) {
      throw bad("the value for header " + Quoted.of(written.name()) + " can never be sent");
    }
    return new Condition.Field(FieldName.of(written.name()), value);
  }

  private static IllegalArgumentException bad(String message) {
    return new IllegalArgumentException(message);
  }
}

package dev.fairlead.engine.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A routing rule as configured. Of each list one element must match, of {@code headers} all; an
 * empty list asks for nothing.
 *
 * @param name shown in logs and refusals
 * @param hosts {@code api.example.com}, {@code *.example.com}, an address; {@code *} names nobody
 * @param paths as {@link PathPattern} reads them
 * @param methods case-sensitive, upper case as a rule
 * @param value what the rule leads to
 */
public record RouteRule<T>(
    String name,
    List<String> hosts,
    List<String> paths,
    List<String> methods,
    List<Header> headers,
    T value) {
  /**
   * A condition on header fields of one name.
   *
   * @param value one of the fields must have exactly this value; null if it must only be there
   */
  public record Header(String name, @Nullable String value) {}

  public RouteRule {
    hosts = List.copyOf(hosts);
    paths = List.copyOf(paths);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
  }
}

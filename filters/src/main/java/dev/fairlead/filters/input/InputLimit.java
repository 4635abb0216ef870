package dev.fairlead.filters.input;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import java.util.Map;

/**
 * Refuses request targets and header sections that are larger than their route takes. Needed only
 * where a routing rule has limits of its own: the parser, which knows no route, holds everybody to
 * the largest of all.
 */
public final class InputLimit implements Filter {
  private final Sizes usual;
  private final Map<String, Sizes> byRule;

  /**
   * How large a head may be, in bytes.
   *
   * @param url of the request target
   * @param headers of the header section as HTTP/1.1 writes it, line ends included
   */
  public record Sizes(long url, long headers) {}

  /**
   * @param usual where no rule says otherwise
   * @param byRule by the name of the routing rule
   */
  public InputLimit(Sizes usual, Map<String, Sizes> byRule) {
    this.usual = usual;
    this.byRule = Map.copyOf(byRule);
  }

  @Override
  public String name() {
    return "input";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    Sizes most = sizes(exchange);
    if (target(exchange.request()) > most.url()) {
      return refuse(
          Failure.Kind.TARGET_TOO_LONG,
          "the request target is longer than " + most.url() + " bytes");
    }
    return exchange.request().headers().wireLength() > most.headers()
        ? refuse(
            Failure.Kind.FIELDS_TOO_LARGE,
            "the header section is larger than " + most.headers() + " bytes")
        : Verdict.CONTINUE;
  }

  private Sizes sizes(FilterContext exchange) {
    Sizes own =
        exchange.route().door() == Door.REVERSE ? byRule.get(exchange.route().rule()) : null;
    return own == null ? usual : own;
  }

  /** In absolute-form, scheme and authority are part of it. */
  private static int target(RequestHead request) {
    int length = request.path().length();
    Authority authority = request.authority();
    String scheme = request.scheme();
    if (request.form() == RequestHead.Form.ABSOLUTE && authority != null && scheme != null) {
      length += scheme.length() + "://".length() + authority.toString().length();
    }
    return length;
  }

  private static Verdict refuse(Failure.Kind kind, String why) {
    return new Verdict.Refuse(new Failure(kind, why));
  }
}

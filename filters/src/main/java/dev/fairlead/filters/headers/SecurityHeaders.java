package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.ResponseHead;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds safe fields to responses that lack them: to our own and those of backends, or to all. Must
 * be the first filter, so that the refusals of others carry them too.
 */
public final class SecurityHeaders implements Filter {
  /**
   * A field to add.
   *
   * @param value as it is sent
   */
  public record Field(FieldName name, String value) {}

  /**
   * What one route's responses get.
   *
   * @param always fields whatever the connection
   * @param transport value of {@code Strict-Transport-Security} (RFC 6797), or null for none
   */
  public record Fields(List<Field> always, @Nullable String transport) {
    /** Nothing at all. */
    public static final Fields NONE = new Fields(List.of(), null);

    public Fields {
      always = List.copyOf(always);
    }
  }

  private static final FieldName TRANSPORT = FieldName.of("Strict-Transport-Security");

  private final boolean all;
  private final Adding usual;
  private final Map<String, Adding> byRoute;

  /**
   * @param all whether responses of origins that were reached through the forward door get them too
   * @param usual where the route has none of its own
   * @param byRoute by the name of the reverse rule
   */
  public SecurityHeaders(boolean all, Fields usual, Map<String, Fields> byRoute) {
    this.all = all;
    this.usual = new Adding(usual);
    this.byRoute =
        byRoute.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> new Adding(each.getValue())));
  }

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public Verdict request(FilterContext exchange) {
    Door door = exchange.route().door();
    if (door == Door.LOCAL || door == Door.REVERSE) {
      Adding adding = usual;
      if (door == Door.REVERSE && !byRoute.isEmpty()) {
        adding = byRoute.getOrDefault(exchange.route().rule(), usual);
      }
      exchange.observe(isSecure(exchange) ? adding.secure : adding.plain);
    } else if (all) {
      exchange.observe(usual.plain);
    }
    return Verdict.CONTINUE;
  }

  /** Browsers heed the field over TLS only, and not for addresses (RFC 6797 §8.1). */
  private static boolean isSecure(FilterContext exchange) {
    Authority authority = exchange.request().authority();
    if (exchange.client().tls() == null || authority == null) {
      return false;
    }
    Host host = authority.host();
    return !host.isAddress()
        && !host.text().equals("localhost")
        && !host.text().endsWith(".localhost");
  }

  /** What is left in exchanges; there are two for each route, so that none is made for one. */
  private static final class Adding {
    private final Observer plain;
    private final Observer secure;

    private Adding(Fields fields) {
      List<Field> always = fields.always();
      String transport = fields.transport();
      plain =
          new Observer() {
            @Override
            public void response(ResponseHead head) {
              add(always, head);
            }
          };
      secure =
          transport == null
              ? plain
              : new Observer() {
                @Override
                public void response(ResponseHead head) {
                  add(always, head);
                  head.headers().setIfAbsent(TRANSPORT, transport);
                }
              };
    }

    private static void add(List<Field> fields, ResponseHead head) {
      for (int i = 0; i < fields.size(); i++) {
        head.headers().setIfAbsent(fields.get(i).name(), fields.get(i).value());
      }
    }
  }
}

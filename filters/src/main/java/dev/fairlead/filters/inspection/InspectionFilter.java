package dev.fairlead.filters.inspection;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a step for each rule into the way of the bodies it is for. Tunnels and WebSocket are not
 * looked into: what they carry has no content type, and often no end.
 */
public final class InspectionFilter implements Filter {
  static final String NAME = "inspection";
  private static final int SWITCHING_PROTOCOLS = 101;

  private final List<InspectionRule> rules;
  private final Budget budget;

  public InspectionFilter(List<InspectionRule> rules, Budget budget) {
    this.rules = List.copyOf(rules);
    this.budget = budget;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict request(FilterContext exchange) {
    Route.Forward route = route(exchange);
    if (route != null) {
      boolean responses = false;
      for (InspectionRule rule : rules) {
        if (rule.matches(exchange, route)) {
          inspectRequest(rule, exchange);
          responses |= rule.responses();
        }
      }
      if (responses) {
        Accepted.narrow(exchange.request().headers());
        exchange.observe(new Responses(exchange, route));
      }
    }
    return Verdict.CONTINUE;
  }

  @Override
  public String remark(FilterContext exchange) {
    Route.Forward route = route(exchange);
    if (route == null) {
      return "";
    }
    String names =
        rules.stream()
            .filter(rule -> rule.matches(exchange, route))
            .map(InspectionRule::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "bodies are looked at by " + names;
  }

  /** Where the exchange goes, if bodies go there. */
  private static Route.@Nullable Forward route(FilterContext exchange) {
    RequestHead request = exchange.request();
    return exchange.route() instanceof Route.Forward forward
            && forward.door() != Door.TUNNEL
            && !request.isConnect()
            && request.protocol() == null
        ? forward
        : null;
  }

  private void inspectRequest(InspectionRule rule, FilterContext exchange) {
    RequestHead request = exchange.request();
    if (rule.requests() && request.bodyLength() != Body.NONE) {
      Message message = Message.request(request.headers());
      if (rule.types().match(message.mediaType())) {
        exchange.requestBody(new InspectionStage(rule, message, exchange, budget));
      }
    }
  }

  /** Waits for the response's head, which says whether there is something to look at. */
  private final class Responses implements Observer {
    private final FilterContext exchange;
    private final Route.Forward route;
    private boolean seen;

    private Responses(FilterContext exchange, Route.Forward route) {
      this.exchange = exchange;
      this.route = route;
    }

    @Override
    public void response(ResponseHead head) {
      // A second head is our own refusal.
      if (seen || head.bodyLength() == Body.NONE || head.status() == SWITCHING_PROTOCOLS) {
        return;
      }
      seen = true;
      Message message = Message.response(head.status(), head.headers());
      for (InspectionRule rule : rules) {
        if (rule.responses()
            && rule.types().match(message.mediaType())
            && rule.matches(exchange, route)) {
          exchange.responseBody(new InspectionStage(rule, message, exchange, budget));
        }
      }
    }
  }
}

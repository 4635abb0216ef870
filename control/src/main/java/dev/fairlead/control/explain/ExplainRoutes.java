package dev.fairlead.control.explain;

import dev.fairlead.control.web.Json;
import dev.fairlead.control.web.Query;
import dev.fairlead.control.web.Refused;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Where a request would go, and why. */
public final class ExplainRoutes implements Routing.HttpService {
  private final Explainer explainer;

  public ExplainRoutes(Explainer explainer) {
    this.explainer = explainer;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/api/explain", this::explain);
  }

  private void explain(Context context) {
    Query query = Query.of(context, Set.of("url", "method", "client", "header"));
    String url = printable("url", query.required("url"));
    String method = printable("method", query.text("method").orElse("GET"));
    List<String> headers = query.all("header");
    headers.forEach(header -> printable("header", header));
    InetAddress client = address(query.text("client").orElse("127.0.0.1"));
    try {
      Json.send(context, explainer.explain(client, method, url, headers));
    } catch (IllegalArgumentException e) {
      throw new Refused(
          400,
          "url",
          Objects.requireNonNullElse(e.getMessage(), "this is no request"),
          "Give a URL, or a path for the reverse door.");
    }
  }

  /** One line of a request must stay one. */
  private static String printable(String field, String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new Refused(400, field, "this holds a control character", "Leave it out.");
    }
    return text;
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw new Refused(400, "client", "this is no IP address", "Write one such as 192.0.2.1.");
    }
  }
}

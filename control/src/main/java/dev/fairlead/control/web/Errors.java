package dev.fairlead.control.web;

import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import io.avaje.jex.http.HttpResponseException;
import io.avaje.jex.http.NotFoundException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a route throws into a problem; a stack trace goes to the log at most. */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private static final String ANYTHING = "/<rest>";

  private final Routing routing;

  private Errors(Routing routing) {
    this.routing = routing;
  }

  static void on(Routing routing) {
    Errors errors = new Errors(routing);
    routing.error(Refused.class, (context, e) -> answer(context, e.problem()));
    routing.error(NotFoundException.class, (context, _) -> errors.unknown(context));
    // Jex answers nothing at all to a method that has no route, so each has one.
    routing.get(ANYTHING, errors::unknown);
    routing.post(ANYTHING, errors::unknown);
    routing.put(ANYTHING, errors::unknown);
    routing.patch(ANYTHING, errors::unknown);
    routing.delete(ANYTHING, errors::unknown);
    routing.options(ANYTHING, errors::unknown);
    routing.trace(ANYTHING, errors::unknown);
    routing.head(ANYTHING, context -> context.writeEmpty(405));
    routing.error(HttpResponseException.class, Errors::foreign);
    routing.error(UncheckedIOException.class, Errors::gone);
    routing.error(Exception.class, Errors::fault);
  }

  private static void answer(Context context, Problem problem) {
    if (!context.responseSent()) {
      Json.send(context, problem);
    }
  }

  /** Another method may well be served under that path. */
  private void unknown(Context context) {
    TreeSet<String> methods = new TreeSet<>();
    for (Routing.Entry entry : routing.handlers()) {
      if (!entry.getPath().equals(ANYTHING) && matches(entry.getPath(), context.path())) {
        methods.add(entry.getType().name());
      }
    }
    if (methods.isEmpty()) {
      answer(
          context,
          Problem.of(
              404, null, "there is nothing under this path", "GET /openapi.yaml lists all."));
    } else {
      String allowed = String.join(", ", methods);
      context.responseHeaders().set("Allow", allowed);
      answer(context, Problem.of(405, null, "this path has other methods", "Use " + allowed + "."));
    }
  }

  private static boolean matches(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    boolean same = wanted.length == given.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = wanted[i].startsWith("{") || wanted[i].equals(given[i]);
    }
    return same;
  }

  private static void foreign(Context context, HttpResponseException e) {
    String detail = Objects.requireNonNullElse(e.getMessage(), "the request cannot be served");
    answer(context, Problem.of(e.status(), null, detail, "Correct the request."));
  }

  /** If the client left in the middle of its answer, there is nobody to tell. */
  private static void gone(Context context, UncheckedIOException e) {
    if (!context.responseSent()) {
      fault(context, e);
    }
  }

  private static void fault(Context context, Exception e) {
    LOG.error("{} {} went wrong", context.method(), context.path(), e);
    answer(
        context,
        Problem.of(500, null, "Fairlead made a mistake here", "The log says more; report it."));
  }
}

package dev.fairlead.control.execute;

import com.sun.net.httpserver.HttpExchange;
import dev.fairlead.control.execute.Ending.Cause;
import dev.fairlead.control.web.Problem;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /cli/execute}: runs a command of the operator's list for a caller who is known.
 * Closing it ends whatever still runs.
 */
public final class Execute implements Routing.HttpService, AutoCloseable {
  /** Where it is found. */
  public static final String PATH = "/cli/execute";

  private final Function<Context, Optional<String>> caller;
  private final Tempo tempo;
  private final Audit audit;
  private final Clock clock;
  private final Scratch scratch = new Scratch();
  private final Threads threads = new Threads();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile ExecuteSettings settings;
  private volatile boolean closed;

  /** Asks {@code caller} who sent a request; nobody is refused, however the request got here. */
  public Execute(ExecuteSettings settings, Function<Context, Optional<String>> caller) {
    this(settings, caller, Tempo.USUAL, LoggerFactory.getLogger("fairlead.audit")::info);
  }

  Execute(
      ExecuteSettings settings,
      Function<Context, Optional<String>> caller,
      Tempo tempo,
      Consumer<String> log) {
    this.caller = caller;
    this.tempo = tempo;
    this.audit = new Audit(log);
    this.clock = new Clock(tempo.tick());
    this.settings = settings;
    threads.allow(settings.maxConcurrent());
  }

  /** Puts other settings in force; what runs goes on with those it began with. */
  public void configure(ExecuteSettings next) {
    threads.allow(next.maxConcurrent());
    settings = next;
  }

  @Override
  public void add(Routing routing) {
    routing.post(PATH, this::handle);
  }

  private void handle(Context context) {
    Outlet outlet = new Outlet(context.exchange());
    Optional<String> who = caller.apply(context);
    String command = "";
    try {
      ExecuteSettings now = admitted(who);
      ExecuteRequest request = new RequestReader(now.maxStdin()).read(context.exchange());
      command = request.command();
      AllowedCommand allowed = Commands.find(now.commands(), request);
      Ending ending = inTurn(allowed, request, now, outlet);
      audit.executed(who.orElseThrow(), allowed, request, now, ending);
    } catch (Refusal refusal) {
      audit.refused(who.orElse(""), command, refusal);
      refuse(context.exchange(), outlet, refusal);
    } catch (IOException _) {
      // The client has left before anything ran.
    }
  }

  private ExecuteSettings admitted(Optional<String> who) throws Refusal {
    ExecuteSettings now = settings;
    if (who.isEmpty()) {
      throw Refusal.nobody();
    }
    if (!now.enabled()) {
      throw Refusal.disabled();
    }
    return now;
  }

  private Ending inTurn(
      AllowedCommand allowed, ExecuteRequest request, ExecuteSettings now, Outlet outlet)
      throws Refusal {
    try {
      if (busy.incrementAndGet() > now.maxConcurrent() || closed) {
        throw Refusal.busy(now.maxConcurrent());
      }
      Execution execution = start(allowed, request, now, outlet);
      return execution.serve(
          threads,
          () ->
              request.stream()
                  ? new StreamedAnswer(outlet, request.encoding())
                  : new CollectedAnswer(outlet, request.encoding(), now.maxAnswer()));
    } finally {
      busy.decrementAndGet();
    }
  }

  private Execution start(
      AllowedCommand allowed, ExecuteRequest request, ExecuteSettings now, Outlet outlet)
      throws Refusal {
    try {
      var started = threads.call(() -> Launcher.start(allowed, request, scratch.surroundings(now)));
      Execution execution = new Execution(started, request.stdin(), now, tempo, outlet);
      clock.watch(execution);
      if (closed) {
        execution.stop(Cause.SHUTDOWN);
      }
      return execution;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new IllegalStateException("cannot start " + allowed.path(), e);
    }
  }

  private static void refuse(HttpExchange exchange, Outlet outlet, Refusal refusal) {
    switch (refusal.status()) {
      case 401 -> exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      case 429 -> exchange.getResponseHeaders().set("Retry-After", "1");
      default -> {}
    }
    try {
      var content = new ByteArrayOutputStream();
      content.writeBytes(refusal.problem().json());
      outlet.send(refusal.status(), Problem.TYPE, content);
    } catch (IOException _) {
      // The client did not wait for the answer.
    }
  }

  /** Ends what runs and waits for it, a little longer than the grace that processes get. */
  @Override
  public void close() {
    closed = true;
    long deadline = System.nanoTime() + tempo.grace() + Duration.ofSeconds(2).toNanos();
    while (!clock.running().isEmpty() && System.nanoTime() - deadline < 0) {
      clock.running().forEach(execution -> execution.stop(Cause.SHUTDOWN));
      LockSupport.parkNanos(tempo.tick());
    }
    clock.close();
    threads.close();
    scratch.close();
  }
}

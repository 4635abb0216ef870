package dev.fairlead.control.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One client's stream of server-sent events (WHATWG HTML §9.2). Used by the request's own thread;
 * others may only cut it.
 */
public final class EventStream {
  private static final long PAUSE_MS = 100;
  private static final long IDLE = 0;

  /** What a stream is fed from. */
  @FunctionalInterface
  public interface Source {
    /** Writes what is new, and returns without waiting for more. */
    void writeTo(EventStream stream) throws IOException;
  }

  private final HttpExchange exchange;
  private final long heartbeatNanos;
  private final Thread thread = Thread.currentThread();
  private final StringBuilder pending = new StringBuilder();
  private volatile long writingSince = IDLE;
  private long lastWrite;

  EventStream(HttpExchange exchange, Duration heartbeat) {
    this.exchange = exchange;
    this.heartbeatNanos = heartbeat.toNanos();
  }

  void run(Source source) throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    pending.append("retry: 2000\n\n");
    while (true) {
      source.writeTo(this);
      if (pending.isEmpty() && System.nanoTime() - lastWrite > heartbeatNanos) {
        pending.append(": still here\n\n");
      }
      flush(out);
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
  }

  /** An event; {@code data} is one line. */
  public void send(String id, String event, String data) throws IOException {
    pending.append("id: ").append(id).append("\nevent: ").append(event);
    pending.append("\ndata: ").append(data).append("\n\n");
    if (pending.length() > 32 << 10) {
      flush(exchange.getResponseBody());
    }
  }

  private void flush(OutputStream out) throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
    pending.setLength(0);
    lastWrite = System.nanoTime();
    writingSince = lastWrite == IDLE ? 1 : lastWrite;
    try {
      out.write(bytes);
      out.flush();
    } finally {
      writingSince = IDLE;
    }
  }

  void cutIfStuckSince(long latest) {
    long since = writingSince;
    if (since != IDLE && since - latest < 0) {
      cut();
    }
  }

  /** Interrupting a thread that writes closes its socket. */
  void cut() {
    thread.interrupt();
  }
}

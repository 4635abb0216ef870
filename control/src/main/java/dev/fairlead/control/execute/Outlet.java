package dev.fairlead.control.execute;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The way to the client, that knows for how long it has been stuck, and can be given up. */
final class Outlet {
  private final HttpExchange exchange;
  private final Thread owner = Thread.currentThread();
  private final OutputStream out;
  private volatile long busySince; // 0 while nothing is being written.

  // Guarded by this.
  private boolean done;

  /** Belongs to the current thread, which is the only one that writes. */
  Outlet(HttpExchange exchange) {
    this.exchange = exchange;
    this.out = exchange.getResponseBody();
  }

  /** Sends the head of an answer whose length is not known yet. */
  void begin(String contentType) throws IOException {
    head(contentType);
    exchange.sendResponseHeaders(200, 0);
    flush();
  }

  /** Sends a whole answer. */
  void send(int status, String contentType, ByteArrayOutputStream content) throws IOException {
    head(contentType);
    busySince = now();
    exchange.sendResponseHeaders(status, content.size());
    busySince = 0;
    write(content);
    flush();
  }

  void write(ByteArrayOutputStream content) throws IOException {
    busySince = now();
    content.writeTo(out);
    busySince = 0;
  }

  void flush() throws IOException {
    busySince = now();
    out.flush();
    busySince = 0;
  }

  /** For how long one write has not ended, in nanoseconds. */
  long stuck(long now) {
    long since = busySince;
    return since == 0 ? 0 : Math.max(0, now - since);
  }

  /** Breaks the connection under a write that is stuck. */
  synchronized void giveUp() {
    if (!done) {
      owner.interrupt();
    }
  }

  /** Nothing will be written any more; an interrupt of ours does not outlive this. */
  synchronized void done() {
    done = true;
    boolean _ = Thread.interrupted();
  }

  private void head(String contentType) {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
  }

  private static long now() {
    return System.nanoTime() | 1;
  }
}

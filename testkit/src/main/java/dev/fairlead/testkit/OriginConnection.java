package dev.fairlead.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A connection that a scripted origin accepted. */
public final class OriginConnection extends Wire {
  private final int index;

  OriginConnection(Socket socket, int index) throws IOException {
    super(socket);
    this.index = index;
  }

  /** Which connection of the origin this is, counted from zero. */
  public int index() {
    return index;
  }

  /**
   * Reads the next request strictly, or null when the peer closed; {@code 100 (Continue)} is sent.
   */
  public @Nullable RawRequest request() throws IOException {
    return reader().request(this::allowBody);
  }

  /** Copies bytes both ways, half-closes included, until both directions have ended. */
  public void relay(Wire other) throws InterruptedException {
    Relay.both(this, other);
  }

  private void allowBody() {
    try {
      send("HTTP/1.1 100 Continue\r\n\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the peer left before 100 (Continue)", e);
    }
  }
}

package dev.fairlead.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds loopback ports on which nothing listens. */
public final class FreePort {
  private FreePort() {}

  /**
   * A TCP port that was free a moment ago. Use it for programs that cannot bind port 0, and for
   * "connection refused".
   */
  public static int next() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free loopback port", e);
    }
  }
}

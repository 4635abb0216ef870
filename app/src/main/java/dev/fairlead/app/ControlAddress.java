package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Control;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.guard.SelfCheck;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the control plane listens, for the data plane: it hands requests over there, and lets
 * nothing else through to it. Thread-safe.
 */
public final class ControlAddress implements SelfCheck {
  private volatile @Nullable InetSocketAddress bound;

  void is(InetSocketAddress address) {
    bound = address;
  }

  /** Where it would be, if it ran. */
  static ControlAddress assumed(Config config) {
    ControlAddress address = new ControlAddress();
    if (config.control().enabled()) {
      int port = config.controlPort().orElse(Control.USUAL_PORT);
      address.is(new InetSocketAddress(config.control().host().name(), port));
    }
    return address;
  }

  Optional<InetSocketAddress> address() {
    return Optional.ofNullable(bound);
  }

  /** The way there from this machine, or nothing if there is no control plane. */
  Optional<Endpoint> endpoint() {
    InetSocketAddress address = bound;
    if (address == null || address.isUnresolved() || address.getPort() == 0) {
      return Optional.empty();
    }
    InetAddress host =
        address.getAddress().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress()
            : address.getAddress();
    return Optional.of(
        new Endpoint(
            Host.of(host.getAddress()), address.getPort(), false, null, Endpoint.Use.HTTP, true));
  }

  @Override
  public boolean isSelf(InetAddress address, int port) {
    InetSocketAddress ours = bound;
    return ours != null
        && ours.getPort() == port
        && (address.equals(ours.getAddress())
            || (ours.getAddress().isAnyLocalAddress() && isLocal(address)));
  }

  private static boolean isLocal(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}

package dev.fairlead.engine.upstream.dial.dns;

import dev.fairlead.engine.message.Failure;
import java.net.InetAddress;
import java.util.List;

/** Is told once what a name stands for; perhaps before {@code resolve} returns. */
public interface Answer {
  /** At least one address, IPv6 before IPv4, each family in the order it was given. */
  void resolved(List<InetAddress> addresses);

  /** The name has no address, or nobody could say. */
  void failed(Failure failure);
}

package dev.fairlead.engine.upstream.dial.dns;

import dev.fairlead.engine.message.Failure;
import java.net.InetAddress;
import java.util.List;

/** Is told once what a name stands for; perhaps before {@code resolve} returns. */
public interface Answer {
  /**
   * The name stands for these.
   *
   * @param addresses at least one, IPv6 before IPv4, each family in the order it was given
   * @param aliases every other name on the way there: search domains that were tried, CNAMEs
   */
  void resolved(List<InetAddress> addresses, List<String> aliases);

  /** The name has no address, or nobody could say. */
  void failed(Failure failure);
}

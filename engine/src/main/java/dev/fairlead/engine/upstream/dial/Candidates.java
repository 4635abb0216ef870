package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.dns.Answer;
import dev.fairlead.engine.upstream.dial.dns.Resolver;
import dev.fairlead.engine.upstream.dial.guard.AddressGuard;
import io.netty.channel.EventLoop;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The addresses at which a host may be dialled: resolved once, judged one by one, in order. */
final class Candidates {
  private final Resolver resolver;
  private final AddressGuard guard;

  Candidates(Resolver resolver, AddressGuard guard) {
    this.resolver = resolver;
    this.guard = guard;
  }

  /** Whether the literal may be reached through a gateway; null if so. */
  @Nullable Failure refusal(Host literal, boolean named, int port) {
    byte[] address = literal.address();
    return address == null ? null : guard.refusal(literal, named, address, port);
  }

  /**
   * Finds the addresses, perhaps before this returns.
   *
   * @param found gets at least one address
   */
  void find(
      EventLoop loop,
      Host host,
      int port,
      boolean named,
      Consumer<List<InetSocketAddress>> found,
      Consumer<Failure> failed) {
    byte[] literal = host.address();
    if (literal != null) {
      judge(host, port, named, List.of(inet(literal)), found, failed);
      return;
    }
    resolver.resolve(
        loop,
        host.text(),
        new Answer() {
          @Override
          public void resolved(List<InetAddress> addresses) {
            judge(host, port, named, addresses, found, failed);
          }

          @Override
          public void failed(Failure failure) {
            failed.accept(failure);
          }
        });
  }

  private void judge(
      Host host,
      int port,
      boolean named,
      List<InetAddress> addresses,
      Consumer<List<InetSocketAddress>> found,
      Consumer<Failure> failed) {
    List<InetSocketAddress> allowed = new ArrayList<>();
    Failure refusal = null;
    for (InetAddress address : addresses) {
      Failure why = guard.refusal(host, named, address.getAddress(), port);
      if (why == null) {
        allowed.add(new InetSocketAddress(address, port));
      } else if (refusal == null) {
        refusal = why;
      }
    }
    if (allowed.isEmpty() && refusal != null) {
      failed.accept(refusal);
    } else {
      found.accept(alternating(allowed));
    }
  }

  /** RFC 8305 §4: families take turns, IPv6 first. */
  static List<InetSocketAddress> alternating(List<InetSocketAddress> addresses) {
    Deque<InetSocketAddress> six = new ArrayDeque<>();
    Deque<InetSocketAddress> four = new ArrayDeque<>();
    addresses.forEach(each -> (isSix(each) ? six : four).add(each));
    List<InetSocketAddress> order = new ArrayList<>(addresses.size());
    while (!six.isEmpty() || !four.isEmpty()) {
      if (!six.isEmpty()) {
        order.add(six.remove());
      }
      if (!four.isEmpty()) {
        order.add(four.remove());
      }
    }
    return order;
  }

  private static boolean isSix(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  private static InetAddress inet(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a literal has 4 or 16 bytes", e);
    }
  }
}

package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Failure;
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
  private final NameCheck names;

  Candidates(Resolver resolver, AddressGuard guard, NameCheck names) {
    this.resolver = resolver;
    this.guard = guard;
    this.names = names;
  }

  /** Why the place, if it is an address, may not be reached through a gateway; null if it may. */
  @Nullable Failure refusal(Place place) {
    byte[] address = place.host().address();
    return address == null ? null : refusal(place, address);
  }

  private @Nullable Failure refusal(Place place, byte[] address) {
    return guard.refusal(place.host(), place.named(), address, place.port());
  }

  /**
   * Finds the addresses, perhaps before this returns.
   *
   * @param found gets at least one address
   */
  void find(
      EventLoop loop,
      Place place,
      Consumer<List<InetSocketAddress>> found,
      Consumer<Failure> failed) {
    byte[] literal = place.host().address();
    if (literal != null) {
      judge(place, List.of(inet(literal)), found, failed);
      return;
    }
    resolver.resolve(
        loop,
        place.host().text(),
        new Answer() {
          @Override
          public void resolved(List<InetAddress> addresses, List<String> aliases) {
            Failure refusal = refusal(place, aliases);
            if (refusal != null) {
              failed.accept(refusal);
            } else {
              judge(place, addresses, found, failed);
            }
          }

          @Override
          public void failed(Failure failure) {
            failed.accept(failure);
          }
        });
  }

  /** What the configuration names may be called anything. */
  private @Nullable Failure refusal(Place place, List<String> aliases) {
    Failure refusal = null;
    for (int i = 0; refusal == null && !place.named() && i < aliases.size(); i++) {
      refusal = names.refusal(place.host(), aliases.get(i));
    }
    return refusal;
  }

  private void judge(
      Place place,
      List<InetAddress> addresses,
      Consumer<List<InetSocketAddress>> found,
      Consumer<Failure> failed) {
    List<InetSocketAddress> allowed = new ArrayList<>();
    Failure refusal = null;
    for (InetAddress address : addresses) {
      Failure why = refusal(place, address.getAddress());
      if (why == null) {
        allowed.add(new InetSocketAddress(address, place.port()));
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

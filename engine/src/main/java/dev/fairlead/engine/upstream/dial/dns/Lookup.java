package dev.fairlead.engine.upstream.dial.dns;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks for both families at once. Once IPv4 is there, IPv6 is waited for 50 ms more (RFC 8305 §3);
 * IPv6 alone does not go ahead, so that a broken IPv6 network finds a way out. Tries the next
 * candidate when a name does not exist. Event loop only.
 */
final class Lookup {
  /** RFC 8305 §8, Resolution Delay. */
  static final long DELAY_MILLIS = 50;

  private final EventLoop loop;
  private final DnsClient client;
  private final List<InetSocketAddress> servers;
  private final String asked;
  private final List<String> candidates;
  private final Answer answer;

  Lookup(
      EventLoop loop,
      DnsClient client,
      List<InetSocketAddress> servers,
      String asked,
      List<String> candidates,
      Answer answer) {
    this.loop = loop;
    this.client = client;
    this.servers = servers;
    this.asked = asked;
    this.candidates = candidates;
    this.answer = answer;
  }

  void start() {
    new Pair(0).start();
  }

  /** The two questions about one candidate. */
  private final class Pair {
    private final int index;
    private @Nullable Outcome six;
    private @Nullable Outcome four;
    private boolean over;

    Pair(int index) {
      this.index = index;
    }

    void start() {
      String name = candidates.get(index);
      client.ask(servers, new Question(name, true), this::six);
      client.ask(servers, new Question(name, false), this::four);
    }

    private void six(Outcome outcome) {
      six = outcome;
      if (four != null) {
        finish();
      }
    }

    private void four(Outcome outcome) {
      four = outcome;
      if (six != null) {
        finish();
      } else if (outcome instanceof Outcome.Found) {
        var _ = loop.schedule(this::finish, DELAY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    private void finish() {
      if (over) {
        return;
      }
      over = true;
      List<InetAddress> addresses = new ArrayList<>(addresses(six));
      addresses.addAll(addresses(four));
      if (!addresses.isEmpty()) {
        answer.resolved(addresses, aliases());
        return;
      }
      Failure failure = failure();
      if (failure.kind() == Kind.NO_NAME && index + 1 < candidates.size()) {
        new Pair(index + 1).start();
      } else {
        answer.failed(failure);
      }
    }

    /** Of the families whose addresses are handed out; the other may still be under way. */
    private List<String> aliases() {
      Set<String> names = new LinkedHashSet<>();
      names.add(candidates.get(index));
      names.addAll(aliases(six));
      names.addAll(aliases(four));
      names.remove(asked);
      return List.copyOf(names);
    }

    private static List<String> aliases(@Nullable Outcome outcome) {
      return outcome instanceof Outcome.Found found ? found.aliases() : List.of();
    }

    private Failure failure() {
      if (four instanceof Outcome.Failed(Failure failure)) {
        return failure;
      }
      if (six instanceof Outcome.Failed(Failure failure)) {
        return failure;
      }
      return new Failure(Kind.NO_NAME, asked + " is not known to DNS; check its spelling");
    }
  }

  private static List<InetAddress> addresses(@Nullable Outcome outcome) {
    return outcome instanceof Outcome.Found found ? found.addresses() : List.of();
  }
}

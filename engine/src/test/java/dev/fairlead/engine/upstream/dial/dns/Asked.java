package dev.fairlead.engine.upstream.dial.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.upstream.dial.TestLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A question to a resolver whose answer a test waits for. */
final class Asked implements Answer {
  private final CompletableFuture<Object> answer = new CompletableFuture<>();

  private volatile List<String> via = List.of();

  private Asked() {}

  /** Asks on the loop's own thread. */
  static Asked begin(TestLoop loop, Resolver resolver, String name) {
    Asked asked = new Asked();
    resolver.resolve(loop.get(), name, asked);
    return asked;
  }

  /** Asks from the test's thread. */
  static Asked wait(TestLoop loop, Resolver resolver, String name) {
    Asked asked = new Asked();
    loop.run(() -> resolver.resolve(loop.get(), name, asked));
    return asked;
  }

  @Override
  public void resolved(List<InetAddress> addresses, List<String> aliases) {
    via = aliases;
    answer.complete(addresses.toArray(InetAddress[]::new));
  }

  @Override
  public void failed(Failure failure) {
    answer.complete(failure);
  }

  List<InetAddress> addresses() {
    if (join() instanceof InetAddress[] addresses) {
      return List.of(addresses);
    }
    throw new AssertionError(join().toString());
  }

  /** The other names on the way to the addresses. */
  List<String> aliases() {
    assertThat(addresses()).isNotEmpty();
    return via;
  }

  Failure failure() {
    if (join() instanceof Failure failure) {
      return failure;
    }
    throw new AssertionError(addresses().toString());
  }

  private Object join() {
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }
}

package dev.fairlead.engine.upstream.dial.socket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RaceTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final Map<String, ChannelPromise> attempts = new LinkedHashMap<>();
  private final List<Channel> won = new ArrayList<>();
  private @Nullable Failure lost;

  RaceTest() {
    clock.freezeTime();
  }

  @Test
  void theSecondAddressIsTriedAfter250Milliseconds() {
    race("2001:db8::1", "192.0.2.1").start();

    assertThat(attempts).containsOnlyKeys("2001:db8::1");
    pass(249);
    assertThat(attempts).hasSize(1);
    pass(1);
    assertThat(attempts).containsOnlyKeys("2001:db8::1", "192.0.2.1");
  }

  @Test
  void aFailureStartsTheNextAttemptAtOnceAndRestartsTheClock() {
    race("192.0.2.1", "192.0.2.2", "192.0.2.3").start();
    pass(200);
    refuse("192.0.2.1");

    assertThat(attempts).containsOnlyKeys("192.0.2.1", "192.0.2.2");
    pass(249);
    assertThat(attempts).hasSize(2);
    pass(1);
    assertThat(attempts).hasSize(3);
  }

  @Test
  void theFirstToConnectWinsAndTheOthersAreClosed() {
    race("2001:db8::1", "192.0.2.1").start();
    pass(250);
    accept("192.0.2.1");

    assertThat(won).containsExactly(channel("192.0.2.1"));
    assertThat(channel("192.0.2.1").isOpen()).isTrue();
    assertThat(channel("2001:db8::1").isOpen()).isFalse();
  }

  @Test
  void aLoserThatConnectsLateIsClosed() {
    race("2001:db8::1", "192.0.2.1").start();
    pass(250);
    accept("192.0.2.1");
    accept("2001:db8::1");

    assertThat(won).hasSize(1);
    assertThat(channel("2001:db8::1").isOpen()).isFalse();
  }

  @Test
  void nothingMoreIsTriedOnceWon() {
    race("2001:db8::1", "192.0.2.1").start();
    accept("2001:db8::1");
    pass(1000);

    assertThat(attempts).hasSize(1);
  }

  @Test
  void isLostWhenAllHaveFailedAndTellsTheMostTellingReason() {
    race("2001:db8::1", "192.0.2.1", "192.0.2.2").start();
    fail("2001:db8::1", new ConnectException("Network is unreachable"));
    refuse("192.0.2.1");
    assertThat(lost).isNull();
    fail("192.0.2.2", new ConnectTimeoutException("late"));

    Failure why = requireNonNull(lost, "not lost");
    assertThat(why.kind()).isEqualTo(Failure.Kind.CONNECTION_REFUSED);
    assertThat(why.message()).contains("shop.example:443");
  }

  @Test
  void waitsForARunningAttemptBeforeItIsLost() {
    race("2001:db8::1", "192.0.2.1").start();
    pass(250);
    refuse("192.0.2.1");

    assertThat(lost).isNull();
    accept("2001:db8::1");
    assertThat(won).hasSize(1);
  }

  @Test
  void aCancelledRaceClosesEverythingAndIsSilent() {
    Race race = race("2001:db8::1", "192.0.2.1", "192.0.2.2");
    race.start();
    pass(250);
    race.cancel();
    pass(1000);

    assertThat(attempts).hasSize(2);
    assertThat(channel("2001:db8::1").isOpen()).isFalse();
    assertThat(channel("192.0.2.1").isOpen()).isFalse();
    assertThat(won).isEmpty();
    assertThat(lost).isNull();
  }

  private Race race(String... addresses) {
    return new Race(
        clock.eventLoop(),
        (_, address, _) -> attempt(address.getAddress().getHostAddress()),
        "shop.example:443",
        Stream.of(addresses).map(each -> new InetSocketAddress(each, 443)).toList(),
        System.nanoTime() + TimeUnit.SECONDS.toNanos(10),
        new Race.Finish() {
          @Override
          public void won(Channel channel, InetSocketAddress address) {
            won.add(channel);
          }

          @Override
          public void lost(Failure failure) {
            lost = failure;
          }
        });
  }

  private ChannelPromise attempt(String address) {
    ChannelPromise promise = new EmbeddedChannel().newPromise();
    attempts.put(address.replace("2001:db8:0:0:0:0:0:1", "2001:db8::1"), promise);
    return promise;
  }

  private Channel channel(String address) {
    return promise(address).channel();
  }

  private ChannelPromise promise(String address) {
    ChannelPromise promise = attempts.get(address);
    if (promise == null) {
      throw new AssertionError(address + " has not been tried");
    }
    return promise;
  }

  private void accept(String address) {
    promise(address).setSuccess();
  }

  private void refuse(String address) {
    fail(address, new ConnectException("Connection refused: " + address));
  }

  private void fail(String address, Throwable cause) {
    promise(address).setFailure(cause);
  }

  private void pass(long millis) {
    clock.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
  }
}

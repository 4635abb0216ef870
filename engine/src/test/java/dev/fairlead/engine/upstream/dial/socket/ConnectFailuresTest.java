package dev.fairlead.engine.upstream.dial.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectFailuresTest {
  static Stream<Arguments> causes() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused: /a:1"), Kind.CONNECTION_REFUSED),
        Arguments.of(
            new ConnectException("finishConnect(..) failed: Connection refused: /a:1"),
            Kind.CONNECTION_REFUSED),
        Arguments.of(new ConnectTimeoutException("after 10 ms"), Kind.CONNECTION_TIMEOUT),
        Arguments.of(new ConnectException("Connection timed out"), Kind.CONNECTION_TIMEOUT),
        Arguments.of(new NoRouteToHostException("No route to host"), Kind.UNROUTABLE),
        Arguments.of(new SocketException("Network is unreachable"), Kind.UNROUTABLE),
        Arguments.of(new IOException("connect(..) failed: Permission denied"), Kind.UNROUTABLE),
        Arguments.of(
            new ChannelException("no channel", new SocketException("Too many open files")),
            Kind.OVERLOADED),
        Arguments.of(new IOException("Connection reset by peer"), Kind.CONNECTION_BROKEN));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void isNamedAfterWhatTheSystemSays(Throwable cause, Kind kind) {
    Failure failure = ConnectFailures.of(cause, "shop.example:443");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).contains("shop.example:443");
  }
}

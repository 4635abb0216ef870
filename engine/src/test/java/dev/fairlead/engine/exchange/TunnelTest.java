package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure.Kind;
import org.junit.jupiter.api.Test;

/** CONNECT: bytes are carried, each half ends on its own. */
final class TunnelTest {
  private final Playbook play = new Playbook();

  private Playbook tunnel() {
    play.route = Playbook.forward(Door.TUNNEL, Endpoint.Use.TUNNEL);
    return play.begin(Asked.connect());
  }

  @Test
  void earlyBytesFollowOnceTheTunnelStands() {
    tunnel().sends("hello");
    assertThat(play.told()).containsExactly("dial origin.example", "client read off");
    play.events().clientReadComplete();
    play.connects();
    assertThat(play.toldExactly())
        .containsExactly(
            "client upgrade 200",
            "client flush",
            "upstream write",
            "client read on",
            "upstream flush");
    assertThat(play.upstream().body).hasToString("hello");
  }

  @Test
  void clientThatEndsFirstStillReads() {
    tunnel().connects().sends("q").forget().ends();
    assertThat(play.told()).containsExactly("upstream finish");
    play.gives("answer").completes();
    assertThat(play.told()).containsExactly("client write", "flow 200", "client finish");
    assertThat(play.upstream().cancels).isZero();
  }

  @Test
  void upstreamThatEndsFirstIsStillWrittenTo() {
    tunnel().connects().gives("banner").forget().completes();
    assertThat(play.told()).containsExactly("client finish");
    play.sends("bye").ends();
    assertThat(play.told()).containsExactly("upstream write", "upstream finish", "flow 200");
    assertThat(play.upstream().cancels).isZero();
    assertThat(play.flows).hasSize(1);
  }

  @Test
  void clientThatEndedWhileDiallingEndsTheUpstreamHalf() {
    tunnel().sends("all").ends().forget().connects();
    assertThat(play.told()).contains("upstream write", "upstream finish");
    assertThat(play.flows).isEmpty();
  }

  @Test
  void refusedTunnelIsAResponse() {
    tunnel().sends("early").forget().fails(Kind.CONNECTION_REFUSED, true);
    assertThat(play.told())
        .containsExactly(
            "client respond 502", "client write", "flow 502 CONNECTION_REFUSED", "client finish");
    assertThat(play.leaks()).isZero();
  }

  @Test
  void backPressureHoldsBothWays() {
    tunnel().connects().forget();
    play.upstream().writable = false;
    play.client.writable = false;
    play.sends("a").gives("b");
    assertThat(play.told())
        .containsExactly("upstream write", "client read off", "client write", "upstream read off");
    play.upstream().takesMore();
    play.clientTakesMore();
    assertThat(play.told()).containsExactly("client read on", "upstream read on");
  }

  @Test
  void bodyLimitDoesNotCountTunnelBytes() {
    play.route =
        Playbook.forward(
            Door.TUNNEL, Playbook.endpoint("origin.example", Endpoint.Use.TUNNEL), null, 3);
    play.begin(Asked.connect()).connects().sends("many bytes");
    assertThat(play.upstream().body).hasToString("many bytes");
  }
}

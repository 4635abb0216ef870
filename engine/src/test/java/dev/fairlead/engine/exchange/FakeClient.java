package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's half: writes down what it is told, and fails a test that breaks its contract. */
final class FakeClient implements ClientStream {
  private final List<String> log;
  @Nullable ResponseHead head;
  @Nullable ResponseHead interim;
  final StringBuilder body = new StringBuilder();
  boolean writable = true;
  boolean gone;
  long unsent;
  private boolean over;

  FakeClient(List<String> log) {
    this.log = log;
  }

  private void note(String call) {
    assertThat(gone).as("no call after the client left, but: %s", call).isFalse();
    assertThat(over).as("no call after the end, but: %s", call).isFalse();
    log.add("client " + call);
  }

  private void start(ResponseHead started) {
    assertThat(head).as("only one response").isNull();
    head = started;
  }

  @Override
  public void interim(ResponseHead head) {
    interim = head;
    note("interim " + head.status());
  }

  @Override
  public void respond(ResponseHead head) {
    start(head);
    note("respond " + head.status());
  }

  @Override
  public void upgrade(ResponseHead head) {
    start(head);
    note("upgrade " + head.status());
  }

  @Override
  public void write(ByteBuf chunk) {
    assertThat(head).as("a head before the body").isNotNull();
    body.append(chunk.toString(StandardCharsets.UTF_8));
    chunk.release();
    note("write");
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    note(trailers == null ? "finish" : "finish " + trailers.toString().strip());
    over = true;
  }

  @Override
  public void flush() {
    assertThat(gone).as("no flush after the client left").isFalse();
    log.add("client flush");
  }

  @Override
  public void reading(boolean wanted) {
    log.add(wanted ? "client read on" : "client read off");
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public long unsent() {
    return unsent;
  }

  @Override
  public void abort(Failure failure) {
    note("abort " + failure.kind());
    over = true;
  }
}

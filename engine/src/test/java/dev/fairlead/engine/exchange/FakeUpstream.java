package dev.fairlead.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dial and the stream that comes of it: writes down what it is told, and holds its contract. */
final class FakeUpstream implements UpstreamStream {
  private final List<String> log;
  final UpstreamEvents events;
  final StringBuilder body = new StringBuilder();
  @Nullable RequestHead head;
  boolean writable = true;
  boolean connected;
  boolean over;
  int cancels;

  FakeUpstream(List<String> log, UpstreamEvents events) {
    this.log = log;
    this.events = events;
  }

  void takesMore() {
    writable = true;
    events.upstreamWritable();
  }

  private void note(String call) {
    assertThat(over).as("no call after the end, but: %s", call).isFalse();
    log.add("upstream " + call);
  }

  @Override
  public void send(RequestHead head) {
    note("send " + head.method() + " " + head.path());
    this.head = head;
  }

  @Override
  public void write(ByteBuf chunk) {
    body.append(chunk.toString(StandardCharsets.UTF_8));
    chunk.release();
    note("write");
  }

  @Override
  public void finish(@Nullable Headers trailers) {
    note(trailers == null ? "finish" : "finish " + trailers.toString().strip());
  }

  @Override
  public void flush() {
    note("flush");
  }

  @Override
  public void reading(boolean wanted) {
    note(wanted ? "read on" : "read off");
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void cancel() {
    cancels++;
    over = true;
    log.add(connected ? "upstream cancel" : "dial cancel");
  }
}

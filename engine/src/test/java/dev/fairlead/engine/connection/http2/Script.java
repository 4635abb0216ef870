package dev.fairlead.engine.connection.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange that does nothing of itself and notes what it is told. */
final class Script implements ClientEvents {
  final RequestHead head;
  final ClientStream stream;
  final List<String> told = new ArrayList<>();
  long bytes;

  Script(RequestHead head, ClientStream stream) {
    this.head = head;
    this.stream = stream;
  }

  @Override
  public void body(ByteBuf chunk) {
    bytes += chunk.readableBytes();
    told.add("body " + (chunk.readableBytes() > 40 ? "…" : chunk.toString(ISO_8859_1)));
    chunk.release();
  }

  @Override
  public void bodyEnd(@Nullable Headers trailers) {
    told.add("end" + (trailers == null ? "" : " " + trailers.toString().strip()));
  }

  @Override
  public void clientReadComplete() {
    told.add("read complete");
  }

  @Override
  public void clientWritable() {
    told.add("writable");
  }

  @Override
  public void clientFailed(Failure failure) {
    told.add("failed " + failure.kind() + " " + failure.message());
  }

  @Override
  public void tick(long nanos) {
    told.add("tick");
  }
}

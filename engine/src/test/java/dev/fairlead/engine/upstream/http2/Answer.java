package dev.fairlead.engine.upstream.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamFacts;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange that notes what an upstream tells it. */
final class Answer implements UpstreamEvents {
  final List<String> told = new ArrayList<>();
  long bytes;
  @Nullable ResponseHead head;

  @Override
  public void connected(UpstreamStream stream, UpstreamFacts facts) {
    told.add("connected");
  }

  @Override
  public void interim(ResponseHead head) {
    told.add("interim " + head.status());
  }

  @Override
  public void response(ResponseHead head) {
    this.head = head;
    told.add("response " + head.status() + " " + head.bodyLength());
  }

  @Override
  public void chunk(ByteBuf chunk) {
    bytes += chunk.readableBytes();
    told.add("chunk " + (chunk.readableBytes() > 40 ? "…" : chunk.toString(ISO_8859_1)));
    chunk.release();
  }

  @Override
  public void end(@Nullable Headers trailers) {
    told.add("end" + (trailers == null ? "" : " " + trailers.toString().strip()));
  }

  @Override
  public void upstreamReadComplete() {
    told.add("read complete");
  }

  @Override
  public void upstreamWritable() {
    told.add("writable");
  }

  @Override
  public void upstreamFailed(Failure failure, boolean unprocessed) {
    told.add("failed " + failure.kind() + (unprocessed ? " unprocessed" : ""));
  }
}

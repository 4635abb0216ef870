package dev.fairlead.engine.exchange;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The response on its way from the upstream to the client: through the steps that filters left. A
 * step that judges the whole message keeps its head here until the first byte has passed.
 */
final class Download implements Passage.Exit {
  /** What it tells the exchange. */
  interface Owner {
    /** The client gets this head now. */
    void responding(ResponseHead head);

    /** The last byte has passed; the client is told when this returns. */
    void downloaded();

    void refusedBy(String filter, Failure failure);
  }

  private final Owner owner;
  private final ClientStream client;
  private final Progress progress;
  private final Flow flow;
  private @Nullable Passage passage;
  private @Nullable UpstreamStream source;
  private @Nullable ResponseHead withheld;
  private boolean inRead;

  Download(Owner owner, ClientStream client, Progress progress, Flow flow) {
    this.owner = owner;
    this.client = client;
    this.progress = progress;
    this.flow = flow;
  }

  /** Bytes come from this upstream from now on. */
  void flowFrom(UpstreamStream stream) {
    source = stream;
  }

  /** Whether a head is here that the client has not been given. */
  boolean isWithheld() {
    return withheld != null;
  }

  /**
   * Whether a step delays it, so that nobody is to blame for silence.
   *
   * @param complete whether the upstream has said all
   */
  boolean isDelayed(boolean complete) {
    return passage != null && (complete || !passage.wanting());
  }

  void head(ResponseHead head, @Nullable Passage steps) {
    inRead = true;
    passage = steps;
    if (steps != null && steps.holdsHead() && head.bodyLength() != Body.NONE) {
      withheld = head;
    } else {
      owner.responding(head);
      client.respond(head);
    }
  }

  /** Switches to a tunnel, whose bytes pass the steps too. */
  void tunnel(ResponseHead head, @Nullable Passage steps) {
    passage = steps;
    owner.responding(head);
    client.upgrade(head);
    client.flush();
  }

  void fromUpstream(ByteBuf chunk) {
    inRead = true;
    progress.fromUpstream(chunk.readableBytes());
    if (passage == null) {
      accept(chunk);
    } else {
      passage.chunk(chunk);
    }
  }

  /**
   * The upstream has said all.
   *
   * @param leaving whether its connection may serve another exchange from here on
   */
  void fromUpstreamEnd(@Nullable Headers trailers, boolean leaving) {
    inRead = false;
    if (leaving) {
      source = null;
    }
    if (passage == null) {
      finish(trailers);
    } else {
      passage.end(trailers);
    }
  }

  boolean hasSteps() {
    return passage != null;
  }

  void readComplete() {
    inRead = false;
    client.flush();
  }

  void clientWritable() {
    progress.clientTakes(true);
    upstreamMaySend();
  }

  private void upstreamMaySend() {
    if (source != null) {
      source.reading(client.writable() && (passage == null || passage.wanting()));
    }
  }

  void stop() {
    source = null;
    withheld = null;
  }

  private void accept(ByteBuf chunk) {
    flow.responseBytes += chunk.readableBytes();
    client.write(chunk);
    if (!client.writable()) {
      progress.clientTakes(false);
      upstreamMaySend();
    }
  }

  private void finish(@Nullable Headers trailers) {
    owner.downloaded();
    client.finish(trailers);
    client.flush();
  }

  private void releaseHead() {
    ResponseHead head = withheld;
    if (head != null) {
      withheld = null;
      owner.responding(head);
      client.respond(head);
    }
  }

  /* ---------------- Behind the last step ---------------- */

  @Override
  public void chunk(ByteBuf chunk) {
    releaseHead();
    accept(chunk);
  }

  @Override
  public void end(@Nullable Headers trailers) {
    releaseHead();
    finish(trailers);
  }

  @Override
  public void flush() {
    if (!inRead && withheld == null) {
      client.flush();
    }
  }

  @Override
  public void wanting() {
    upstreamMaySend();
  }

  @Override
  public void refuse(String filter, Failure failure) {
    owner.refusedBy(filter, failure);
  }
}

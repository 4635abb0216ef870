package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes on their way from the client to the upstream: through the steps that filters left, and
 * held where the upstream is not ready for them. A client that is held back is not blamed for being
 * slow.
 */
final class Upload implements Passage.Exit {
  /** What it tells the exchange. */
  interface Owner {
    /** The first of it, or its end, has passed all steps. */
    void judged();

    /** All of it has been given to the upstream. */
    void uploaded();

    void refusedBy(String filter, Failure failure);
  }

  private final Owner owner;
  private final ClientStream client;
  private final Progress progress;
  private final RequestBody body;
  private @Nullable Passage passage;
  private @Nullable UpstreamStream upstream;
  private boolean taking;
  private boolean keeping = true;
  private boolean inRead = true;
  private boolean whole;

  Upload(Owner owner, ClientStream client, Progress progress, ReplayBudget replay) {
    this.owner = owner;
    this.client = client;
    this.progress = progress;
    this.body = new RequestBody(replay);
  }

  /** Whether the client has sent all of it. */
  boolean isWhole() {
    return whole;
  }

  /** Whether the upstream has been given all of it. */
  boolean isDone() {
    return body.ended();
  }

  /** Whether the upstream can be given all of it once more. */
  boolean isResendable() {
    return body.resendable();
  }

  /** Whether a step delays it, so that nobody is to blame for silence. */
  boolean isDelayed() {
    return passage != null && (!passage.wanting() || (whole && !body.ended()));
  }

  void replayLimit(long bytes) {
    body.replayLimit(bytes);
  }

  /* ---------------- From the client ---------------- */

  void chunk(ByteBuf chunk, boolean filtered) {
    inRead = true;
    if (filtered && passage != null) {
      passage.chunk(chunk);
    } else {
      accept(chunk);
    }
  }

  void end(@Nullable Headers trailers, boolean filtered) {
    whole = true;
    if (filtered && passage != null) {
      passage.end(trailers);
    } else {
      finish(trailers);
    }
  }

  void readComplete() {
    inRead = false;
    flush();
  }

  /** Sends what came while filters were asked through the steps they left; true if any did. */
  boolean pass(Passage steps) {
    passage = steps;
    boolean waited = body.holding();
    boolean ended = body.ended();
    body.reopen();
    body.takeAll().forEach(steps::chunk);
    if (ended) {
      steps.end(body.trailers());
    }
    return waited;
  }

  /** What waited has passed: the sender may go on, and what was written meanwhile goes out. */
  void passed() {
    clientMaySend();
    flushUnlessReading();
  }

  /* ---------------- Towards the upstream ---------------- */

  /** The upstream has been given the head; it takes no bytes yet. */
  void headTo(UpstreamStream stream) {
    upstream = stream;
  }

  /** The upstream takes bytes from now on, those that wait first. */
  void flowTo(UpstreamStream stream) {
    upstream = stream;
    taking = true;
    while (taking && body.holding()) {
      send(stream, Objects.requireNonNull(body.next()));
    }
    if (taking && body.ended()) {
      stream.finish(body.trailers());
    }
    if (taking && stream.writable()) {
      clientMaySend();
    }
  }

  /** The request has ended, but a tunnel begins: what the client sends from now on has not. */
  void reopen() {
    whole = false;
    body.reopen();
  }

  /** Nothing of it has to be sent again. */
  void settled() {
    keeping = false;
    body.forget();
  }

  /** The upstream is gone; all of it will be sent again. */
  void rewind() {
    stop();
    body.rewind();
  }

  /** The upstream takes nothing more. */
  void stop() {
    upstream = null;
    taking = false;
  }

  void release() {
    stop();
    keeping = false;
    body.release();
  }

  private void accept(ByteBuf chunk) {
    if (taking) {
      send(Objects.requireNonNull(upstream), chunk);
    } else {
      body.hold(chunk);
      clientMaySend();
    }
  }

  private void send(UpstreamStream to, ByteBuf chunk) {
    if (keeping) {
      body.sending(chunk);
    }
    to.write(chunk);
    if (!to.writable()) {
      clientMaySend();
    }
  }

  void clientMaySend() {
    boolean may =
        (passage == null || passage.wanting())
            && (taking ? Objects.requireNonNull(upstream).writable() : !body.holding());
    progress.upstreamTakes(may);
    client.reading(may);
  }

  void upstreamWritable() {
    if (taking) {
      clientMaySend();
    }
  }

  private void finish(@Nullable Headers trailers) {
    body.end(trailers);
    if (taking) {
      Objects.requireNonNull(upstream).finish(trailers);
      owner.uploaded();
    }
  }

  /** Sends what was written, unless the read that brought it still goes on. */
  void flushUnlessReading() {
    if (!inRead) {
      flush();
    }
  }

  /* ---------------- Behind the last step ---------------- */

  @Override
  public void chunk(ByteBuf chunk) {
    accept(chunk);
    owner.judged();
  }

  @Override
  public void end(@Nullable Headers trailers) {
    finish(trailers);
    owner.judged();
  }

  @Override
  public void flush() {
    if (upstream != null) {
      upstream.flush();
    }
  }

  @Override
  public void wanting() {
    clientMaySend();
  }

  @Override
  public void refuse(String filter, Failure failure) {
    owner.refusedBy(filter, failure);
  }
}

package dev.fairlead.engine.upstream.health;

import dev.fairlead.engine.exchange.Claim;
import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamFacts;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.upstream.balance.Checkup.Question;
import dev.fairlead.engine.upstream.balance.Patient;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to a target, and its answer. Event loop only. */
final class Inquiry implements UpstreamEvents {
  private static final int LARGEST_BODY = 64 * 1024;

  private final Prober.Place place;
  private final Patient patient;
  private final Consumer<Result> listener;
  private @Nullable Future<?> timer;
  private @Nullable Claim claim;
  private @Nullable Result result;
  private int bodyBytes;
  private boolean reused;
  private boolean over;

  /** What came of it. */
  sealed interface Result {
    record Good(String text) implements Result {}

    record Bad(String text) implements Result {}

    /** We could not ask, which says nothing of the target. */
    record Unasked() implements Result {}
  }

  Inquiry(Prober.Place place, Patient patient, Consumer<Result> listener) {
    this.place = place;
    this.patient = patient;
    this.listener = listener;
  }

  void start() {
    long timeout = patient.checkup().timeout().toNanos();
    timer = place.loop().schedule(this::late, timeout, TimeUnit.NANOSECONDS);
    open(false);
  }

  private void open(boolean fresh) {
    Claim opened = place.upstreams().open(patient.endpoint(), fresh, this);
    if (!over && claim == null) {
      claim = opened;
    }
  }

  /** Gives up; the listener hears nothing. */
  void cancel() {
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
    if (claim != null) {
      claim.cancel();
      claim = null;
    }
  }

  private void late() {
    String within = " within " + patient.checkup().timeout().toMillis() + " ms";
    finish(result != null ? result : new Result.Bad("no answer" + within));
  }

  private void finish(Result found) {
    if (!over) {
      cancel();
      listener.accept(found);
    }
  }

  @Override
  public void connected(UpstreamStream stream, UpstreamFacts facts) {
    if (over) {
      stream.cancel();
      return;
    }
    claim = stream;
    reused = facts.reused();
    switch (patient.checkup().question()) {
      case Question.Connection _ -> finish(new Result.Good("accepts connections"));
      case Question.Get get -> {
        stream.send(head(get));
        stream.finish(null);
        stream.flush();
      }
    }
  }

  private RequestHead head(Question.Get get) {
    Endpoint endpoint = patient.endpoint();
    Headers fields = new Headers();
    fields.add(FieldName.USER_AGENT, "fairlead-health");
    Authority authority = get.authority() == null ? endpoint.toAuthority() : get.authority();
    return new RequestHead(
        Method.GET,
        RequestHead.Form.ORIGIN,
        endpoint.tls() ? "https" : "http",
        authority,
        get.path(),
        HttpVersion.HTTP_1_1,
        fields,
        Body.NONE,
        null);
  }

  @Override
  public void interim(ResponseHead head) {}

  /** The verdict; the body is read all the same, so that the connection can serve again. */
  @Override
  public void response(ResponseHead head) {
    String text = "answered " + head.status();
    boolean good =
        patient.checkup().question() instanceof Question.Get get && get.isGood(head.status());
    result = good ? new Result.Good(text) : new Result.Bad(text);
  }

  @Override
  public void chunk(ByteBuf chunk) {
    bodyBytes += chunk.readableBytes();
    chunk.release();
    if (bodyBytes > LARGEST_BODY && result != null) {
      finish(result);
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    claim = null;
    if (result != null) {
      finish(result);
    }
  }

  @Override
  public void upstreamReadComplete() {}

  @Override
  public void upstreamWritable() {}

  @Override
  public void upstreamFailed(Failure failure, boolean unprocessed) {
    claim = null;
    if (over) {
      return;
    }
    if (reused && result == null) {
      // A pooled connection may have died since it served last.
      reused = false;
      open(true);
    } else {
      finish(Examination.result(failure));
    }
  }
}

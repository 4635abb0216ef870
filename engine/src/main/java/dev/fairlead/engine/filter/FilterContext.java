package dev.fairlead.engine.filter;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** What a filter sees of an exchange. Event loop only. */
public interface FilterContext {
  /** The identity of its flow record; empty where nothing is recorded. */
  default String id() {
    return "";
  }

  Client client();

  RequestHead request();

  /** Where the exchange will go if nobody objects. */
  Route route();

  /** Sends the exchange elsewhere. */
  void route(Route route);

  /** Says who the client turned out to be; the name appears in the flow record. */
  void identity(String name);

  /** What an earlier filter said of the client, or null. */
  @Nullable String identity();

  /** Leaves a remark in the flow record: what a filter did or nearly did, for a person. */
  void note(String remark);

  /** Leaves something behind that sees the rest of this exchange. */
  void observe(Observer observer);

  /** Puts a step into the way of the request's body; only while filters are asked. */
  void requestBody(BodyStage stage);

  /**
   * Puts a step into the way of an upstream's response body, nearer to the client than those before
   * it; while filters are asked, or from {@link Observer#response}.
   */
  void responseBody(BodyStage stage);

  /** The exchange's event loop; the way back for a filter that waited elsewhere. */
  ScheduledExecutorService executor();

  /** Goes on after {@link Verdict#SUSPEND}. */
  void resume(Verdict verdict);
}

package dev.fairlead.engine.filter;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import java.util.concurrent.Executor;

/** What a filter sees of an exchange. Event loop only. */
public interface FilterContext {
  Client client();

  RequestHead request();

  /** Where the exchange will go if nobody objects. */
  Route route();

  /** Sends the exchange elsewhere. */
  void route(Route route);

  /** Says who the client turned out to be; the name appears in the flow record. */
  void identity(String name);

  /** Leaves something behind that sees the rest of this exchange. */
  void observe(Observer observer);

  /** Runs tasks on the exchange's event loop; the way back for a filter that waited elsewhere. */
  Executor executor();

  /** Goes on after {@link Verdict#SUSPEND}. */
  void resume(Verdict verdict);
}

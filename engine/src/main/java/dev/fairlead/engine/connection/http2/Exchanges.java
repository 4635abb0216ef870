package dev.fairlead.engine.connection.http2;

import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.RequestHead;

/** Where a connection gets the exchange for a request from. Event loop only. */
@FunctionalInterface
public interface Exchanges {
  /**
   * Begins an exchange. It may answer before this returns; what the client sends is told to what is
   * returned, after it was returned.
   */
  ClientEvents begin(RequestHead head, ClientStream stream);

  /**
   * Answers a request that is none we take, instead of {@link #begin}; this one does so in plain
   * text.
   */
  default ClientEvents refuse(Failure failure, ClientStream stream) {
    Answer answer =
        Answer.of(failure.status(), "text/plain; charset=utf-8", failure.message() + "\n");
    answer.headers().add(FieldName.PROXY_STATUS, "fairlead; error=" + failure.kind().proxyStatus());
    return Refusal.answer(answer, stream);
  }
}

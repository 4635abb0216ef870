package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;

/** Decides where a request goes. Pure: the same head gives the same route. */
@FunctionalInterface
public interface Router {
  Route route(RequestHead request, Client client);
}

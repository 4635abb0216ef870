package dev.fairlead.engine.flow;

/**
 * Takes finished flows. Called on the exchange's event loop; must not block, throw or keep bytes.
 */
@FunctionalInterface
public interface FlowListener {
  void ended(Flow flow);

  /**
   * The exchange has become a tunnel and will stay one until it ends; its record is not complete.
   *
   * @param close closes it, from whichever thread
   */
  default void tunnel(Flow flow, Runnable close) {}
}

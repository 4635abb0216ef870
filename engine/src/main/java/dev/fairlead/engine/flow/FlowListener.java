package dev.fairlead.engine.flow;

/**
 * Takes finished flows. Called on the exchange's event loop; must not block, throw or keep bytes.
 */
@FunctionalInterface
public interface FlowListener {
  void ended(Flow flow);
}

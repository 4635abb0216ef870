/**
 * This room assembles the data plane: {@link Engine} owns the event loops and the listeners, gives
 * each loop a {@link Worker}, and swaps one immutable {@link World} for the next.
 */
@NullMarked
package dev.fairlead.engine;

import org.jspecify.annotations.NullMarked;

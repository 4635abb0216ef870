/** This room decides where a request goes: through which door it came, and what the rules say. */
@NullMarked
package dev.fairlead.engine.routing;

import org.jspecify.annotations.NullMarked;

/** This room answers where a request would go, without sending anything. */
@NullMarked
package dev.fairlead.control.explain;

import org.jspecify.annotations.NullMarked;

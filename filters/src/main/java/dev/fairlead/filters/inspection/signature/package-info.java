/**
 * This room finds signatures in a stream of bytes: patterns become one automaton, which looks at
 * each byte once, wherever a body happens to be cut into chunks.
 */
@NullMarked
package dev.fairlead.filters.inspection.signature;

import org.jspecify.annotations.NullMarked;

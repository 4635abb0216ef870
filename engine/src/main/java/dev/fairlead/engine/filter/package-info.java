/**
 * This room is the contract between the kernel and the features: a {@link Filter} looks at each
 * request head and returns a {@link Verdict}; where it wants to see bodies or the response it
 * leaves an {@link Observer} behind.
 */
@NullMarked
package dev.fairlead.engine.filter;

import org.jspecify.annotations.NullMarked;

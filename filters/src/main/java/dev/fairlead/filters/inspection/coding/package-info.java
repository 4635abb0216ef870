/**
 * This room undoes content codings (RFC 9110 §8.4) chunk by chunk, for looking only: what a body
 * expands to is seen and forgotten, within bounds.
 */
@NullMarked
package dev.fairlead.filters.inspection.coding;

import org.jspecify.annotations.NullMarked;

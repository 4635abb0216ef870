/**
 * This room puts the house together: {@link Assembly} turns a configuration into a world in reading
 * order, {@link Running} keeps it alive.
 */
@NullMarked
package dev.fairlead.app;

import org.jspecify.annotations.NullMarked;

/** This room plays the kernel for filters that are tested alone: an exchange, a loop, a clock. */
@NullMarked
package dev.fairlead.filters.fake;

import org.jspecify.annotations.NullMarked;

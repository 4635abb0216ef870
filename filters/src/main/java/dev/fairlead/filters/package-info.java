/** This room is empty. */
@NullMarked
package dev.fairlead.filters;

import org.jspecify.annotations.NullMarked;

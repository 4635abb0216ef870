/** This room is empty. */
@NullMarked
package dev.fairlead.app;

import org.jspecify.annotations.NullMarked;

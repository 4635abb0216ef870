/** This room is empty. */
@NullMarked
package dev.fairlead.engine;

import org.jspecify.annotations.NullMarked;

/** This room proves what its namesake promises. */
@NullMarked
package dev.fairlead.control.ring;

import org.jspecify.annotations.NullMarked;

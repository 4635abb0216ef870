/** This room proves what its namesake promises. */
@NullMarked
package dev.fairlead.control.upstreams;

import org.jspecify.annotations.NullMarked;

/** This room proves what its namesake promises. */
@NullMarked
package dev.fairlead.control.requests;

import org.jspecify.annotations.NullMarked;

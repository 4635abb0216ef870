/** This room says how the program is. */
@NullMarked
package dev.fairlead.control.health;

import org.jspecify.annotations.NullMarked;

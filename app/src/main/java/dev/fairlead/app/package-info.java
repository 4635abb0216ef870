/** This room is the door: the command line, and the assembly of everything behind it. */
@NullMarked
package dev.fairlead.app;

import org.jspecify.annotations.NullMarked;

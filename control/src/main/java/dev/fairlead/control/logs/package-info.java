/** This room shows what the program itself said lately, as history and as a live stream. */
@NullMarked
package dev.fairlead.control.logs;

import org.jspecify.annotations.NullMarked;

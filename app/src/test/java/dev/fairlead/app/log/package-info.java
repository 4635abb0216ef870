/** This room proves that a line of the access log is one line, and whole. */
@NullMarked
package dev.fairlead.app.log;

import org.jspecify.annotations.NullMarked;

/** This room proves what is promised of commands, with real processes and real sockets. */
@NullMarked
package dev.fairlead.control.execute;

import org.jspecify.annotations.NullMarked;

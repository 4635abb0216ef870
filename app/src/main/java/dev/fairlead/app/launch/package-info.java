/** This room knows which build is running, and rehearses a run for the start-up cache. */
@NullMarked
package dev.fairlead.app.launch;

import org.jspecify.annotations.NullMarked;

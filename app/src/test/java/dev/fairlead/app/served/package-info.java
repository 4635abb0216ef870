/** This room proves what a running Fairlead does for its clients, over real sockets. */
@NullMarked
package dev.fairlead.app.served;

import org.jspecify.annotations.NullMarked;

/** This room shows who is connected and which tunnels are open, and closes tunnels. */
@NullMarked
package dev.fairlead.control.connections;

import org.jspecify.annotations.NullMarked;

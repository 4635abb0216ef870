/** This room holds what is left of an exchange: its record. */
@NullMarked
package dev.fairlead.engine.flow;

import org.jspecify.annotations.NullMarked;

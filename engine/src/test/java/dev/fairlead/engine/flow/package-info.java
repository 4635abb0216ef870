/** This room checks what a record tells. */
@NullMarked
package dev.fairlead.engine.flow;

import org.jspecify.annotations.NullMarked;

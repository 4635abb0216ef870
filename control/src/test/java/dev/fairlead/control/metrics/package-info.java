/** This room checks what is counted. */
@NullMarked
package dev.fairlead.control.metrics;

import org.jspecify.annotations.NullMarked;

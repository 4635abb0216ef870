/** This room shows the limits in force and how near to them we are. */
@NullMarked
package dev.fairlead.control.limits;

import org.jspecify.annotations.NullMarked;

/** This room proves that the control plane is what it is described to be. */
@NullMarked
package dev.fairlead.control;

import org.jspecify.annotations.NullMarked;

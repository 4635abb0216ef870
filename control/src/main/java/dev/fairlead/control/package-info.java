/**
 * This room is the control plane: what operators and their tools ask and change while traffic
 * flows. It runs on threads of its own, one folder for each feature.
 */
@NullMarked
package dev.fairlead.control;

import org.jspecify.annotations.NullMarked;

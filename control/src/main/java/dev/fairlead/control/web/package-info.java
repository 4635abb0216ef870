/**
 * This room is the door of the control plane: the server, who may come in, how errors and streams
 * of events look. Features bring their routes; it knows none of them.
 */
@NullMarked
package dev.fairlead.control.web;

import org.jspecify.annotations.NullMarked;

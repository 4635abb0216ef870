/** This room proves what its namesake promises. */
@NullMarked
package dev.fairlead.control.web;

import org.jspecify.annotations.NullMarked;

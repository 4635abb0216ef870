/**
 * This room keeps the most recent things of a kind: writers never wait, memory has a limit, and who
 * reads follows by number.
 */
@NullMarked
package dev.fairlead.control.ring;

import org.jspecify.annotations.NullMarked;

/**
 * This room reads and writes HTTP/1.x on the wire (RFC 9112), strictly and without channels: what
 * is ambiguous is refused, never repaired, in both directions.
 */
@NullMarked
package dev.fairlead.engine.http1;

import org.jspecify.annotations.NullMarked;

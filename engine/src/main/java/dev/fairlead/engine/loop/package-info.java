/** This room has what the channels of both sides share: the beat of time, output, transports. */
@NullMarked
package dev.fairlead.engine.loop;

import org.jspecify.annotations.NullMarked;

/**
 * This room runs one request and its response: a state machine that plain method calls drive and
 * that acts through {@link ClientStream} and {@link UpstreamStream}. It owns no channel and reads
 * no clock, so that every behaviour can be played in memory.
 */
@NullMarked
package dev.fairlead.engine.exchange;

import org.jspecify.annotations.NullMarked;

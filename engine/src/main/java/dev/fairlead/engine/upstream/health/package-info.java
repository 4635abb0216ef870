/**
 * This room asks targets beside the traffic how they are, over the same pools, dials and TLS as the
 * traffic takes, so that an answer here is worth something there.
 */
@NullMarked
package dev.fairlead.engine.upstream.health;

import org.jspecify.annotations.NullMarked;

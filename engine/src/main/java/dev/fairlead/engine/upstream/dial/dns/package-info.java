/**
 * This room turns names into addresses without blocking: pins, localhost, the hosts file, then DNS
 * through one bounded cache.
 */
@NullMarked
package dev.fairlead.engine.upstream.dial.dns;

import org.jspecify.annotations.NullMarked;

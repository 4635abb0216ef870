/**
 * This room turns an {@link dev.fairlead.engine.message.Endpoint} into a connected channel: names
 * become addresses, addresses pass the guard, the fastest one wins, gateways are persuaded, TLS is
 * verified. Whoever asks is told once, on the loop it asked for.
 */
@NullMarked
package dev.fairlead.engine.upstream.dial;

import org.jspecify.annotations.NullMarked;

/**
 * This room holds what a TLS client needs: whom to trust, who we are, which protocols to offer, and
 * the words for what went wrong.
 */
@NullMarked
package dev.fairlead.engine.upstream.dial.tls;

import org.jspecify.annotations.NullMarked;

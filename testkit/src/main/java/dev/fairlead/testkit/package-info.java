/**
 * This room holds the scripted peers that tests talk to: byte-exact clients and origins, a fake
 * name server, fake gateways, a certificate authority, and small tools for waiting, sizes and
 * seeds. It knows nothing of the engine, so that it can judge any proxy.
 */
@NullMarked
package dev.fairlead.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * This room holds what both sides of HTTP/2 share: how field sections become our heads and back,
 * which frames are allowed when and how often, and the connection-wide habits (windows, flushing,
 * GOAWAY). It knows Netty's codec, and no exchange.
 */
@NullMarked
package dev.fairlead.engine.http2;

import org.jspecify.annotations.NullMarked;

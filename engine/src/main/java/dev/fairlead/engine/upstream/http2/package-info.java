/**
 * This room speaks HTTP/2 to an origin or gateway: many upstream streams over one connection that
 * somebody else dialled and somebody else pools.
 */
@NullMarked
package dev.fairlead.engine.upstream.http2;

import org.jspecify.annotations.NullMarked;

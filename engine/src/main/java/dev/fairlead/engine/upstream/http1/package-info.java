/** This room speaks HTTP/1.1, or nothing but bytes, on one upstream connection. */
@NullMarked
package dev.fairlead.engine.upstream.http1;

import org.jspecify.annotations.NullMarked;

/**
 * This room turns a client's bytes into a protocol: it accepts connections, looks at their first
 * bytes, and speaks HTTP/1 or HTTP/2 on them. It knows who is there and nothing about features.
 */
@NullMarked
package dev.fairlead.engine.connection;

import org.jspecify.annotations.NullMarked;

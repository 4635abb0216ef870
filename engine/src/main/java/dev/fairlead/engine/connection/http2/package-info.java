/**
 * This room turns the streams of a client's HTTP/2 connection (RFC 9113, RFC 8441) into exchanges:
 * frames in, calls to an exchange out, and back.
 */
@NullMarked
package dev.fairlead.engine.connection.http2;

import org.jspecify.annotations.NullMarked;

/**
 * This room opens sockets: which kind, with which options, and, given several addresses, in which
 * order and how soon after one another (RFC 8305).
 */
@NullMarked
package dev.fairlead.engine.upstream.dial.socket;

import org.jspecify.annotations.NullMarked;

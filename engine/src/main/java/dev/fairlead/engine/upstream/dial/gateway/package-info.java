/**
 * This room persuades a gateway to open a tunnel: CONNECT and SOCKS5 as strict little machines that
 * eat and emit bytes, and one handler that runs them on a channel.
 */
@NullMarked
package dev.fairlead.engine.upstream.dial.gateway;

import org.jspecify.annotations.NullMarked;

package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Failure;

/**
 * Why a dial failed.
 *
 * @param gatewayUnreachable whether the gateway itself could not be reached before it was told the
 *     destination, so that {@code egress.fail: open} may go direct. A gateway that refuses us, or
 *     whose certificate is wrong, is not unreachable.
 */
public record DialFailure(Failure failure, boolean gatewayUnreachable) {}

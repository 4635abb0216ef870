/**
 * This room decides whether an address may be reached. It sees addresses, never names' promises: it
 * is asked after resolution, about the very address that will be dialled.
 */
@NullMarked
package dev.fairlead.engine.upstream.dial.guard;

import org.jspecify.annotations.NullMarked;

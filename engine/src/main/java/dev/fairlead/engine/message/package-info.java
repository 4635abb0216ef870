/**
 * This room holds the words of the conversation as values: heads, header fields, hosts, routes,
 * failures. Nothing here knows a channel, an event loop or a feature.
 */
@NullMarked
package dev.fairlead.engine.message;

import org.jspecify.annotations.NullMarked;

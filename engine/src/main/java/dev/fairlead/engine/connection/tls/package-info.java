/**
 * This room shows Fairlead's certificates to clients: which one for which name, and how strictly.
 */
@NullMarked
package dev.fairlead.engine.connection.tls;

import org.jspecify.annotations.NullMarked;

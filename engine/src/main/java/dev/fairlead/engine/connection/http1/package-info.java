/** This room speaks HTTP/1.0 and HTTP/1.1 with a client. */
@NullMarked
package dev.fairlead.engine.connection.http1;

import org.jspecify.annotations.NullMarked;

/** This room tries the configuration's claims. */
@NullMarked
package dev.fairlead.app.config.read;

import org.jspecify.annotations.NullMarked;

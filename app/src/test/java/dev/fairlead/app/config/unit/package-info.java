/** This room tries the configuration's claims. */
@NullMarked
package dev.fairlead.app.config.unit;

import org.jspecify.annotations.NullMarked;

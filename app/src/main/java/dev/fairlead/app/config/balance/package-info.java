/** This room holds the keys that say how requests are shared out among targets. */
@NullMarked
package dev.fairlead.app.config.balance;

import org.jspecify.annotations.NullMarked;

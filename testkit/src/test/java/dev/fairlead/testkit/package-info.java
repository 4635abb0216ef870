/** This room proves the kit itself: a fake that lies would bless any proxy. */
@NullMarked
package dev.fairlead.testkit;

import org.jspecify.annotations.NullMarked;

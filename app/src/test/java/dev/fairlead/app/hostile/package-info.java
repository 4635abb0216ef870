/** This room lets the hostile corpora loose on Fairlead and on the proxies it is compared with. */
@NullMarked
package dev.fairlead.app.hostile;

import org.jspecify.annotations.NullMarked;

/**
 * This room holds raw bytes that tempt a proxy into forwarding what two parsers could read
 * differently, benign look-alikes that it must not refuse, and the judge. The judge knows no proxy:
 * it sends, captures what the far side received, and reads that again as narrowly as RFC 9112
 * allows.
 */
@NullMarked
package dev.fairlead.testkit.hostile;

import org.jspecify.annotations.NullMarked;

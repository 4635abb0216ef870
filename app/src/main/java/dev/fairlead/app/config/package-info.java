/**
 * This room holds Fairlead's configuration: the records that are the schema, the loader that makes
 * them from flags, variables and files in one go or says everything that is wrong, and the pages
 * that show the result. It knows nothing of the engine.
 */
@NullMarked
package dev.fairlead.app.config;

import org.jspecify.annotations.NullMarked;

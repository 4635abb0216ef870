package dev.fairlead.app.config.bind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record component means as a configuration key. A component without {@code preset} must be
 * written, unless it is optional, a list, a map or a section.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** One sentence for the reference. */
  String value();

  /** The default as it would be written; lists separate by commas. */
  String preset() default "";

  /** What 0 means; when empty, 0 is refused for numbers, durations and sizes. */
  String zero() default "";

  /** The largest number allowed. */
  int max() default Integer.MAX_VALUE;

  /** Another name that is understood. */
  String aka() default "";
}

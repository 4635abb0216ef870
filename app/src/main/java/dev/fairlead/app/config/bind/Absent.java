package dev.fairlead.app.config.bind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keys that people may expect in this section and that do not exist, so that the answer helps. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Absent.Several.class)
public @interface Absent {
  /** Their names. */
  String[] value();

  /** What is wrong with them. */
  String because() default "is not in this version of Fairlead";

  /** What to do instead. */
  String instead() default "Remove it.";

  /** Holds them when there are several. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Several {
    Absent[] value();
  }
}

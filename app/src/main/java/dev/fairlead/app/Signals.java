package dev.fairlead.app;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Listens to signals of the operating system. The class that does so is outside the Java standard
 * and warned about when named, so it is asked for by name; where it is missing, signals end the
 * process as usual.
 */
final class Signals {
  private Signals() {}

  /**
   * Runs the action on a thread of the JVM's whenever the signal arrives; {@code HUP}, not SIGHUP.
   */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listening =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> call(proxy, method, arguments, action));
      Object wanted = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, wanted, listening);
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // This platform has no such signal.
    }
  }

  private static Object call(Object proxy, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
      case "toString" -> "signal handler";
      default -> {
        action.run();
        yield true;
      }
    };
  }
}

package dev.indicia.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals of the system. The JDK's way to them is not part of its API proper, so it is looked up;
 * where it is missing, SIGTERM ends the process as it ends any other.
 */
final class Signals {
  private Signals() {}

  /**
   * Runs the action, on a thread of the JVM's, whenever the signal comes.
   *
   * @param name without SIG
   * @return whether that can be had
   */
  @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself alone.
  static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "handler of SIG" + name;
                  });
      Object wanted = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, wanted, proxy);
      return true;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      return false; // Windows has no SIGHUP.
    }
  }
}

package dev.indicia.gateway.milter;

/** Hears what happens, to count and to log it. Thread-safe; does not block and does not throw. */
@FunctionalInterface
public interface MilterObserver {
  /** Hears nothing. */
  MilterObserver NONE = event -> {};

  void on(MilterEvent event);
}

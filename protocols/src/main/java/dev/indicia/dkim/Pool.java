package dev.indicia.dkim;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few objects that are dear to make, for use by one thread at a time. Lock-free; when it is empty
 * the caller makes a new object, when it is full the object given back is dropped.
 */
final class Pool<T> {
  private static final int SIZE = 32;

  private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SIZE);

  @Nullable T take() {
    for (int i = 0; i < SIZE; i++) {
      if (slots.getPlain(i) != null) {
        T taken = slots.getAndSet(i, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  void give(T object) {
    for (int i = 0; i < SIZE; i++) {
      if (slots.getPlain(i) == null && slots.compareAndSet(i, null, object)) {
        return;
      }
    }
  }
}

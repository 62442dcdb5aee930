package dev.indicia.gateway.milter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a server tells, and waits for it. */
final class Events implements MilterObserver {
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  final List<MilterEvent> all = new CopyOnWriteArrayList<>();

  @Override
  public void on(MilterEvent event) {
    all.add(event);
  }

  <T extends MilterEvent> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends MilterEvent> T await(Class<T> type) throws InterruptedException {
    return await(type, 1).getFirst();
  }

  <T extends MilterEvent> List<T> await(Class<T> type, int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() - end < 0) {
      List<T> found = of(type);
      if (found.size() >= count) {
        return found;
      }
      Thread.sleep(2);
    }
    throw new AssertionError("no " + count + " " + type.getSimpleName() + " in " + all);
  }

  MilterEvent.ConnectionClosed awaitClosed() throws InterruptedException {
    return await(MilterEvent.ConnectionClosed.class);
  }
}

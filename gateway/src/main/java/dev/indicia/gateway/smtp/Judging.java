package dev.indicia.gateway.smtp;

import dev.indicia.gateway.Disposition;
import dev.indicia.gateway.MailHandler;
import dev.indicia.gateway.Transaction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls the handler on a thread of its own, for a limited time. Immutable, thread-safe. */
record Judging(MailHandler handler, long judgeMillis) {
  /**
   * The decision.
   *
   * @throws TimeoutException when it took too long; the handler is interrupted
   * @throws ExecutionException with what the handler threw
   */
  Disposition judge(Transaction transaction)
      throws TimeoutException, ExecutionException, InterruptedException {
    FutureTask<Disposition> task = new FutureTask<>(() -> handler.handle(transaction));
    Thread.ofVirtual().name("smtp-judge").start(task);
    try {
      return task.get(judgeMillis, TimeUnit.MILLISECONDS);
    } finally {
      task.cancel(true);
    }
  }
}

package dev.indicia.gateway.http;

import java.io.IOException;

/** Answers requests. Thread-safe. */
@FunctionalInterface
interface HttpHandler {
  /**
   * The answer. Of the body it reads what it wants.
   *
   * @throws IOException when the body breaks off
   */
  HttpAnswer answer(HttpRequest request, HttpBody body) throws IOException, InterruptedException;
}

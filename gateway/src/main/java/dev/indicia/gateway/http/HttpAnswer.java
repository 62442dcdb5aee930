package dev.indicia.gateway.http;

import dev.indicia.events.Json;

/**
 * What is said to a request.
 *
 * @param type of the content, for programs
 * @param allowed the methods that the path takes, where the request had another; else empty
 */
record HttpAnswer(int status, String type, String allowed, byte[] content) {
  static final String JSON = "application/json";

  static HttpAnswer of(int status, String type, byte[] content) {
    return new HttpAnswer(status, type, "", content);
  }

  static HttpAnswer error(int status, String code, String message) {
    byte[] line =
        Json.line(
            json -> json.object("error", o -> o.string("code", code).string("message", message)));
    return of(status, JSON, line);
  }

  HttpAnswer allowing(String methods) {
    return new HttpAnswer(status, type, methods, content);
  }
}

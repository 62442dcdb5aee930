package dev.indicia.gateway.http;

/** What a client says is no request that can be answered; the connection ends with this answer. */
final class HttpRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  HttpRefusedException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** What cannot be understood. */
  static HttpRefusedException malformed(String message) {
    return new HttpRefusedException(400, "bad-request", message);
  }

  int status() {
    return status;
  }

  /** The word for programs. */
  String code() {
    return code;
  }
}

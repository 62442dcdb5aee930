package dev.indicia.gateway.http;

/**
 * How much clients of the HTTP interface may ask for.
 *
 * @param connectionsMax connections at once; more are closed when they come
 * @param requestSecondsMax time for a request, its body included, in seconds
 * @param responseSecondsMax time for an answer, in seconds
 * @param idleSecondsMax time that a connection may idle, in seconds
 * @param headersMax header fields of a request
 * @param headerOctetsMax size of a request's header section, in octets
 * @param queryCharactersMax length of a request's query, in characters
 * @param recipientsMax recipients of a message
 */
public record HttpLimits(
    int connectionsMax,
    int requestSecondsMax,
    int responseSecondsMax,
    int idleSecondsMax,
    int headersMax,
    int headerOctetsMax,
    int queryCharactersMax,
    int recipientsMax) {
  /** 512 connections, a minute for a request and 90 seconds for its answer, 100 recipients. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(512, 60, 90, 30, 100, 64 << 10, 32 << 10, 100);

  public HttpLimits {
    if (connectionsMax < 1
        || requestSecondsMax < 1
        || responseSecondsMax < 1
        || idleSecondsMax < 1
        || headersMax < 1
        || headerOctetsMax < 1
        || queryCharactersMax < 1
        || recipientsMax < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}

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
  /** 512 connections, a minute for a request and for its answer, 100 recipients. */
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

  /**
   * Hands those limits that the JDK's server enforces to it. It reads them once, when the first
   * server of the process is made.
   */
  public void apply() {
    set("jdk.httpserver.maxConnections", connectionsMax);
    set("sun.net.httpserver.maxReqTime", requestSecondsMax);
    set("sun.net.httpserver.maxRspTime", responseSecondsMax);
    set("sun.net.httpserver.idleInterval", idleSecondsMax);
    // Connections that idle are looked for so often, in milliseconds.
    set("sun.net.httpserver.clockTick", 1000);
    set("sun.net.httpserver.maxReqHeaders", headersMax);
    set("sun.net.httpserver.maxReqHeaderSize", headerOctetsMax);
    // Header and body of an answer are two writes: without this the second waits for the client's
    // acknowledgement of the first, 40 milliseconds.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static void set(String name, int value) {
    System.setProperty(name, String.valueOf(value));
  }
}

package dev.indicia.trust;

/** Which hosts belong together, as far as names tell. Pure. */
final class Organization {
  private Organization() {}

  /** The last two labels of a host name, or three where the last two are a public suffix. */
  static String of(String host) {
    int last = host.lastIndexOf('.');
    if (last <= 0) {
      return host;
    }
    int second = host.lastIndexOf('.', last - 1);
    String label = host.substring(second + 1, last);
    if (second > 0 && isSecondLevel(label, host.length() - last - 1)) {
      int third = host.lastIndexOf('.', second - 1);
      return host.substring(third + 1);
    }
    return host.substring(second + 1);
  }

  /** Second-level labels under which others register: "co.uk", "com.br", "net.au". */
  private static boolean isSecondLevel(String label, int topLength) {
    return topLength == 2
        && switch (label) {
          case "co",
              "com",
              "net",
              "org",
              "gov",
              "gob",
              "gouv",
              "ac",
              "edu",
              "ne",
              "or",
              "go",
              "nom" ->
              true;
          default -> false;
        };
  }

  /** Whether both belong to one organization. */
  static boolean isSame(String one, String other) {
    return of(one).equals(of(other));
  }

  /** The host without a first label that names a service: what is left is somebody's own. */
  static String site(String host) {
    int dot = host.indexOf('.');
    if (dot <= 0 || host.indexOf('.', dot + 1) < 0) {
      return host;
    }
    return switch (host.substring(0, dot)) {
      case "www",
          "go",
          "app",
          "portal",
          "my",
          "m",
          "link",
          "links",
          "click",
          "track",
          "secure",
          "login",
          "account",
          "online",
          "web",
          "mail" ->
          host.substring(dot + 1);
      default -> host;
    };
  }
}

package dev.indicia.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DMARC Reporting URIs (RFC 9989 §4.6, §4.8). */
final class ReportingUris {
  private ReportingUris() {}

  /** The syntactically valid URIs of a dmarc-urilist, without obs-dmarc-report-size. */
  static List<String> valid(@Nullable String list) {
    if (list == null) {
      return List.of();
    }
    List<String> uris = new ArrayList<>(2);
    int from = 0;
    while (from <= list.length()) {
      int comma = list.indexOf(',', from);
      int to = comma < 0 ? list.length() : comma;
      String uri = withoutSize(list.substring(from, to).strip());
      if (isUri(uri)) {
        uris.add(uri);
      }
      from = to + 1;
    }
    return List.copyOf(uris);
  }

  /** Whether every member of the list is a valid URI. */
  static boolean areValid(String list) {
    int members = 1;
    for (int i = 0; i < list.length(); i++) {
      if (list.charAt(i) == ',') {
        members++;
      }
    }
    return valid(list).size() == members;
  }

  /** RFC 9989 §4.8: obs-dmarc-report-size is to be ignored. */
  private static String withoutSize(String uri) {
    int mark = uri.lastIndexOf('!');
    return mark >= 0 && isSize(uri, mark + 1) ? uri.substring(0, mark) : uri;
  }

  private static boolean isSize(String uri, int from) {
    int i = from;
    while (i < uri.length() && isDigit(uri.charAt(i))) {
      i++;
    }
    boolean unit = i == uri.length() - 1 && "kmgtKMGT".indexOf(uri.charAt(i)) >= 0;
    return i > from && (unit || i == uri.length());
  }

  /** RFC 3986 §3: scheme ":" and characters of a URI; for mailto an address (RFC 6068 §2). */
  private static boolean isUri(String uri) {
    int colon = uri.indexOf(':');
    if (colon <= 0 || colon == uri.length() - 1 || !isScheme(uri, colon)) {
      return false;
    }
    for (int i = colon + 1; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c == '%') {
        if (i + 2 >= uri.length() || !isHex(uri.charAt(i + 1)) || !isHex(uri.charAt(i + 2))) {
          return false;
        }
      } else if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}!".indexOf(c) >= 0) {
        return false;
      }
    }
    if (!uri.regionMatches(true, 0, "mailto:", 0, 7)) {
      return true;
    }
    int at = uri.indexOf('@');
    return at > 7 && at < uri.length() - 1;
  }

  private static boolean isScheme(String uri, int to) {
    for (int i = 0; i < to; i++) {
      char c = uri.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && (i == 0 || !isDigit(c) && c != '+' && c != '-' && c != '.')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

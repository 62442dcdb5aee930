package dev.indicia.content;

import dev.indicia.content.LinkTargets.Target;
import dev.indicia.trust.shown.Mention.Kind;
import java.util.Locale;
import java.util.Set;

/** Reads addresses: of links, mail and wallets. Part of {@link MentionScanner}. */
final class NameReader {
  /** Shortest word that may be a whole wallet address, in characters. */
  static final int WALLET_MIN = 26;

  /** Shortest name before "dot" by itself: "a dot com company" is none. */
  private static final int SPELLED_LABEL_MIN = 3;

  private static final int LOCAL_MAX = 64;
  private static final int HOST_MAX = 253;

  /** Last labels that are file names' endings. */
  private static final Set<String> FILES =
      Set.of(
          "pdf", "doc", "docx", "xls", "xlsx", "xlsm", "ppt", "pptx", "odt", "ods", "csv", "txt",
          "rtf", "jpg", "jpeg", "png", "gif", "svg", "webp", "heic", "bmp", "tif", "tiff", "mp3",
          "mp4", "wav", "avi", "mkv", "zip", "rar", "gz", "tar", "tgz", "iso", "exe", "msi", "dmg",
          "apk", "jar", "bat", "htm", "html", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "js",
          "ts", "jsx", "tsx", "css", "json", "xml", "yaml", "yml", "toml", "ini", "cfg", "conf",
          "log", "bak", "tmp", "md", "py", "java", "cpp", "cs", "go", "rb", "rs", "sh", "sql",
          "ics", "eml", "msg", "vcf", "ipynb", "lock", "psd", "ai", "dwg", "step", "stl", "epub",
          "db", "dll", "sys", "bin", "env", "gradle", "svelte", "vue", "swift", "kt", "plist",
          "woff", "ttf", "p7s", "asc", "pem", "crt", "key");

  /** Last labels that are hardly ever the word after "dot". */
  private static final Set<String> ENDINGS =
      Set.of(
          "com", "net", "org", "info", "biz", "xyz", "shop", "online", "site", "app", "test",
          "example", "top", "club", "icu", "vip", "cc", "io", "co", "eu", "uk", "de", "fr", "nl",
          "ru", "cn", "br", "tk", "ml");

  private static final Set<String> CAPITALISED = Set.of("Com", "Net", "Org", "Info", "Co", "Io");

  private final MentionScanner scanner;
  private final LinkTargets targets;

  NameReader(MentionScanner scanner, LinkTargets targets) {
    this.scanner = scanner;
    this.targets = targets;
  }

  /**
   * "https://..." or "www...." that begins with that word; the offset behind it, or {@code end}.
   */
  int url(int start, int end) {
    char[] text = scanner.text;
    boolean www = scanner.at(end) == '.';
    if (www) {
      if (!isWww(start) || !MentionScanner.isWord(scanner.at(end + 1))) {
        return end;
      }
    } else if (scanner.at(end + 1) != '/' || scanner.at(end + 2) != '/') {
      return end;
    }
    int stop = end;
    while (stop < scanner.length && stop - start < LinkTargets.TARGET_MAX && isUrl(text[stop])) {
      stop++;
    }
    while (stop > end && ".,;:!?')]}*_»”’…".indexOf(text[stop - 1]) >= 0) {
      if (text[stop - 1] == ')' && contains('(', end, stop)) {
        break;
      }
      stop--;
    }
    Target target = targets.read(new String(text, start, stop - start));
    if (target == null || target.host() == null || (www && target.host().indexOf('.') < 0)) {
      return end;
    }
    scanner.add(Kind.URL, start, stop, target.host());
    return stop;
  }

  private boolean isWww(int start) {
    return (scanner.text[start] | 0x20) == 'w'
        && (scanner.text[start + 1] | 0x20) == 'w'
        && (scanner.text[start + 2] | 0x20) == 'w';
  }

  private static boolean isUrl(char c) {
    if (c < 0x80) {
      return c > ' ' && c != '<' && c != '>' && c != '"' && c != '`' && c != '|' && c != '^';
    }
    return Character.isLetterOrDigit(c) || c == '…' || c == '\u2013' || c == '\u2014';
  }

  private boolean contains(char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (scanner.text[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHost(char c) {
    return MentionScanner.isWord(c) || c == '-' || c == '.';
  }

  private int hostEnd(int from) {
    int i = from;
    while (i < scanner.length && i - from <= HOST_MAX && isHost(scanner.text[i])) {
      i++;
    }
    while (i > from && (scanner.text[i - 1] == '.' || scanner.text[i - 1] == '-')) {
      i--;
    }
    return i;
  }

  /** The mail address around the "@"; the offset to go on at. */
  int email(int at) {
    int start = at;
    while (start > scanner.done && at - start < LOCAL_MAX && isLocal(scanner.text[start - 1])) {
      start--;
    }
    while (start < at && ".'-".indexOf(scanner.text[start]) >= 0) {
      start++;
    }
    int end = hostEnd(at + 1);
    if (start == at || end == at + 1 || !isTopLabel(at + 1, end)) {
      return at + 1;
    }
    String domain = LinkTargets.domain(new String(scanner.text, at + 1, end - at - 1));
    if (domain == null) {
      return at + 1;
    }
    String local = new String(scanner.text, start, at - start);
    scanner.add(Kind.EMAIL, start, end, local + "@" + domain);
    return end;
  }

  private static boolean isLocal(char c) {
    return MentionScanner.isWord(c) || ".+-_%'".indexOf(c) >= 0;
  }

  /** Whether the name has several labels, and the last one is letters. */
  private boolean isTopLabel(int from, int to) {
    int dot = to - 1;
    while (dot >= from && scanner.text[dot] != '.') {
      char c = scanner.text[dot];
      boolean letter = c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLetter(c);
      if (!letter && !isPunycode(from, to)) {
        return false;
      }
      dot--;
    }
    return dot > from && to - dot > 2;
  }

  private boolean isPunycode(int from, int to) {
    int dot = to - 1;
    while (dot >= from && scanner.text[dot] != '.') {
      dot--;
    }
    return to - dot > 5 && scanner.text[dot + 3] == '-' && scanner.text[dot + 4] == '-';
  }

  /** The bare domain name around the dot; the offset to go on at. */
  int domain(int dot) {
    char[] text = scanner.text;
    int start = dot;
    while (start > scanner.done && dot - start <= HOST_MAX && isHost(text[start - 1])) {
      start--;
    }
    while (start < dot && (text[start] == '-' || text[start] == '.')) {
      start++;
    }
    int end = hostEnd(dot + 1);
    char next = scanner.at(end);
    int local = end;
    while (local < scanner.length && local - start < LOCAL_MAX && isLocal(text[local])) {
      local++;
    }
    if (scanner.at(local) == '@') {
      return email(local);
    }
    char before = scanner.at(start - 1);
    boolean part = "/\\_=@#&%~".indexOf(before) >= 0 || next == '(' || next == '_' || next == '=';
    boolean goesOn = next == '[' && scanner.at(end + 1) == '.';
    if (part || goesOn || !isTopLabel(start, end) || !isName(start, end)) {
      return end;
    }
    String domain = LinkTargets.domain(new String(text, start, end - start));
    if (domain != null) {
      scanner.add(Kind.DOMAIN, start, end, domain);
    }
    return end;
  }

  /**
   * The domain name whose last dot stands in brackets, "shop[.]example", as those write who know
   * that programs look for links; the offset to go on at.
   */
  int bracketed(int open) {
    char[] text = scanner.text;
    char close = scanner.at(open + 2);
    if (close != ']' && close != ')') {
      return open + 1;
    }
    int start = open;
    while (start > scanner.done && open - start <= HOST_MAX && isHost(text[start - 1])) {
      start--;
    }
    int end = hostEnd(open + 3);
    String name =
        new String(text, start, open - start) + "." + new String(text, open + 3, end - open - 3);
    String last = name.substring(name.lastIndexOf('.') + 1);
    boolean letters = last.length() > 1 && last.chars().allMatch(Character::isLetter);
    String domain = letters ? LinkTargets.domain(name) : null;
    if (domain != null) {
      scanner.add(Kind.DOMAIN, start, end, domain);
    }
    return Math.max(end, open + 1);
  }

  /** Whether that word is "dot". */
  boolean isSpelledDot(int start) {
    char[] text = scanner.text;
    return (text[start] | 0x20) == 'd'
        && (text[start + 1] | 0x20) == 'o'
        && (text[start + 2] | 0x20) == 't';
  }

  /**
   * The domain name whose last dot is written as that word, "shop dot example/x" or "shop (dot)
   * com": in brackets, before a path, or before a label that ends names and no sentence. The offset
   * behind it, or that behind the word.
   */
  int spelledDot(int word) {
    char[] text = scanner.text;
    int before = word - 1;
    int after = word + 3;
    boolean brackets =
        "([{".indexOf(scanner.at(before)) >= 0 && ")]}".indexOf(scanner.at(after)) >= 0;
    if (brackets) {
      before--;
      after++;
    }
    before -= scanner.at(before) == ' ' ? 1 : 0;
    after += scanner.at(after) == ' ' ? 1 : 0;
    int start = before + 1;
    while (start > scanner.done && before + 1 - start <= HOST_MAX && isHost(text[start - 1])) {
      start--;
    }
    int end = hostEnd(after);
    int shortest = brackets ? 1 : SPELLED_LABEL_MIN;
    if (before + 1 - start < shortest || end - after < 2 || (!brackets && before + 2 > word)) {
      return word + 3;
    }
    String last = new String(text, after, end - after).toLowerCase(Locale.ROOT);
    boolean ends = brackets || scanner.at(end) == '/' || ENDINGS.contains(last);
    String domain =
        ends ? LinkTargets.domain(new String(text, start, before + 1 - start) + "." + last) : null;
    if (domain == null || !last.chars().allMatch(Character::isLetter)) {
      return word + 3;
    }
    scanner.add(Kind.DOMAIN, start, end, domain);
    return end;
  }

  /** Whether it is no file, no end of a sentence without blank behind it, no number. */
  private boolean isName(int start, int end) {
    String name = new String(scanner.text, start, end - start);
    int dot = name.lastIndexOf('.');
    String last = name.substring(dot + 1);
    if (FILES.contains(last.toLowerCase(Locale.ROOT)) || name.contains("..")) {
      return false;
    }
    boolean capital =
        Character.isUpperCase(last.charAt(0)) && Character.isLowerCase(last.charAt(1));
    if (capital && !CAPITALISED.contains(last)) {
      return false;
    }
    for (int i = 0; i < dot; i++) {
      if (Character.isLetter(name.charAt(i))) {
        // "e.g", "u.s": single letters are abbreviations.
        return dot > 1 || last.length() > 2;
      }
    }
    return false;
  }

  /** Adds the wallet that begins with the word; whether it is one. */
  boolean wallet(int start, int end) {
    char[] text = scanner.text;
    int count = end - start;
    char first = text[start];
    if ("-/_.=&?%".indexOf(scanner.at(start - 1)) >= 0) {
      return false;
    }
    if (first == '0' && count > 4 && (text[start + 1] | 0x20) == 'x') {
      if (!isHex(start + 2, end)) {
        return false;
      }
      // Addresses have 40 digits; those of a scam are not always whole.
      return count >= 34 && count <= 66 ? add(start, end) : shortened(start, end);
    }
    if (first == 'b' && count > 5 && text[start + 1] == 'c' && text[start + 2] == '1') {
      return count >= 24 && count <= 90 ? add(start, end) : shortened(start, end);
    }
    boolean coin = first == '1' || first == '3';
    if ((coin && count >= WALLET_MIN && count <= 35) || (first == 'T' && count == 34)) {
      return isBase58(start, end) && add(start, end);
    }
    return false;
  }

  private boolean add(int start, int end) {
    scanner.add(Kind.WALLET, start, end, new String(scanner.text, start, end - start));
    return true;
  }

  /** "0x12ab...cd34", "bc1qxy…0wlh". */
  private boolean shortened(int start, int end) {
    int i = end;
    while (i < scanner.length && i - end < 6 && "….*".indexOf(scanner.text[i]) >= 0) {
      i++;
    }
    boolean gap = i - end >= 2 || scanner.at(end) == '…';
    int stop = i;
    while (stop < scanner.length && stop - i <= 12 && MentionScanner.isWord(scanner.text[stop])) {
      stop++;
    }
    return gap && stop - i >= 3 && stop - i <= 12 && add(start, stop);
  }

  private boolean isHex(int from, int to) {
    for (int i = from; i < to; i++) {
      if (scanner.text[i] >= 0x80 || Character.digit(scanner.text[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Letters and digits without those that look alike, both cases and digits among them. */
  private boolean isBase58(int from, int to) {
    boolean upper = false;
    boolean lower = false;
    boolean digit = false;
    for (int i = from; i < to; i++) {
      char c = scanner.text[i];
      if (c >= 0x80 || c == '0' || c == 'O' || c == 'I' || c == 'l') {
        return false;
      }
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      digit |= c <= '9';
    }
    return upper && lower && digit;
  }
}

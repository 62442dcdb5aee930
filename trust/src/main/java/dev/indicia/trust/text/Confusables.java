package dev.indicia.trust.text;

/** Letters that look like Latin ones (UTS 39). Pure, thread-safe. */
public final class Confusables {
  private static final String FROM = "аеорсухіјѕһԁԛԝАВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα";
  private static final String TO = "aeopcyxijshdqwABEKMHOPCTXABEZHIKMNOPTYXova";

  private Confusables() {}

  /** The Latin letter or digit that the character looks like, or the character itself. */
  public static int latinOf(int codePoint) {
    int at = codePoint < 0x80 ? -1 : FROM.indexOf(codePoint);
    return at < 0 ? codePoint : TO.charAt(at);
  }

  /**
   * The text with everything that looks alike written alike, in lower case: two texts with one
   * skeleton look the same to a hasty reader.
   */
  public static String skeleton(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(Character.toLowerCase(latinOf(c))));
    return out.toString();
  }
}

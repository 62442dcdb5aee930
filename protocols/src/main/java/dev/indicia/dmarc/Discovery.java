package dev.indicia.dmarc;

/** How the Organizational Domain and the policy record are found. */
public enum Discovery {
  /** The DNS Tree Walk of RFC 9989. */
  TREE_WALK("treewalk"),
  /** The public suffix list of RFC 7489 §3.2. */
  PUBLIC_SUFFIX_LIST("psl");

  private final String word;

  Discovery(String word) {
    this.word = word;
  }

  /** The word of RFC 9990's discovery_method. */
  public String word() {
    return word;
  }
}

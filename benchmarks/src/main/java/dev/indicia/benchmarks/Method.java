package dev.indicia.benchmarks;

/** What a message is judged by: the columns of {@code corpus.tsv} with an expected result. */
enum Method {
  /** "pass" when at least one signature passes. */
  DKIM,
  /** The result for RFC5321.MailFrom. */
  SPF,
  /** The result for the Author Domain. */
  DMARC
}

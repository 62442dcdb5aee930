package dev.indicia.report;

/**
 * How much of an input is read. Each limit that is hit gives a {@link ReportReason} of its own.
 *
 * @param inputOctetsMax octets read of one input as it comes, whether compressed or not
 * @param expandedOctetsMax octets that all compressed parts of one input expand to, together
 * @param ratioMax octets that one compressed octet may stand for; counts from {@link
 *     #ratioFreeOctets} on
 * @param ratioFreeOctets octets that one compressed part may expand to before its ratio counts
 * @param wrappersMax wrappers around a report: mail, zip and gzip, each counted
 * @param entriesMax entries of all zip archives of one input, together
 * @param entryNameOctetsMax name or extra field of one zip entry, in octets
 * @param messageOctetsMax size of a mail that holds reports, in octets; it is read into memory
 * @param xmlDepthMax elements open at once
 * @param attributesMax attributes of one element
 * @param attributeOctetsMax name or value of one attribute, and the name of an element, in octets
 * @param textOctetsMax one text, comment, processing instruction or JSON string, in octets
 * @param recordsMax records of one aggregate report
 * @param recordOctetsMax one record of an aggregate report, in octets
 * @param resultsMax results, reasons or errors of one kind in one record or report
 * @param jsonDepthMax JSON objects and arrays open at once
 * @param jsonOctetsMax size of the JSON of one TLS report, in octets; it is kept in memory
 * @param policiesMax policies of one TLS report
 * @param failuresMax failure details of one TLS report
 * @param fieldsMax fields of one feedback report
 */
public record ReportLimits(
    long inputOctetsMax,
    long expandedOctetsMax,
    int ratioMax,
    long ratioFreeOctets,
    int wrappersMax,
    int entriesMax,
    int entryNameOctetsMax,
    int messageOctetsMax,
    int xmlDepthMax,
    int attributesMax,
    int attributeOctetsMax,
    int textOctetsMax,
    long recordsMax,
    int recordOctetsMax,
    int resultsMax,
    int jsonDepthMax,
    int jsonOctetsMax,
    int policiesMax,
    int failuresMax,
    int fieldsMax) {

  /** 4 GiB in and expanded, 300 octets for one past 16 MiB, mail of 64 MiB, 50 million records. */
  public static final ReportLimits DEFAULT =
      new ReportLimits(
          4L << 30,
          4L << 30,
          300,
          16L << 20,
          5,
          1000,
          1024,
          64 << 20,
          32,
          32,
          4096,
          64 << 10,
          50_000_000,
          1 << 20,
          1000,
          16,
          32 << 20,
          10_000,
          100_000,
          1000);

  public ReportLimits {
    if (inputOctetsMax < 1
        || expandedOctetsMax < 1
        || ratioMax < 1
        || ratioFreeOctets < 0
        || wrappersMax < 0
        || entriesMax < 1
        || entryNameOctetsMax < 1
        || messageOctetsMax < 1
        || xmlDepthMax < 1
        || attributesMax < 0
        || attributeOctetsMax < 1
        || textOctetsMax < 1
        || recordsMax < 0
        || recordOctetsMax < 1
        || resultsMax < 1
        || jsonDepthMax < 1
        || jsonOctetsMax < 1
        || policiesMax < 1
        || failuresMax < 1
        || fieldsMax < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
    if (entryNameOctetsMax > OctetSource.BUFFER_OCTETS / 2) {
      throw new IllegalArgumentException("entryNameOctetsMax is past half a buffer");
    }
  }
}

package dev.indicia.dkim;

import dev.indicia.dns.DomainName;
import dev.indicia.signed.Base64Text;
import dev.indicia.signed.FieldNames;
import dev.indicia.signed.TagList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One signature field (RFC 6376 §3.5) as far as it can be read, a DKIM-Signature or one of ARC's.
 * Reading goes on behind the first problem, so that a refused signature still says whose it claims
 * to be.
 */
final class SignatureField {
  private static final byte[] NONE = new byte[0];
  private static final String[] NO_NAMES = new String[0];

  /** The protocols whose signature fields have DKIM's tags, each with its own exceptions. */
  enum Form {
    /** RFC 6376 §3.5. */
    DKIM_SIGNATURE("DKIM-Signature"),
    /** RFC 8617 §4.1.2: no v=, and i= is the instance. */
    ARC_MESSAGE_SIGNATURE("ARC-Message-Signature"),
    /** RFC 8617 §4.1.3: neither h= nor a body, and cv= is the Chain Validation Status. */
    ARC_SEAL("ARC-Seal");

    private final String fieldName;

    Form(String fieldName) {
      this.fieldName = fieldName;
    }

    String fieldName() {
      return fieldName;
    }
  }

  final Form form;
  private final TagList tags;
  private final boolean lenient;
  private final DkimLimits limits;

  @Nullable DomainName domain;
  @Nullable String selector;
  @Nullable String auid;
  @Nullable DomainName auidDomain;
  @Nullable String algorithmWord;
  @Nullable SignatureAlgorithm algorithm;
  boolean relaxedHeader;
  boolean relaxedBody;
  byte[] signature = NONE;
  byte[] bodyHash = NONE;
  String[] signedNames = NO_NAMES;

  /** Octets, or -1 when there is no l=. */
  long bodyLimit = -1;

  /** Seconds since 1970, or -1 when absent. */
  long signedAt = -1;

  long expiresAt = -1;

  /** Where the value of b= stands, with the white space around it. */
  int signatureStart;

  int signatureEnd;
  @Nullable DomainName atpsDomain;
  @Nullable String atpsHash;

  /** ARC's i= and cv= as written. */
  @Nullable String instance;

  @Nullable String chainStatus;
  boolean instanceFirst;
  boolean sealWithFields;
  @Nullable DkimReason problem;
  String detail = "";
  List<DkimDeviation> deviations = List.of();

  private SignatureField(Form form, TagList tags, DkimOptions options) {
    this.form = form;
    this.tags = tags;
    this.lenient = options.isLenient();
    this.limits = options.limits();
  }

  /** Reads the field whose body stands between the offsets, without its final CRLF. */
  static SignatureField parse(
      Form form, byte[] octets, int from, int to, TagList tags, DkimOptions options) {
    SignatureField field = new SignatureField(form, tags, options);
    switch (tags.parse(octets, from, to, options.limits().tagsMax())) {
      case OK -> field.read(to);
      case SYNTAX -> field.problem(DkimReason.TAG_LIST_SYNTAX, "");
      case DUPLICATE -> field.problem(DkimReason.DUPLICATE_TAG, tags.duplicateName() + "=");
      case TOO_MANY ->
          field.problem(DkimReason.TOO_MANY_TAGS, "more than " + options.limits().tagsMax());
    }
    return field;
  }

  // RFC 6376 §6.1.1, in the order of §3.5; the identities first, for the report.
  private void read(int end) {
    if (tags.hasEmptyTag()) {
      departs(DkimDeviation.EMPTY_TAG, DkimReason.TAG_LIST_SYNTAX, "an empty tag");
    }
    if (tags.hasOddName()) {
      departs(DkimDeviation.TAG_NAME, DkimReason.TAG_LIST_SYNTAX, "a tag name");
    }
    if (form == Form.DKIM_SIGNATURE) {
      readVersion();
    } else {
      readInstance();
    }
    readAlgorithm();
    readDomain();
    readSelector();
    if (form == Form.DKIM_SIGNATURE) {
      readAuid();
    } else {
      auidDomain = domain;
    }
    if (form == Form.ARC_SEAL) {
      readSeal();
    } else {
      readWhatIsSigned();
    }
    readSignature(end);
    if (form == Form.DKIM_SIGNATURE) {
      readAtps();
    }
  }

  private void readWhatIsSigned() {
    readCanonicalization();
    readQueryMethods();
    readTimes();
    readBodyLimit();
    readSignedNames();
    readBodyHash();
  }

  // RFC 8617 §4.2.1, whose grammar has it in front; a version, if any, is ignored (§4.1.2).
  private void readInstance() {
    int tag = tags.find("i");
    instance = tags.value("i");
    instanceFirst = tag == 0;
  }

  // RFC 8617 §4.1.3: h= makes the chain fail; relaxed is the only canonicalization (§5.1.1).
  private void readSeal() {
    relaxedHeader = true;
    chainStatus = tags.value("cv");
    signedAt = seconds("t");
    if (tags.find("h") >= 0) {
      sealWithFields = true;
      problem(DkimReason.TAG_VALUE, "h=");
    }
  }

  private void problem(DkimReason reason, String what) {
    if (problem == null) {
      problem = reason;
      detail = what;
    }
  }

  /** Notes the departure, which is a problem unless it is overlooked. */
  private void departs(DkimDeviation deviation, DkimReason reason, String what) {
    note(deviation);
    if (!lenient) {
      problem(reason, what);
    }
  }

  void note(DkimDeviation deviation) {
    if (deviations.isEmpty()) {
      deviations = new ArrayList<>(2);
    }
    if (!deviations.contains(deviation)) {
      deviations.add(deviation);
    }
  }

  /** The hash algorithm, of a signature without problem. */
  HashAlgorithm hash() {
    return algorithm == null ? HashAlgorithm.SHA256 : algorithm.hash();
  }

  /** Whether the domain of i= is d= itself. */
  boolean hasAuidInDomain() {
    return domain != null && auidDomain != null && domain.equals(auidDomain);
  }

  private int required(String name) {
    int tag = tags.find(name);
    if (tag < 0) {
      problem(DkimReason.MISSING_TAG, name + "=");
    }
    return tag;
  }

  private void readVersion() {
    String version = tags.value("v");
    if (version == null) {
      departs(DkimDeviation.VERSION_MISSING, DkimReason.MISSING_TAG, "v=");
    } else if (version.equals("0.5") || version.equals("0.4")) {
      departs(DkimDeviation.VERSION_DRAFT, DkimReason.VERSION_UNSUPPORTED, "v=" + version);
    } else if (!version.equals("1")) {
      problem(DkimReason.VERSION_UNSUPPORTED, "v=" + shown(version));
    }
  }

  private void readAlgorithm() {
    if (required("a") < 0) {
      return;
    }
    String word = lowerCase(tags.value("a"));
    algorithm = SignatureAlgorithm.of(word);
    algorithmWord = algorithm == null ? shown(word) : algorithm.word();
    // RFC 6376 §3.3: a signature with an unknown algorithm is ignored.
    if (algorithm == null) {
      problem(DkimReason.ALGORITHM_UNSUPPORTED, "a=" + shown(word));
    }
  }

  private static String lowerCase(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  /** Text of the sender's, cut so that it can be part of a sentence. */
  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private void readDomain() {
    int tag = required("d");
    if (tag < 0) {
      return;
    }
    domain = domainName(tags.utf8(tag));
    if (domain == null) {
      problem(DkimReason.DOMAIN_SYNTAX, "d=");
    } else if (domain.labelCount() < 2) {
      // domain-name = sub-domain 1*("." sub-domain)
      departs(DkimDeviation.SINGLE_LABEL_DOMAIN, DkimReason.DOMAIN_SYNTAX, "d=");
    }
  }

  private void readSelector() {
    int tag = required("s");
    if (tag < 0) {
      return;
    }
    DomainName name = domainName(tags.utf8(tag));
    if (name == null) {
      problem(DkimReason.DOMAIN_SYNTAX, "s=");
    } else {
      selector = name.text();
    }
  }

  /**
   * The name in A-labels (RFC 8616 §5), of letters, digits, hyphens and underscores. RFC 5321
   * §4.1.2 has no underscore in host names, but this is a name to be looked up in the DNS, and
   * large senders have it in their selectors.
   */
  private @Nullable DomainName domainName(String text) {
    if (text.endsWith(".")) {
      departs(DkimDeviation.FINAL_DOT, DkimReason.DOMAIN_SYNTAX, "a final dot");
    }
    Optional<DomainName> parsed = DomainName.parse(text);
    if (parsed.isEmpty() || parsed.get().isRoot()) {
      return null;
    }
    String name = parsed.get().text();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
      if (!allowed) {
        return null;
      }
    }
    return parsed.get();
  }

  // RFC 6376 §3.5: i= defaults to "@" and d=; its domain is d= or below it.
  private void readAuid() {
    DomainName signer = domain;
    int tag = tags.find("i");
    if (tag < 0) {
      if (signer != null) {
        auid = "@" + signer.text();
        auidDomain = signer;
      }
      return;
    }
    String text = quotedPrintable(tag);
    int at = text == null ? -1 : text.lastIndexOf('@');
    if (text == null || at < 0) {
      problem(DkimReason.TAG_VALUE, "i=");
      return;
    }
    DomainName name = domainName(text.substring(at + 1));
    if (name == null) {
      problem(DkimReason.DOMAIN_SYNTAX, "i=");
      return;
    }
    auidDomain = name;
    auid = text.substring(0, at + 1) + name.text();
    if (signer != null && !name.isAtOrBelow(signer)) {
      problem(DkimReason.AUID_OUTSIDE_DOMAIN, name.text() + " is not within " + signer.text());
    }
  }

  /** A value in dkim-quoted-printable (RFC 6376 §2.11); null when it is malformed. */
  private @Nullable String quotedPrintable(int tag) {
    byte[] octets = tags.octets();
    int from = tags.valueStart(tag);
    int to = tags.valueEnd(tag);
    byte[] decoded = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte c = octets[i];
      if (c == '=') {
        int high = i + 2 < to ? Character.digit(octets[i + 1], 16) : -1;
        int low = i + 2 < to ? Character.digit(octets[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        decoded[length++] = (byte) (high << 4 | low);
        i += 2;
      } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        decoded[length++] = c;
      }
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  // RFC 6376 §3.5: c= header "/" body, each simple by default.
  private void readCanonicalization() {
    int tag = tags.find("c");
    if (tag < 0) {
      return;
    }
    String value = lowerCase(tags.value("c"));
    switch (value) {
      case "relaxed/relaxed" -> {
        relaxedHeader = true;
        relaxedBody = true;
      }
      case "relaxed/simple", "relaxed" -> relaxedHeader = true;
      case "simple/relaxed" -> relaxedBody = true;
      case "simple/simple", "simple" -> {
        // Both as they are.
      }
      default -> problem(DkimReason.CANONICALIZATION_UNSUPPORTED, "c=" + shown(value));
    }
  }

  // RFC 6376 §3.5: q= names one method at least that is supported; dns/txt is the only one.
  private void readQueryMethods() {
    String methods = tags.value("q");
    if (methods == null || KeyRecord.lists(methods, "dns/txt")) {
      return;
    }
    if (KeyRecord.lists(methods, "dns")) {
      departs(DkimDeviation.QUERY_METHOD_DNS, DkimReason.QUERY_METHOD_UNSUPPORTED, "q=dns");
    } else {
      problem(DkimReason.QUERY_METHOD_UNSUPPORTED, "q=" + shown(methods));
    }
  }

  private void readTimes() {
    signedAt = seconds("t");
    expiresAt = seconds("x");
    if (signedAt >= 0 && expiresAt >= 0 && expiresAt <= signedAt) {
      departs(DkimDeviation.EXPIRES_BEFORE_SIGNED, DkimReason.TAG_VALUE, "x= is not after t=");
    }
  }

  // RFC 6376 §3.5: 1*12DIGIT
  private long seconds(String name) {
    int tag = tags.find(name);
    if (tag < 0) {
      return -1;
    }
    long value = number(tag, 12);
    if (value < 0) {
      problem(DkimReason.TAG_VALUE, name + "=");
    }
    return value;
  }

  // RFC 6376 §3.5: 1*76DIGIT; what no body can reach is Long.MAX_VALUE.
  private void readBodyLimit() {
    int tag = tags.find("l");
    if (tag < 0) {
      return;
    }
    bodyLimit = number(tag, 76);
    if (bodyLimit < 0) {
      problem(DkimReason.TAG_VALUE, "l=");
    }
  }

  private long number(int tag, int digitsMax) {
    byte[] octets = tags.octets();
    int from = tags.valueStart(tag);
    int to = tags.valueEnd(tag);
    if (from == to || to - from > digitsMax) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value > Long.MAX_VALUE / 10 - 1 ? Long.MAX_VALUE : 10 * value + digit;
    }
    return value;
  }

  // RFC 6376 §3.5: h= is a colon-separated list that has From.
  private void readSignedNames() {
    int tag = required("h");
    if (tag < 0) {
      return;
    }
    byte[] octets = tags.octets();
    int to = tags.valueEnd(tag);
    int count = 1;
    for (int i = tags.valueStart(tag); i < to; i++) {
      count += octets[i] == ':' ? 1 : 0;
    }
    if (count > limits.signedFieldsMax()) {
      problem(DkimReason.TOO_MANY_SIGNED_FIELDS, count + " entries");
      return;
    }
    String[] names = new String[count];
    int length = 0;
    boolean from = false;
    int at = tags.valueStart(tag);
    for (int i = 0; i < count; i++) {
      int colon = at;
      while (colon < to && octets[colon] != ':') {
        colon++;
      }
      String name = fieldName(octets, at, colon);
      if (name == null) {
        problem(DkimReason.TAG_VALUE, "h=");
      } else if (name.isEmpty()) {
        departs(DkimDeviation.EMPTY_FIELD_NAME, DkimReason.TAG_VALUE, "h= has an empty entry");
      } else {
        names[length++] = name;
        from |= name.equals("from");
      }
      at = colon + 1;
    }
    signedNames = length == count ? names : Arrays.copyOf(names, length);
    if (!from) {
      problem(DkimReason.FROM_NOT_SIGNED, "");
    }
  }

  /** The name without the white space around it; null when there is some inside. */
  private static @Nullable String fieldName(byte[] octets, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isSpace(octets[from])) {
      from++;
    }
    while (to > from && isSpace(octets[to - 1])) {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (octets[i] <= ' ') {
        return null;
      }
    }
    return FieldNames.lowerCase(octets, from, to);
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
  }

  private void readBodyHash() {
    int tag = required("bh");
    if (tag < 0) {
      return;
    }
    byte[] hash = base64(tag, "bh=");
    SignatureAlgorithm known = algorithm;
    if (hash == null) {
      return;
    }
    bodyHash = hash;
    if (known != null && hash.length != known.hash().length()) {
      problem(DkimReason.BODY_HASH_LENGTH, hash.length + " octets");
    }
  }

  private void readSignature(int end) {
    int tag = required("b");
    if (tag < 0) {
      return;
    }
    byte[] octets = tags.octets();
    int start = tags.valueStart(tag);
    while (octets[start - 1] != '=') {
      start--;
    }
    int stop = tags.valueEnd(tag);
    while (stop < end && octets[stop] != ';') {
      stop++;
    }
    signatureStart = start;
    signatureEnd = stop;
    // Base64 needs four octets for three; as many again may be white space.
    if (stop - start > 4L * limits.signatureOctetsMax()) {
      problem(DkimReason.SIGNATURE_TOO_LONG, stop - start + " octets of base64");
      return;
    }
    byte[] data = base64(tag, "b=");
    if (data != null && data.length > limits.signatureOctetsMax()) {
      problem(DkimReason.SIGNATURE_TOO_LONG, data.length + " octets");
    } else if (data != null) {
      signature = data;
    }
  }

  private byte @Nullable [] base64(int tag, String name) {
    Base64Text text = Base64Text.parse(tags.octets(), tags.valueStart(tag), tags.valueEnd(tag));
    if (text == null) {
      problem(DkimReason.TAG_VALUE, name);
      return null;
    }
    if (!text.canonical()) {
      departs(DkimDeviation.BASE64, DkimReason.TAG_VALUE, name);
    }
    return text.octets();
  }

  // RFC 6541 §4.2. What is wrong with these tags is no problem of the signature.
  private void readAtps() {
    int tag = tags.find("atps");
    if (tag < 0) {
      return;
    }
    atpsDomain = DomainName.parse(tags.utf8(tag)).orElse(null);
    atpsHash = tags.value("atpsh");
    if (atpsHash == null) {
      note(DkimDeviation.ATPS_HASH_MISSING);
    }
  }
}

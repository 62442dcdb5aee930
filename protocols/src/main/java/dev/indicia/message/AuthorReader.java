package dev.indicia.message;

import dev.indicia.dns.DomainName;
import dev.indicia.message.AddressParser.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the authors of a message and what makes them doubtful. Runs once. */
final class AuthorReader {
  /** Hidden addresses reported for one message. */
  private static final int HIDDEN_MAX = 20;

  private final Message message;
  private final List<Mailbox> mailboxes = new ArrayList<>(1);
  private final List<AuthorFinding> findings = new ArrayList<>(0);
  private final List<Shown> shown = new ArrayList<>(1);
  private int hidden;
  private int around;

  AuthorReader(Message message) {
    this.message = message;
  }

  Authors run() {
    int count = 0;
    for (HeaderField field : message.fields()) {
      if (!field.isNamed("From")) {
        continue;
      }
      count++;
      if (count == 2) {
        find(AuthorAnomaly.SEVERAL_FROM_FIELDS, field.start());
      }
      if (message.octets()[field.nameEnd()] != ':') {
        find(AuthorAnomaly.SPACE_BEFORE_COLON, field.nameEnd());
      }
      readField(field);
    }
    readAround();
    if (count == 0) {
      find(AuthorAnomaly.NO_FROM_FIELD, 0);
    } else if (mailboxes.isEmpty()) {
      find(AuthorAnomaly.NO_AUTHOR, 0);
    }
    compare();
    findHidden();
    return new Authors(mailboxes, count, findings);
  }

  private void find(AuthorAnomaly anomaly, int offset) {
    findings.add(AuthorFinding.of(anomaly, offset));
  }

  private void readField(HeaderField field) {
    int room = message.limits().addressesMax() - mailboxes.size();
    AddressParser parser = new AddressParser(field, Math.max(room, 0));
    AddressList list = parser.run();
    mailboxes.addAll(list.mailboxes());
    shown.addAll(parser.shown());
    for (AddressDefect defect : list.defects()) {
      AuthorAnomaly anomaly =
          defect.kind().isAmbiguous() ? AuthorAnomaly.AMBIGUOUS_SYNTAX : AuthorAnomaly.SYNTAX;
      findings.add(new AuthorFinding(anomaly, defect.offset(), defect.kind(), null, null));
    }
  }

  /** From fields where the standard sees none. */
  private void readAround() {
    boolean bare = message.has(DefectKind.BARE_CR) || message.has(DefectKind.BARE_LF);
    for (HeaderField field : message.shadowFields()) {
      if (field.isNamed("From") && around++ < HIDDEN_MAX) {
        hide(AuthorAnomaly.SHADOW_FROM, field);
      }
      readBehindBareLineEnds(field);
    }
    if (bare) {
      for (HeaderField field : message.fields()) {
        readBehindBareLineEnds(field);
      }
    }
    Optional<Defect> limit = message.limitHit();
    if (limit.isPresent()) {
      find(AuthorAnomaly.NOT_ALL_READ, limit.get().offset());
    }
  }

  /** Every one, up to a bound: the first may be put there to distract from the next. */
  private void readBehindBareLineEnds(HeaderField field) {
    int from = field.valueStart();
    while (around < HIDDEN_MAX) {
      int at = fromBehindBareLineEnd(from, field.end());
      if (at < 0) {
        return;
      }
      around++;
      hide(AuthorAnomaly.FROM_BEHIND_BARE_LINE_END, bareField(at, field.end()));
      from = at + "From".length();
    }
  }

  /** A From field that only looser readers see, with each address in it. */
  private void hide(AuthorAnomaly anomaly, HeaderField field) {
    List<Mailbox> inside = AddressList.parse(field, HIDDEN_MAX).mailboxes();
    if (inside.isEmpty()) {
      find(anomaly, field.start());
    }
    for (Mailbox mailbox : inside) {
      findings.add(
          new AuthorFinding(anomaly, field.start(), null, mailbox.address(), mailbox.domain()));
    }
  }

  /** The field that a reader sees for whom a CR or LF alone ends a line. */
  private HeaderField bareField(int start, int to) {
    byte[] octets = message.octets();
    int colon = start;
    while (octets[colon] != ':') {
      colon++;
    }
    int end = colon;
    while (end < to && octets[end] != '\r' && octets[end] != '\n') {
      end++;
    }
    return new HeaderField(octets, start, start + 4, colon + 1, end);
  }

  private int fromBehindBareLineEnd(int from, int to) {
    byte[] octets = message.octets();
    for (int i = from; i < to; i++) {
      boolean crlf = octets[i] == '\r' && i + 1 < to && octets[i + 1] == '\n';
      if (crlf) {
        i++;
      } else if ((octets[i] == '\r' || octets[i] == '\n') && isFrom(i + 1, to)) {
        return i + 1;
      }
    }
    return -1;
  }

  private boolean isFrom(int at, int to) {
    byte[] octets = message.octets();
    String name = "from";
    for (int i = 0; i < name.length(); i++) {
      if (at + i >= to || (octets[at + i] | 0x20) != name.charAt(i)) {
        return false;
      }
    }
    int i = at + name.length();
    // Bounded, so that lines that begin so do not cost more than they are long.
    while (i < to && i < at + 100 && (octets[i] == ' ' || octets[i] == '\t')) {
      i++;
    }
    return i < to && octets[i] == ':';
  }

  private void compare() {
    if (mailboxes.size() < 2) {
      return;
    }
    Mailbox first = mailboxes.get(0);
    find(AuthorAnomaly.SEVERAL_AUTHORS, mailboxes.get(1).offset());
    for (Mailbox mailbox : mailboxes) {
      if (!domainOf(mailbox).equals(domainOf(first))) {
        find(AuthorAnomaly.SEVERAL_DOMAINS, mailbox.offset());
        return;
      }
    }
  }

  private static String domainOf(Mailbox mailbox) {
    DomainName domain = mailbox.domain();
    return domain == null ? mailbox.domainText().toLowerCase(Locale.ROOT) : domain.text();
  }

  private void findHidden() {
    Set<String> known = new HashSet<>();
    for (Mailbox mailbox : mailboxes) {
      known.add(mailbox.address().toLowerCase(Locale.ROOT));
    }
    for (Shown text : shown) {
      AuthorAnomaly anomaly =
          text.encoded()
              ? AuthorAnomaly.ADDRESS_IN_ENCODED_WORD
              : text.comment() ? AuthorAnomaly.ADDRESS_IN_COMMENT : AuthorAnomaly.ADDRESS_IN_NAME;
      findAddresses(text.text(), text.offset(), anomaly, known);
      if (text.encoded() && hasControl(text.text())) {
        find(AuthorAnomaly.CONTROL_IN_ENCODED_WORD, text.offset());
      }
    }
    for (Mailbox mailbox : mailboxes) {
      if (mailbox.localPart().indexOf('@') >= 0) {
        int at = mailbox.offset();
        findAddresses(mailbox.localPart(), at, AuthorAnomaly.ADDRESS_IN_LOCAL_PART, Set.of());
      }
    }
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /** What reads like local-part "@" domain; full-width and small at signs are at signs here. */
  private void findAddresses(String text, int offset, AuthorAnomaly anomaly, Set<String> known) {
    for (int i = 1; i + 1 < text.length() && hidden < HIDDEN_MAX; i++) {
      char c = text.charAt(i);
      if (c != '@' && c != '\uff20' && c != '\ufe6b') {
        continue;
      }
      int start = i;
      while (start > 0 && i - start < 64 && isLocal(text.charAt(start - 1))) {
        start--;
      }
      int end = i + 1;
      while (end < text.length() && end - i <= 255 && isDomain(text.charAt(end))) {
        end++;
      }
      while (end > i + 1 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
        end--;
      }
      while (start < i && "'`.=-*".indexOf(text.charAt(start)) >= 0) {
        // Marks that writers put around an address.
        start++;
      }
      String domain = text.substring(i + 1, end);
      if (start == i || domain.indexOf('.') <= 0) {
        continue;
      }
      String address = text.substring(start, i) + "@" + domain;
      @Nullable DomainName name = DomainName.parse(domain).orElse(null);
      String comparable = name == null ? address : text.substring(start, i) + "@" + name.text();
      if (!known.contains(comparable.toLowerCase(Locale.ROOT))) {
        findings.add(new AuthorFinding(anomaly, offset, null, address, name));
        hidden++;
      }
    }
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
  }
}

package dev.indicia.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Elements and the text of leaves, pulled out of UTF-8 octets (XML 1.0, without document types).
 * Our own, because the JDK's reader makes characters and names of everything first: this one
 * compares octets, and a string is made only of what is asked for.
 *
 * <p>Memory is one window, which holds the text or the tag being read; what passes its limit is
 * refused where it does. No entity but the five predefined ones is known, so none is expanded; a
 * document type declaration is refused unread. Not thread-safe.
 */
final class XmlScanner {
  private static final int WINDOW_OCTETS = 64 << 10;
  private static final int REFERENCE_OCTETS_MAX = 12;

  /** What an octet means in a text: nothing, or one of these. */
  private static final byte[] TEXT = textKinds();

  private static final byte MARKUP = 1;
  private static final byte REFERENCE = 2;
  private static final byte CONTROL = 3;

  /** Octets that a name may have: ASCII letters, digits, ".", "-", "_", ":", and all above. */
  private static final boolean[] NAME = nameOctets();

  /** What {@link #next} found. */
  enum Event {
    /** An element begins; {@link #nameStart} and {@link #attribute} say which. */
    START,
    /** An element ends; where it had no other in it, it is a leaf with a text. */
    END,
    /** The document is over. */
    END_OF_DOCUMENT
  }

  private final InputStream in;
  private final ReportLimits limits;
  private final Set<ReportDeviation> deviations;

  private byte[] window = new byte[WINDOW_OCTETS];
  private int position;
  private int end;
  private long dropped;
  private boolean atEnd;

  /** Where the text, tag or markup being read begins. */
  private int tokenStart;

  private int nameStart;
  private int nameEnd;
  private int attributesEnd;

  /** Whether an element has begun and neither its end nor another was seen: its text counts. */
  private boolean capturing;

  /** The text, or what of it is not yet in {@link #apart}. */
  private int textStart;

  private int textEnd;

  /** Text put together of pieces, where it does not stand as it reads; empty otherwise. */
  private byte[] apart = new byte[256];

  private int apartLength;
  private boolean isApart;

  /** The names of the open elements behind each other. */
  private byte[] names = new byte[256];

  private final int[] nameEnds;
  private int depth;
  private boolean leaf;
  private boolean endsAtOnce;

  XmlScanner(InputStream in, ReportLimits limits, Set<ReportDeviation> deviations) {
    this.in = in;
    this.limits = limits;
    this.deviations = deviations;
    this.nameEnds = new int[limits.xmlDepthMax() + 1];
  }

  /** Octets read, for messages. */
  long offset() {
    return dropped + position;
  }

  /** Elements open; that of START is, that of END is not. */
  int depth() {
    return depth;
  }

  /** With START: the octets that its name stands in. */
  byte[] window() {
    return window;
  }

  /** With START: index of its name's first octet. */
  int nameStart() {
    return nameStart;
  }

  /** With START: index behind its name. */
  int nameEnd() {
    return nameEnd;
  }

  /** With END: whether it had no other element in it. */
  boolean isLeaf() {
    return leaf;
  }

  /** With END of a leaf: the octets that its text stands in. */
  byte[] textOctets() {
    return isApart ? apart : window;
  }

  /** With END of a leaf: index of its text's first octet. */
  int textStart() {
    return isApart ? 0 : textStart;
  }

  /** With END of a leaf: index behind its text. */
  int textEnd() {
    return isApart ? apartLength : textEnd;
  }

  /** The next event. */
  Event next() throws IOException {
    if (endsAtOnce) {
      endsAtOnce = false;
      depth--;
      textEnd = textStart;
      return ended();
    }
    while (text()) {
      tokenStart = position;
      int mark = peek(1);
      if (mark == '/') {
        closeText();
        endTag();
        return ended();
      }
      if (mark == '!') {
        declaration();
      } else if (mark == '?') {
        skip("?>", 2);
      } else if (startTag()) {
        return Event.START;
      }
    }
    if (depth > 0) {
      throw new Refusal(ReportReason.XML_TRUNCATED, at());
    }
    return Event.END_OF_DOCUMENT;
  }

  /** Reads on to the end of the stream; whether anything but white space follows. */
  boolean drain() throws IOException {
    capturing = false;
    boolean anything = false;
    while (true) {
      while (position < end) {
        anything |= !isSpace(window[position++]);
      }
      tokenStart = position;
      if (!fill()) {
        return anything;
      }
    }
  }

  private Event ended() {
    leaf = capturing;
    capturing = false;
    return Event.END;
  }

  /** Reads text up to the next "&lt;"; false at the end of the document. */
  private boolean text() throws IOException {
    tokenStart = position;
    while (true) {
      byte[] octets = window;
      int stop = end;
      int i = position;
      while (i < stop && TEXT[octets[i] & 0xff] == 0) {
        i++;
      }
      position = i;
      if (i - tokenStart > limits.textOctetsMax() || apartLength > limits.textOctetsMax()) {
        throw tooLong();
      }
      if (i == stop) {
        if (!fill()) {
          return false;
        }
      } else if (TEXT[octets[i] & 0xff] == MARKUP) {
        return true;
      } else if (!capturing) {
        position++;
      } else if (TEXT[octets[i] & 0xff] == REFERENCE) {
        reference();
      } else {
        deviations.add(ReportDeviation.CONTROL_CHARACTER);
        position++;
      }
    }
  }

  private Refusal tooLong() {
    return new Refusal(
        ReportReason.TEXT_TOO_LONG, "more than " + limits.textOctetsMax() + " octets, " + at());
  }

  private String at() {
    return "octet " + offset();
  }

  /** XML 1.0 §4.1: a character, or one of the five; "&amp;" alone is read as itself. */
  private void reference() throws IOException {
    int length = 1;
    while (length < REFERENCE_OCTETS_MAX && isReferenceOctet(peek(length))) {
      length++;
    }
    if (length == 1 || peek(length) != ';') {
      // The commonest mistake of those who put XML together by hand.
      deviations.add(ReportDeviation.XML_UNESCAPED);
      position++;
      return;
    }
    String name = new String(window, position + 1, length - 1, StandardCharsets.ISO_8859_1);
    int character = XmlReference.character(name, deviations);
    if (character < 0) {
      throw new Refusal(ReportReason.XML_ENTITY, "&" + name + ";, " + at());
    }
    byte[] octets = Character.toString(character).getBytes(StandardCharsets.UTF_8);
    takeApart(position);
    put(octets, 0, octets.length);
    position += length + 1;
    textStart = position;
  }

  private static boolean isReferenceOctet(int octet) {
    return octet == '#' || (octet >= 0 && NAME[octet]);
  }

  /** Copies the text so far: what follows does not stand as it reads. */
  private void takeApart(int to) {
    isApart = true;
    put(window, textStart, to);
  }

  private void put(byte[] octets, int from, int to) {
    int length = apartLength + to - from;
    if (length > apart.length) {
      apart = Arrays.copyOf(apart, Math.max(2 * apart.length, length));
    }
    System.arraycopy(octets, from, apart, apartLength, to - from);
    apartLength = length;
  }

  private void closeText() {
    if (!capturing) {
      return;
    }
    if (isApart) {
      put(window, textStart, position);
      textStart = position;
    }
    textEnd = position;
  }

  /** XML 1.0 §2.5 comments, §2.7 CDATA sections, §2.8 document types. */
  private void declaration() throws IOException {
    if (startsWith("<!--")) {
      skip("-->", 4);
    } else if (startsWith("<![CDATA[")) {
      if (capturing) {
        takeApart(position);
        textStart = position;
      }
      int from = 9;
      int octets = find("]]>", from);
      if (capturing) {
        put(window, position + from, position + octets);
      }
      position += octets + 3;
      textStart = position;
    } else if (startsWith("<!DOCTYPE") || startsWith("<!doctype")) {
      throw new Refusal(ReportReason.XML_DOCTYPE, at());
    } else {
      throw syntax("unknown markup");
    }
  }

  /** Passes over markup that ends with that; a text goes on behind it. */
  private void skip(String ending, int from) throws IOException {
    if (capturing) {
      takeApart(position);
      textStart = position;
    }
    // Looking for it may shift the window, so the position is read behind it.
    int octets = find(ending, from);
    position += octets + ending.length();
    textStart = position;
  }

  /** How far from here the ending stands, looked for from that index on. */
  private int find(String ending, int from) throws IOException {
    int i = from;
    while (!startsWith(i, ending)) {
      if (peek(i) < 0) {
        throw new Refusal(ReportReason.XML_TRUNCATED, at());
      }
      if (++i > limits.textOctetsMax()) {
        throw tooLong();
      }
    }
    return i;
  }

  private boolean startsWith(String octets) throws IOException {
    return startsWith(0, octets);
  }

  private boolean startsWith(int index, String octets) throws IOException {
    for (int i = 0; i < octets.length(); i++) {
      if (peek(index + i) != octets.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** XML 1.0 §3.1; false where it is no tag but a "&lt;" in a text, which then goes on. */
  private boolean startTag() throws IOException {
    int length = nameLength(1);
    int behind = peek(1 + length);
    if (length == 0 || !(behind == '>' || behind == '/' || isSpace(behind))) {
      if (!capturing || behind < 0) {
        throw behind < 0 ? new Refusal(ReportReason.XML_TRUNCATED, at()) : syntax("no tag");
      }
      // An address in angle brackets, most often.
      deviations.add(ReportDeviation.XML_UNESCAPED);
      position++;
      return false;
    }
    int octets = behind == '>' ? 1 + length : attributes(1 + length);
    nameStart = position + 1;
    nameEnd = nameStart + length;
    attributesEnd = position + octets;
    push();
    position += octets;
    endsAtOnce = window[position - 1] == '/' && octets > 1 + length;
    position++;
    capturing = true;
    isApart = false;
    apartLength = 0;
    textStart = position;
    return true;
  }

  /** Octets of the name that stands at the index from here. */
  private int nameLength(int index) throws IOException {
    byte[] octets = window;
    int at = position + index;
    int stop = Math.min(end, at + limits.attributeOctetsMax());
    while (at < stop && NAME[octets[at] & 0xff]) {
      at++;
    }
    int i = at - position;
    if (at < stop) {
      return i - index;
    }
    // It goes on behind what has been read so far.
    int octet = peek(i);
    while (octet >= 0 && NAME[octet]) {
      if (i - index >= limits.attributeOctetsMax()) {
        throw nameTooLong();
      }
      octet = peek(++i);
    }
    return i - index;
  }

  private Refusal nameTooLong() {
    return new Refusal(
        ReportReason.NAME_TOO_LONG,
        "more than " + limits.attributeOctetsMax() + " octets, " + at());
  }

  /** Reads attributes from the index on; the index of the "&gt;" that ends the tag. */
  private int attributes(int index) throws IOException {
    int i = index;
    int count = 0;
    while (true) {
      i = spaceEnd(i);
      int octet = peek(i);
      if (octet == '>') {
        return i;
      }
      if (octet == '/' && peek(i + 1) == '>') {
        return i + 1;
      }
      if (++count > limits.attributesMax()) {
        throw new Refusal(
            ReportReason.TOO_MANY_ATTRIBUTES, "more than " + limits.attributesMax() + ", " + at());
      }
      int length = nameLength(i);
      i = spaceEnd(i + length);
      if (length == 0 || peek(i) != '=') {
        throw peek(i) < 0 ? new Refusal(ReportReason.XML_TRUNCATED, at()) : syntax("no attribute");
      }
      i = spaceEnd(i + 1);
      int quote = peek(i);
      if (quote != '"' && quote != '\'') {
        throw quote < 0 ? new Refusal(ReportReason.XML_TRUNCATED, at()) : syntax("no quotes");
      }
      i = valueEnd(i + 1, quote) + 1;
    }
  }

  private int valueEnd(int index, int quote) throws IOException {
    int i = index;
    for (int octet = peek(i); octet != quote; octet = peek(++i)) {
      if (octet < 0) {
        throw new Refusal(ReportReason.XML_TRUNCATED, at());
      }
      if (octet == '<') {
        throw syntax("\"<\" in an attribute");
      }
      if (i - index >= limits.attributeOctetsMax()) {
        throw nameTooLong();
      }
    }
    return i;
  }

  private int spaceEnd(int index) throws IOException {
    int i = index;
    while (isSpace(peek(i))) {
      if (++i - index > limits.attributeOctetsMax()) {
        throw nameTooLong();
      }
    }
    return i;
  }

  private static boolean isSpace(int octet) {
    return octet == ' ' || octet == '\n' || octet == '\t' || octet == '\r';
  }

  /** With START: the value of that attribute as written, or null. */
  @Nullable String attribute(String name) {
    String tag = new String(window, nameEnd, attributesEnd - nameEnd, StandardCharsets.UTF_8);
    int at = 0;
    while (true) {
      int equals = tag.indexOf('=', at);
      if (equals < 0) {
        return null;
      }
      int open = equals + 1;
      while (tag.charAt(open) != '"' && tag.charAt(open) != '\'') {
        open++;
      }
      int close = tag.indexOf(tag.charAt(open), open + 1);
      if (tag.substring(at, equals).strip().equals(name)) {
        return tag.substring(open + 1, close);
      }
      at = close + 1;
    }
  }

  private void push() throws Refusal {
    if (depth == limits.xmlDepthMax()) {
      throw new Refusal(ReportReason.XML_TOO_DEEP, "more than " + depth + ", " + at());
    }
    int from = depth == 0 ? 0 : nameEnds[depth - 1];
    int length = nameEnd - nameStart;
    if (from + length > names.length) {
      names = Arrays.copyOf(names, Math.max(2 * names.length, from + length));
    }
    System.arraycopy(window, nameStart, names, from, length);
    nameEnds[depth++] = from + length;
  }

  /** XML 1.0 §3.1: the tag that ends the element opened last. */
  private void endTag() throws IOException {
    if (depth == 0) {
      throw syntax("an end without a beginning");
    }
    int from = depth == 1 ? 0 : nameEnds[depth - 2];
    int length = nameEnds[depth - 1] - from;
    int behind = peek(2 + length);
    if (behind < 0) {
      throw new Refusal(ReportReason.XML_TRUNCATED, at());
    }
    int name = position + 2;
    if (!Arrays.equals(window, name, name + length, names, from, from + length)) {
      throw syntax(
          "the end of another element than "
              + new String(names, from, length, StandardCharsets.UTF_8));
    }
    int i = behind == '>' ? 2 + length : spaceEnd(2 + length);
    if (behind != '>' && peek(i) != '>') {
      throw peek(i) < 0 ? new Refusal(ReportReason.XML_TRUNCATED, at()) : syntax("no end tag");
    }
    position += i + 1;
    depth--;
  }

  private Refusal syntax(String what) {
    return new Refusal(ReportReason.XML_SYNTAX, what + ", " + at());
  }

  /** The octet at the index from here, or -1 behind the end. */
  private int peek(int index) throws IOException {
    while (position + index >= end) {
      if (!fill()) {
        return -1;
      }
    }
    return window[position + index] & 0xff;
  }

  /** Reads more, and drops what is done with; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (atEnd) {
      return false;
    }
    // While a text is read in place, it begins no later than what is read of it now.
    int keep = capturing ? textStart : tokenStart;
    if (keep > 0) {
      System.arraycopy(window, keep, window, 0, end - keep);
      dropped += keep;
      position -= keep;
      end -= keep;
      tokenStart -= keep;
      textStart -= keep;
      textEnd -= keep;
    }
    if (end == window.length) {
      window = Arrays.copyOf(window, 2 * window.length);
    }
    int read = in.read(window, end, window.length - end);
    atEnd = read < 0;
    end += Math.max(read, 0);
    return !atEnd;
  }

  private static byte[] textKinds() {
    byte[] kinds = new byte[256];
    Arrays.fill(kinds, 0, ' ', CONTROL);
    kinds['\t'] = 0;
    kinds['\n'] = 0;
    kinds['\r'] = 0;
    kinds['<'] = MARKUP;
    kinds['&'] = REFERENCE;
    return kinds;
  }

  private static boolean[] nameOctets() {
    boolean[] octets = new boolean[256];
    for (int octet = 0; octet < octets.length; octet++) {
      octets[octet] =
          (octet >= 'a' && octet <= 'z')
              || (octet >= 'A' && octet <= 'Z')
              || (octet >= '0' && octet <= '9')
              || octet == '_'
              || octet == ':'
              || octet == '-'
              || octet == '.'
              || octet >= 0x80;
    }
    return octets;
  }
}

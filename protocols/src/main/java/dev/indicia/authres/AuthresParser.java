package dev.indicia.authres;

import dev.indicia.authres.AuthenticationResults.Parsed;
import dev.indicia.authres.MethodResult.Property;
import dev.indicia.evidence.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field body (RFC 8601 §2.2). One use, one thread.
 *
 * <p>The first failure ends the text: {@link #fail} moves behind its last character, where every
 * loop ends by itself.
 */
final class AuthresParser {
  private final AuthresText text;
  private final boolean strict;
  private final List<AuthresDeviation> deviations = new ArrayList<>(2);
  private final List<MethodResult> results = new ArrayList<>(4);
  private Parsed.@Nullable Malformed failure;

  private @Nullable String authservId;
  private int version = 1;

  AuthresParser(String body, Strictness strictness) {
    Objects.requireNonNull(body, "body");
    this.strict = strictness == Strictness.STRICT;
    String decoded = strict ? null : EncodedWords.decode(body);
    this.text = new AuthresText(decoded == null ? body : decoded);
    if (decoded != null) {
      deviations.add(AuthresDeviation.ENCODED_WORDS);
    }
  }

  Parsed parse() {
    List<String> comments = new ArrayList<>(0);
    skip(comments);
    if (head(comments)) {
      statement(new ArrayList<>(1));
    }
    while (!text.atEnd()) {
      text.advance();
      List<String> before = new ArrayList<>(1);
      skip(before);
      if (text.atEnd() || text.at(';')) {
        deviate(AuthresDeviation.EMPTY_RESULT, text.offset());
      } else {
        statement(before);
      }
    }
    if (failure != null) {
      return failure;
    }
    return new Parsed.Valid(
        new AuthenticationResults(authservId, version, comments, results), deviations);
  }

  /**
   * Reads up to the first semicolon: [CFWS] authserv-id [ CFWS authres-version ]. Answers whether a
   * statement stands there instead.
   */
  private boolean head(List<String> comments) {
    int start = text.offset();
    if (text.at(';') || text.atEnd()) {
      if (text.atEnd()) {
        fail(AuthresReason.AUTHSERV_ID, start);
      }
      deviate(AuthresDeviation.AUTHSERV_ID_MISSING, start);
      return false;
    }
    int commentsBefore = comments.size();
    String id = text.at('"') ? quotedString() : text.takeUntil(" \t\r\n;(=\"");
    int idEnd = text.offset();
    skip(comments);
    if (text.at('=')) {
      if (!Keyword.isLoose(methodOf(id))) {
        fail(AuthresReason.AUTHSERV_ID, start);
        return false;
      }
      comments.subList(commentsBefore, comments.size()).clear();
      deviate(AuthresDeviation.AUTHSERV_ID_MISSING, start);
      text.backTo(start);
      return failure == null;
    }
    if (id.isEmpty()) {
      fail(AuthresReason.AUTHSERV_ID, start);
    } else if (text.charAt(start) != '"' && !Keyword.isToken(id)) {
      deviate(AuthresDeviation.VALUE_UNQUOTED, start);
    }
    authservId = id;
    version(idEnd, comments);
    if (text.atEnd()) {
      deviate(AuthresDeviation.NO_RESULT_MISSING, text.offset());
    }
    return false;
  }

  /** The method of "method/version", which stands before an equals sign. */
  private static String methodOf(String word) {
    int slash = word.indexOf('/');
    return slash < 0 ? word : word.substring(0, slash);
  }

  /** [ CFWS authres-version ], the version 1*DIGIT. */
  private void version(int idEnd, List<String> comments) {
    if (text.offset() > idEnd && Keyword.isDigit(text.current())) {
      int number = text.takeNumber();
      skip(comments);
      if (text.at(';') || text.atEnd()) {
        version = number;
      }
    }
    if (!text.at(';') && !text.atEnd()) {
      deviate(AuthresDeviation.VERSION_SYNTAX, text.offset());
      skipStatement(comments);
    }
  }

  /** methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ], or "none" on its own. */
  private void statement(List<String> comments) {
    int start = text.offset();
    String method = text.takeKeyword();
    skip(comments);
    if (method.equalsIgnoreCase("none") && (text.atEnd() || text.at(';'))) {
      if (!results.isEmpty() || !text.atEnd()) {
        deviate(AuthresDeviation.RESULT_SYNTAX, start);
      }
      return;
    }
    int methodVersion = 1;
    if (text.at('/')) {
      text.advance();
      skip(comments);
      methodVersion = text.takeNumber();
      skip(comments);
    }
    if (method.isEmpty() || !text.at('=')) {
      deviate(AuthresDeviation.RESULT_SYNTAX, start);
      skipStatement(comments);
      return;
    }
    text.advance();
    skip(comments);
    String result = text.takeKeyword();
    if (result.isEmpty()) {
      deviate(AuthresDeviation.RESULT_SYNTAX, start);
      skipStatement(comments);
      return;
    }
    keyword(method, start);
    keyword(result, start);
    evidence(method, methodVersion, result, comments);
  }

  /** [ CFWS reasonspec ] [ CFWS 1*propspec ] behind method=result, up to the next semicolon. */
  private void evidence(String method, int methodVersion, String result, List<String> comments) {
    String reason = null;
    List<Property> properties = new ArrayList<>(3);
    skip(comments);
    while (!text.atEnd() && !text.at(';')) {
      int start = text.offset();
      String word = text.takeKeyword();
      skip(comments);
      if (word.equalsIgnoreCase("reason") && text.at('=')) {
        text.advance();
        String value = value(comments, false);
        if (reason != null) {
          deviate(AuthresDeviation.REASON_REPEATED, start);
        } else if (!properties.isEmpty()) {
          deviate(AuthresDeviation.REASON_ORDER, start);
        }
        reason = reason == null ? value : reason;
      } else {
        property(word, start, properties, comments);
      }
      skip(comments);
      if (properties.size() > AuthenticationResults.PROPERTIES_MAX) {
        fail(AuthresReason.TOO_MANY_PROPERTIES, start);
      }
    }
    if (failure != null) {
      return;
    }
    results.add(new MethodResult(method, methodVersion, result, reason, properties, comments));
    if (results.size() > AuthenticationResults.RESULTS_MAX) {
      fail(AuthresReason.TOO_MANY_RESULTS, text.offset());
    }
  }

  /** ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue, whose first word has been read. */
  private void property(String word, int start, List<Property> properties, List<String> comments) {
    String ptype = null;
    String name = word;
    if (!word.isEmpty() && text.at('.')) {
      text.advance();
      skip(comments);
      ptype = word;
      name = text.takeKeyword();
      skip(comments);
    }
    if (name.isEmpty() || !text.at('=')) {
      deviate(AuthresDeviation.PROPERTY_SYNTAX, start);
      if (text.at('"')) {
        quotedString();
      } else if (text.offset() == start) {
        text.advance();
        text.takeUntil(" \t\r\n;(\"");
      }
      return;
    }
    text.advance();
    if (ptype == null) {
      deviate(AuthresDeviation.PTYPE_MISSING, start);
    } else {
      keyword(ptype, start);
    }
    keyword(name, start);
    String value = value(comments, true);
    if (failure == null) {
      properties.add(new Property(ptype, name, value));
    }
  }

  /** RFC 8601 §2.2: value, or with an address pvalue. */
  private String value(List<String> comments, boolean addressAllowed) {
    skip(comments);
    int start = text.offset();
    if (text.at('"')) {
      String quoted = quotedString();
      if (!addressAllowed || !text.at('@')) {
        return quoted;
      }
      // A local-part that is a quoted-string keeps its quotes.
      String localPart = text.between(start, text.offset());
      return localPart + text.takeUntil(" \t\r\n;(");
    }
    String value = text.takeUntil(" \t\r\n;(");
    if (value.isEmpty()) {
      deviate(AuthresDeviation.VALUE_EMPTY, start);
    } else if (!Keyword.isToken(value) && !(addressAllowed && Keyword.isAddress(value))) {
      deviate(AuthresDeviation.VALUE_UNQUOTED, start);
    }
    return value;
  }

  private void keyword(String keyword, int offset) {
    if (!Keyword.isStrict(keyword)) {
      deviate(AuthresDeviation.KEYWORD_SYNTAX, offset);
    }
  }

  /** Goes on to the next semicolon outside comments and quoted-strings. */
  private void skipStatement(List<String> comments) {
    skip(comments);
    while (!text.atEnd() && !text.at(';')) {
      if (text.at('"')) {
        quotedString();
      } else {
        text.advance();
        text.takeUntil(" \t\r\n;(\"");
      }
      skip(comments);
    }
  }

  private String quotedString() {
    int start = text.offset();
    String content = text.takeQuotedString();
    if (!text.wasClosed()) {
      deviate(AuthresDeviation.QUOTED_STRING_OPEN, start);
    }
    return content;
  }

  /** RFC 5322 §3.2.2: white space and comments. */
  private void skip(List<String> comments) {
    text.skipSpace();
    while (text.at('(')) {
      int start = text.offset();
      comments.add(text.takeComment());
      if (!text.wasClosed()) {
        deviate(AuthresDeviation.COMMENT_OPEN, start);
      }
      if (comments.size() > AuthenticationResults.PROPERTIES_MAX) {
        fail(AuthresReason.TOO_MANY_PROPERTIES, start);
      }
      text.skipSpace();
    }
  }

  private void deviate(AuthresDeviation deviation, int offset) {
    if (strict) {
      fail(deviation.reason(), offset);
    } else if (!deviations.contains(deviation)) {
      deviations.add(deviation);
    }
  }

  private void fail(AuthresReason why, int offset) {
    if (failure == null) {
      failure = new Parsed.Malformed(offset, why);
    }
    text.finish();
  }
}

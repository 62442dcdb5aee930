package dev.indicia.idn;

import java.util.Optional;

/**
 * Punycode, RFC 3492 §5 and §6. Decoding inserts and encoding scans once per distinct code point,
 * so both are quadratic by nature; callers pass no more than a label, 63 octets or 59 code points.
 */
final class Punycode {
  // RFC 3492 §5
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;
  private static final char DELIMITER = '-';

  private Punycode() {}

  /**
   * Decodes, RFC 3492 §6.2; empty when the input is not ASCII or not Punycode, or stands for a
   * number beyond U+10FFFF. The result may hold surrogates.
   */
  static Optional<CodePoints> decode(CodePoints input) {
    if (!input.isAscii()) {
      return Optional.empty();
    }
    int basicLength = lastDelimiter(input);
    CodePoints output = input.slice(0, basicLength);
    int in = basicLength > 0 ? basicLength + 1 : 0;
    int n = INITIAL_N;
    int i = 0;
    int bias = INITIAL_BIAS;
    while (in < input.size()) {
      int previous = i;
      int weight = 1;
      for (int k = BASE; ; k += BASE) {
        if (in == input.size()) {
          return Optional.empty();
        }
        int digit = digit(input.get(in++));
        if (digit < 0 || digit > (Integer.MAX_VALUE - i) / weight) { // RFC 3492 §6.4
          return Optional.empty();
        }
        i += digit * weight;
        int threshold = threshold(k, bias);
        if (digit < threshold) {
          break;
        }
        if (weight > Integer.MAX_VALUE / (BASE - threshold)) {
          return Optional.empty();
        }
        weight *= BASE - threshold;
      }
      int length = output.size() + 1;
      bias = adapt(i - previous, length, previous == 0);
      if (i / length > Character.MAX_CODE_POINT - n) {
        return Optional.empty();
      }
      n += i / length;
      i %= length;
      output.insert(i++, n);
    }
    return Optional.of(output);
  }

  /** Encodes at most 59 code points, RFC 3492 §6.3. */
  static String encode(CodePoints input) {
    StringBuilder output = new StringBuilder();
    for (int i = 0; i < input.size(); i++) {
      if (input.get(i) < INITIAL_N) {
        output.append((char) input.get(i));
      }
    }
    int basicLength = output.length();
    if (basicLength > 0) {
      output.append(DELIMITER);
    }
    int n = INITIAL_N;
    int delta = 0; // below 60 * 0x110000, no overflow
    int bias = INITIAL_BIAS;
    for (int handled = basicLength; handled < input.size(); ) {
      int next = smallestFrom(input, n);
      delta += (next - n) * (handled + 1);
      n = next;
      for (int i = 0; i < input.size(); i++) {
        if (input.get(i) < n) {
          delta++;
        } else if (input.get(i) == n) {
          appendVariableLength(output, delta, bias);
          bias = adapt(delta, handled + 1, handled == basicLength);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return output.toString();
  }

  /** Writes a generalized variable-length integer, RFC 3492 §3.3. */
  private static void appendVariableLength(StringBuilder output, int delta, int bias) {
    int q = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = threshold(k, bias);
      if (q < threshold) {
        output.append(digitChar(q));
        return;
      }
      output.append(digitChar(threshold + (q - threshold) % (BASE - threshold)));
      q = (q - threshold) / (BASE - threshold);
    }
  }

  /** Adapts the bias, RFC 3492 §6.1. */
  private static int adapt(int delta, int length, boolean first) {
    int d = first ? delta / DAMP : delta / 2;
    d += d / length;
    int k = 0;
    while (d > (BASE - T_MIN) * T_MAX / 2) {
      d /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * d / (d + SKEW);
  }

  private static int threshold(int k, int bias) {
    return Math.clamp((long) k - bias, T_MIN, T_MAX);
  }

  private static int smallestFrom(CodePoints input, int n) {
    int smallest = Integer.MAX_VALUE;
    for (int i = 0; i < input.size(); i++) {
      if (input.get(i) >= n) {
        smallest = Math.min(smallest, input.get(i));
      }
    }
    return smallest;
  }

  private static int lastDelimiter(CodePoints input) {
    for (int i = input.size() - 1; i > 0; i--) {
      if (input.get(i) == DELIMITER) {
        return i;
      }
    }
    return 0;
  }

  private static int digit(int c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
  }

  private static char digitChar(int digit) {
    return (char) (digit < 26 ? 'a' + digit : '0' + digit - 26);
  }
}

package dev.indicia.idn;

import java.util.Arrays;

/** A growing sequence of code points, unpaired surrogates included. Not thread-safe. */
final class CodePoints {
  private int[] values;
  private int size;

  CodePoints(int capacity) {
    values = new int[Math.max(capacity, 8)];
  }

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  int last() {
    return values[size - 1];
  }

  void set(int index, int codePoint) {
    values[index] = codePoint;
  }

  void add(int codePoint) {
    insert(size, codePoint);
  }

  void insert(int index, int codePoint) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    System.arraycopy(values, index, values, index + 1, size - index);
    values[index] = codePoint;
    size++;
  }

  /** Copies the code points from {@code start} to before {@code end}. */
  CodePoints slice(int start, int end) {
    CodePoints copy = new CodePoints(end - start);
    System.arraycopy(values, start, copy.values, 0, end - start);
    copy.size = end - start;
    return copy;
  }

  boolean startsWith(String ascii) {
    if (size < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (values[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isAscii() {
    for (int i = 0; i < size; i++) {
      if (values[i] >= 0x80) {
        return false;
      }
    }
    return true;
  }

  boolean sameAs(CodePoints other) {
    return Arrays.equals(values, 0, size, other.values, 0, other.size);
  }

  void appendTo(StringBuilder out) {
    for (int i = 0; i < size; i++) {
      out.appendCodePoint(values[i]);
    }
  }
}

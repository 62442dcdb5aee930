package dev.indicia.dkim2;

import dev.indicia.message.HeaderField;
import dev.indicia.signed.FieldNames;
import dev.indicia.signed.SigningInput;

/**
 * A header field of one state of a message, as a range of octets. Immutable.
 *
 * @param name in lower case
 */
record StateField(String name, byte[] octets, int start, int nameEnd, int valueStart, int end) {
  static StateField of(byte[] octets, HeaderField field) {
    return new StateField(
        FieldNames.lowerCase(octets, field.start(), field.nameEnd()),
        octets,
        field.start(),
        field.nameEnd(),
        field.valueStart(),
        field.end());
  }

  /** A field that a recipe wrote: name, colon, value and CRLF. */
  static StateField of(String name, byte[] value) {
    byte[] octets = new byte[name.length() + 1 + value.length + 2];
    for (int i = 0; i < name.length(); i++) {
      octets[i] = (byte) name.charAt(i);
    }
    octets[name.length()] = ':';
    System.arraycopy(value, 0, octets, name.length() + 1, value.length);
    octets[octets.length - 2] = '\r';
    octets[octets.length - 1] = '\n';
    return new StateField(name, octets, 0, name.length(), name.length() + 1, octets.length);
  }

  int length() {
    return end - start;
  }

  /** Adds the field in the form of draft §6.2. */
  void addTo(SigningInput input) {
    input.addField(true, octets, start, nameEnd, valueStart, end);
  }

  /** The value in the form of draft §6.2. */
  byte[] canonicalValue() {
    SigningInput input = new SigningInput();
    addTo(input);
    byte[] value = new byte[input.length() - name.length() - 3];
    System.arraycopy(input.octets(), name.length() + 1, value, 0, value.length);
    return value;
  }
}

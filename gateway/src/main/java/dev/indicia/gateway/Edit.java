package dev.indicia.gateway;

/**
 * A change to a message on its way. Field values are as they follow the colon, folded with CRLF,
 * without the final CRLF; they begin with the space if there is one. An edit that would make more
 * or less than one field of it cannot be made: {@link IllegalArgumentException}. Immutable.
 */
public sealed interface Edit {
  /**
   * A new header field.
   *
   * @param index how many fields of the message as received stand above it; 0 is the top. Of
   *     several at one index, a later edit stands above an earlier one
   */
  record InsertField(int index, String name, String value) implements Edit {
    public InsertField {
      if (index < 0) {
        throw new IllegalArgumentException("index is negative: " + index);
      }
      FieldSyntax.check(name);
      FieldSyntax.check(name, value);
    }
  }

  /**
   * A field of the message as received goes.
   *
   * @param name the field's name, in any case
   * @param occurrence which of that name, from the top, 1 is the first
   */
  record DeleteField(String name, int occurrence) implements Edit {
    public DeleteField {
      if (occurrence < 1) {
        throw new IllegalArgumentException("occurrence is below 1: " + occurrence);
      }
      FieldSyntax.check(name);
    }
  }

  /** A field of the message as received gets another value; as {@link DeleteField} counts. */
  record ReplaceField(String name, int occurrence, String value) implements Edit {
    public ReplaceField {
      if (occurrence < 1) {
        throw new IllegalArgumentException("occurrence is below 1: " + occurrence);
      }
      FieldSyntax.check(name);
      FieldSyntax.check(name, value);
    }
  }

  /** The whole body is another one, CRLF line ends. The caller does not change the array later. */
  record ReplaceBody(byte[] octets) implements Edit {}
}

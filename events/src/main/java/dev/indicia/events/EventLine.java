package dev.indicia.events;

import java.util.Arrays;

/**
 * The line of an event. It begins with the object of {@code check}, so that who needs both makes
 * one. The octets are not changed.
 *
 * @param octets UTF-8, with the final line feed
 * @param checkOctets where {@code event}, the member that {@code check} does not have, begins
 */
public record EventLine(byte[] octets, int checkOctets) {
  /** The line of {@code check}, with a final line feed. */
  public byte[] check() {
    byte[] line = Arrays.copyOf(octets, checkOctets + 2);
    line[checkOctets] = '}';
    line[checkOctets + 1] = '\n';
    return line;
  }
}

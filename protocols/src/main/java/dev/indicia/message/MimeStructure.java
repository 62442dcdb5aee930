package dev.indicia.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The parts of a message (RFC 2045, RFC 2046), found in one pass over its lines. Immutable.
 *
 * <p>A message without MIME-Version is read the same way, as mail readers do. A line is a delimiter
 * when it is "--", the boundary and white space only, or "--" more for the closing one; of several
 * open boundaries the innermost counts. Nothing fails: what is wrong is listed. Bounds: {@link
 * MessageLimits#mimeDepthMax}, {@link MessageLimits#mimePartsMax}; time is linear in the number of
 * octets, however many boundaries are open.
 *
 * @param root the message
 * @param defects what is wrong with the structure, each kind once, at its first place
 */
public record MimeStructure(MimePart root, List<Defect> defects) {
  public MimeStructure {
    defects = List.copyOf(defects);
  }

  /** The structure of the message, within the message's limits. */
  public static MimeStructure of(Message message) {
    return new MimeParser(message).run();
  }

  /** All parts, each before its own parts. */
  public List<MimePart> parts() {
    List<MimePart> parts = new ArrayList<>();
    Deque<MimePart> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      MimePart part = open.pop();
      parts.add(part);
      List<MimePart> children = part.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        open.push(children.get(i));
      }
    }
    return parts;
  }

  /** Whether that defect was found. */
  public boolean has(DefectKind kind) {
    for (Defect defect : defects) {
      if (defect.kind() == kind) {
        return true;
      }
    }
    return false;
  }
}

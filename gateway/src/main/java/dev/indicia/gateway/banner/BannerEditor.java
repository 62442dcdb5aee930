package dev.indicia.gateway.banner;

import dev.indicia.message.Message;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts a sentence above the text of a message: in the text and in the HTML of its first body, and
 * nowhere else. Parts that are signed or encrypted, attached messages and attachments stay octet
 * for octet, as does everything around what is inserted. Pure.
 */
public final class BannerEditor {
  private BannerEditor() {}

  /** Octets that take the place of a range of the message. */
  record Patch(int from, int to, byte[] octets) {}

  /**
   * The message's body with the sentence; empty where there is no place for it.
   *
   * @param sentence in any language
   * @param ascii the same in ASCII, for parts whose character set or encoding can hold nothing else
   */
  public static Optional<byte[]> edit(Message message, String sentence, String ascii) {
    if (message.limitHit().isPresent()) {
      return Optional.empty();
    }
    MimeStructure structure = MimeStructure.of(message);
    if (structure.defects().stream().anyMatch(defect -> defect.kind().isLimit())) {
      return Optional.empty();
    }
    List<MimePart> texts = new ArrayList<>(2);
    collect(structure.root(), texts);
    List<Patch> patches = new ArrayList<>(2);
    for (MimePart part : texts) {
      new PartBanner(message, part, sentence, ascii).patch().ifPresent(patches::add);
    }
    if (patches.isEmpty()) {
      return Optional.empty();
    }
    patches.sort(Comparator.comparingInt(Patch::from));
    return Optional.of(body(message, patches));
  }

  private static byte[] body(Message message, List<Patch> patches) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length() + 4096);
    int from = message.bodyStart();
    for (Patch patch : patches) {
      out.write(message.octets(), from, patch.from() - from);
      out.writeBytes(patch.octets());
      from = patch.to();
    }
    out.write(message.octets(), from, message.length() - from);
    return out.toByteArray();
  }

  /** Adds the texts of the first body that is found; says whether there was one. */
  private static boolean collect(MimePart part, List<MimePart> texts) {
    String type = part.contentType().name();
    if (part.contentType().isMultipart()) {
      return switch (type) {
        // What is signed or encrypted is not ours to change.
        case "multipart/signed", "multipart/encrypted" -> true;
        case "multipart/alternative" -> {
          boolean any = false;
          for (MimePart child : part.children()) {
            any |= collect(child, texts);
          }
          yield any;
        }
        default -> {
          for (MimePart child : part.children()) {
            if (collect(child, texts)) {
              yield true;
            }
          }
          yield false;
        }
      };
    }
    boolean text = type.equals("text/plain") || type.equals("text/html");
    if (text && !"attachment".equals(part.disposition())) {
      texts.add(part);
      return true;
    }
    // An encrypted or opaquely signed body is the body; a warning above it has no place.
    return type.startsWith("application/pkcs7-") || type.startsWith("application/x-pkcs7-");
  }
}

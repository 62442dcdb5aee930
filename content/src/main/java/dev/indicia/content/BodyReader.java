package dev.indicia.content;

import dev.indicia.message.ContentType;
import dev.indicia.message.DecodedBody;
import dev.indicia.message.MimePart;
import dev.indicia.message.TransferEncoding;
import dev.indicia.trust.shown.AttachedPart;
import dev.indicia.trust.shown.Shown.Oddity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the parts that are the body's text, renders them, and lists the others. Runs once. */
final class BodyReader {
  /** Words that each alternative must have before they are compared. */
  private static final int WORDS_MIN = 20;

  private final Page page;
  private final RenderLimits limits;
  final List<AttachedPart> parts = new ArrayList<>(0);
  final List<MimePart> images = new ArrayList<>(0);
  private int texts;

  BodyReader(Page page) {
    this.page = page;
    this.limits = page.limits;
  }

  void read(MimePart part) {
    ContentType type = part.contentType();
    if (type.isMultipart() && !part.children().isEmpty()) {
      if (type.subtype().equals("alternative")) {
        alternative(part);
      } else {
        part.children().forEach(this::read);
      }
    } else if (isText(part)) {
      text(part);
    } else {
      attach(part);
    }
  }

  /** Whether the body shows it as text. */
  private boolean isText(MimePart part) {
    ContentType type = part.contentType();
    boolean shown = type.type().equals("text") && !type.subtype().equals("x-amp-html");
    // A multipart without parts is shown as the text that it is.
    shown |= type.isMultipart();
    if (!shown || "attachment".equals(part.disposition())) {
      return false;
    }
    return switch (type.subtype()) {
      case "css", "csv", "vcard", "x-vcard", "directory", "rtf", "xml", "javascript" -> false;
      default -> texts == 0 || part.filename() == null || type.subtype().equals("calendar");
    };
  }

  private void text(MimePart part) {
    if (++texts > limits.textPartsMax()) {
      page.oddities.add(Oddity.TRUNCATED);
      return;
    }
    String text = decode(part);
    switch (part.contentType().subtype()) {
      case "html" -> new HtmlReader(page, text).run();
      case "calendar" -> new CalendarReader(page, text.toCharArray()).run();
      default -> {
        boolean flowed = "flowed".equalsIgnoreCase(part.contentType().parameter("format"));
        boolean delete = "yes".equalsIgnoreCase(part.contentType().parameter("delsp"));
        new PlainTextReader(page).read(text.toCharArray(), flowed, delete);
      }
    }
  }

  private String decode(MimePart part) {
    DecodedBody body = part.decode(limits.bodyOctetsMax());
    if (body.truncated()) {
      page.oddities.add(Oddity.TRUNCATED);
    }
    return Texts.decode(part, body.octets());
  }

  /** The last alternative with HTML, else the last with plain text; entries of calendars, too. */
  private void alternative(MimePart part) {
    List<MimePart> children = part.children();
    MimePart html = last(children, "html");
    MimePart plain = last(children, "plain");
    MimePart chosen = html != null ? html : plain;
    if (chosen == null) {
      children.forEach(this::read);
      return;
    }
    int first = page.blocks.size();
    read(chosen);
    if (html != null && plain != null && plain != html) {
      compare(first, find(plain, "plain"));
    }
    for (MimePart child : children) {
      ContentType type = child.contentType();
      if (child != chosen && child != plain && child != html) {
        boolean other = type.type().equals("text") && !type.subtype().equals("calendar");
        if (!other) {
          read(child);
        }
      }
    }
  }

  private static @Nullable MimePart last(List<MimePart> parts, String subtype) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (find(parts.get(i), subtype) != null) {
        return parts.get(i);
      }
    }
    return null;
  }

  /** The first text part of that kind in the part, or null. */
  private static @Nullable MimePart find(MimePart part, String subtype) {
    ContentType type = part.contentType();
    if (type.isMultipart()) {
      for (MimePart child : part.children()) {
        MimePart found = find(child, subtype);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    boolean found =
        type.type().equals("text")
            && type.subtype().equals(subtype)
            && !"attachment".equals(part.disposition());
    return found ? part : null;
  }

  /**
   * Whether the alternatives say different things: of the words of the one that has fewer, the
   * other has less than three tenths. One may leave out what it likes.
   */
  private void compare(int firstBlock, @Nullable MimePart plain) {
    if (plain == null || plain.end() - plain.bodyStart() < 4 * WORDS_MIN) {
      return;
    }
    WordBag other = new WordBag();
    char[] text = decode(plain).toCharArray();
    other.add(text, text.length);
    if (other.size() < WORDS_MIN) {
      return;
    }
    WordBag shown = new WordBag();
    for (int i = firstBlock; i < page.blocks.size(); i++) {
      char[] block = page.blocks.get(i).text;
      shown.add(block, block.length);
    }
    int fewer = Math.min(shown.size(), other.size());
    if (shown.size() >= WORDS_MIN && shown.shared(other) * 10 < fewer * 3) {
      page.oddities.add(Oddity.PARTS_DIFFER);
    }
  }

  private void attach(MimePart part) {
    ContentType type = part.contentType();
    boolean image = type.type().equals("image");
    if (image && images.size() < limits.qrImagesMax()) {
      images.add(part);
    }
    if (parts.size() >= limits.partsMax()) {
      page.oddities.add(Oddity.TRUNCATED);
      return;
    }
    String disposition = part.disposition();
    boolean inline =
        disposition == null ? part.first("Content-ID").isPresent() : disposition.equals("inline");
    if (image && inline) {
      page.images++;
    }
    parts.add(new AttachedPart(type.name(), part.filename(), size(part), inline));
  }

  /** Octets without the transfer encoding, reckoned and not decoded. */
  private static long size(MimePart part) {
    int length = part.end() - part.bodyStart();
    if (part.encoding() != TransferEncoding.BASE64 || length == 0) {
      return length;
    }
    // Lines of base64 have one length, nearly always 76 characters, and two more for their end.
    long lines = (length + 77L) / 78;
    return (length - 2 * (lines - 1)) * 3 / 4;
  }
}

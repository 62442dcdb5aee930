package dev.indicia.content;

import dev.indicia.message.Authors;
import dev.indicia.message.Charsets;
import dev.indicia.message.EncodedWords;
import dev.indicia.message.HeaderField;
import dev.indicia.message.Mailbox;
import dev.indicia.message.Message;
import dev.indicia.message.MimePart;
import dev.indicia.message.MimeStructure;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Shown;
import dev.indicia.trust.shown.Shown.Oddity;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a person is shown of a message. Immutable, thread-safe; never fails for what a message
 * holds. Time and memory are linear in the message, within {@link RenderLimits}.
 */
public final class Renderer {
  /** Text shown beside images that is hardly any, in letters and digits. */
  private static final int IMAGES_ONLY_LETTERS = 40;

  private final RenderLimits limits;
  private final @Nullable QrCodes codes;

  /** A renderer that looks for QR codes only where the limits say so, with the usual bounds. */
  public Renderer(RenderLimits limits) {
    this.limits = limits;
    this.codes = limits.qrImagesMax() == 0 ? null : new QrCodes(QrLimits.DEFAULT);
  }

  /** What is shown of the message, in reading order: subject, author's name, body. */
  public Shown render(Message message) {
    Page page = new Page(limits);
    TextBuffer buffer = new TextBuffer();
    message.first("Subject").ifPresent(field -> header(page, buffer, Place.SUBJECT, text(field)));
    for (Mailbox mailbox : Authors.of(message).mailboxes()) {
      String name = mailbox.displayName();
      if (name != null) {
        header(page, buffer, Place.AUTHOR_NAME, name);
      }
      break;
    }
    int firstOfBody = page.blocks.size();
    BodyReader body = new BodyReader(page);
    body.read(MimeStructure.of(message).root());
    if (page.images > 0 && letters(page, firstOfBody) < IMAGES_ONLY_LETTERS) {
      page.oddities.add(Oddity.IMAGES_ONLY);
    }
    scanCodes(page, body.images);
    List<Block> blocks = new BlockFinisher(page).run();
    return new Shown(blocks, links(page), body.parts, page.oddities);
  }

  /** The field's text, decoded; octets that are no UTF-8 as windows-1252. */
  private static String text(HeaderField field) {
    String value = field.value();
    if (value.indexOf('\ufffd') >= 0) {
      Charset western = Charsets.lookup("windows-1252");
      if (western != null) {
        byte[] octets = field.valueOctets().getBytes(StandardCharsets.ISO_8859_1);
        value = new String(octets, western);
      }
    }
    return EncodedWords.decode(value);
  }

  private static void header(Page page, TextBuffer buffer, Place place, String text) {
    buffer.clear();
    char[] characters = text.toCharArray();
    buffer.append(characters, 0, characters.length, TextBuffer.NORMAL, false);
    buffer.padded |= hasBlanks(text.strip());
    page.add(place, Role.PARAGRAPH, buffer);
  }

  /**
   * Programs show each blank of a header field, so that a long run pushes the rest out of sight.
   */
  private static boolean hasBlanks(String text) {
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = CharacterClasses.isBlank(text.charAt(i)) ? run + 1 : 0;
      if (run >= TextBuffer.PADDING_MIN) {
        return true;
      }
    }
    return false;
  }

  private static int letters(Page page, int firstBlock) {
    int letters = 0;
    for (int i = firstBlock; i < page.blocks.size() && letters < IMAGES_ONLY_LETTERS; i++) {
      for (char c : page.blocks.get(i).text) {
        letters += Character.isLetterOrDigit(c) ? 1 : 0;
      }
    }
    return letters;
  }

  private void scanCodes(Page page, List<MimePart> images) {
    QrCodes reader = codes;
    if (reader == null || images.isEmpty()) {
      return;
    }
    List<byte[]> pictures = new ArrayList<>(images.size());
    for (MimePart image : images) {
      pictures.add(image.decode(reader.limits().octetsMax()).octets());
    }
    for (String text : reader.read(pictures)) {
      int link = page.link(text, Link.Source.QR_CODE);
      if (link >= 0) {
        code(page, link, text);
      }
    }
  }

  /** What a camera makes of a code stands there as a link of its own. */
  private static void code(Page page, int link, String text) {
    TextBuffer buffer = new TextBuffer();
    char[] characters = text.toCharArray();
    buffer.append(characters, 0, characters.length, TextBuffer.NORMAL, false);
    int block = page.blocks.size();
    if (page.add(Place.BODY, Role.BUTTON, buffer) != null) {
      page.links.get(link).block = block;
    }
  }

  private static List<Link> links(Page page) {
    List<Link> links = new ArrayList<>(page.links.size());
    for (Page.LinkDraft draft : page.links) {
      links.add(
          new Link(
              draft.source,
              draft.block,
              draft.target.target(),
              draft.target.scheme(),
              draft.target.host(),
              draft.shownHost));
    }
    return links;
  }
}

package dev.indicia.bimi;

import dev.indicia.signed.TagList;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an Assertion Record or a BIMI-Selector field (BIMI §4.3, §5.1): the syntax of RFC
 * 6376 §3.2 on one line of ASCII, and nothing is mended.
 */
final class BimiTags {
  private static final String VERSION = "BIMI1";
  private static final int TAGS_MAX = 64;

  private final TagList tags;

  private BimiTags(TagList tags) {
    this.tags = tags;
  }

  /** A value and where it begins. */
  record Tag(String value, int offset) {}

  /** Reads the text; null when its first tag is not {@code v=BIMI1}. */
  static @Nullable BimiTags parse(String text) {
    byte[] octets = new byte[text.length()];
    for (int i = 0; i < octets.length; i++) {
      char c = text.charAt(i);
      // What is no character of a tag-list becomes one that is none either, one octet long.
      octets[i] = c >= ' ' && c < 0x7f || c == '\t' ? (byte) c : 0x7f;
    }
    TagList tags = new TagList();
    var unused = tags.parse(octets, 0, octets.length, TAGS_MAX);
    boolean isVersion =
        tags.find("v") == 0
            && VERSION.equals(tags.value("v"))
            && (tags.irregular() < 0 || tags.irregular() > tags.valueStart(0));
    return isVersion ? new BimiTags(tags) : null;
  }

  /** Offset of the first thing that is no tag, stands twice, or is the 65th tag; -1 without one. */
  int defect() {
    return tags.irregular();
  }

  @Nullable Tag tag(String name) {
    int tag = tags.find(name);
    return tag < 0
        ? null
        : new Tag(
            new String(
                tags.octets(),
                tags.valueStart(tag),
                tags.valueEnd(tag) - tags.valueStart(tag),
                StandardCharsets.US_ASCII),
            tags.valueStart(tag));
  }
}

package dev.indicia.content;

import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Shown.Oddity;
import org.jspecify.annotations.Nullable;

/** Turns one HTML text into blocks. Runs once. */
final class HtmlReader implements OpenElements.Listener {
  private static final long STYLE = Tag.key("style");
  private static final long CLASS = Tag.key("class");
  private static final long ID = Tag.key("id");
  private static final long HREF = Tag.key("href");
  private static final long ACTION = Tag.key("action");
  private static final long HIDDEN = Tag.key("hidden");
  private static final long COLOR = Tag.key("color");
  private static final long BGCOLOR = Tag.key("bgcolor");
  private static final long BACKGROUND = Tag.key("background");
  private static final long SIZE = Tag.key("size");
  private static final long WIDTH = Tag.key("width");
  private static final long HEIGHT = Tag.key("height");
  private static final long TYPE = Tag.key("type");
  private static final long VALUE = Tag.key("value");

  /** Letters and digits of hidden text that make it words. */
  private static final int HIDDEN_LETTERS_MIN = 4;

  /** Longest text hidden at the start that is taken for what stands beside the subject. */
  private static final int PREHEADER_MAX = 500;

  /** Characters of an attribute read at most, other than a link's. */
  private static final int VALUE_MAX = 4000;

  private static final Element OUTSIDE = new Element(Tag.UNKNOWN, 0);

  private final Page page;
  private final HtmlTokenizer tokens;
  private final OpenElements open;
  private final StyleRules rules = new StyleRules();
  private final InlineStyle style = new InlineStyle();
  private final TextBuffer text = new TextBuffer();
  private @Nullable TextBuffer preheader;
  private final char[] small = new char[4];
  private final int firstBlock;
  private Element top = OUTSIDE;

  /** The element that the text gathered so far began in. */
  private Element begun = OUTSIDE;

  private int fontMax;
  private int fontMin;
  private int rows;
  private int cells;
  private int hiddenLetters;
  private int rulerBlock = -1;
  private boolean seen;
  private boolean full;

  HtmlReader(Page page, String html) {
    this.page = page;
    this.tokens = new HtmlTokenizer(html);
    this.open = new OpenElements(page.limits.depthMax(), this);
    this.firstBlock = page.blocks.size();
  }

  void run() {
    while (true) {
      switch (tokens.next()) {
        case TEXT -> text(tokens.text, tokens.start, tokens.end);
        case REFERENCE -> reference();
        case START_TAG -> startTag();
        case END_TAG -> endTag();
        case END -> {
          finish();
          return;
        }
      }
      if (full) {
        page.oddities.add(Oddity.TRUNCATED);
        finish();
        return;
      }
    }
  }

  private void finish() {
    flush();
    open.finish();
    flushPreheader();
    if (hiddenLetters >= HIDDEN_LETTERS_MIN) {
      page.oddities.add(Oddity.HIDDEN_TEXT);
    }
    if (open.tooDeep) {
      page.oddities.add(Oddity.TRUNCATED);
    }
    page.html(firstBlock, rulerBlock);
  }

  // ---- text ----

  private void reference() {
    int length = tokens.reference.length();
    tokens.reference.getChars(0, length, small, 0);
    text(small, 0, length);
  }

  private void text(char[] source, int from, int to) {
    if (isWhite(source, from, to)) {
      Element element = top;
      if (!element.hidden) {
        text.append(source, from, to, TextBuffer.NORMAL, element.keepLines);
      }
      return;
    }
    open.reopenFormatting();
    settleTop();
    Element element = top;
    if (element.hidden) {
      hidden(source, from, to);
      return;
    }
    if (text.length == 0) {
      begun = element;
      fontMax = element.font;
      fontMin = element.font;
    } else {
      fontMax = Math.max(fontMax, element.font);
      fontMin = Math.min(fontMin, element.font);
    }
    text.append(source, from, to, element.style(), element.keepLines);
    if (!seen && text.length > 0) {
      seen = true;
    }
  }

  private static boolean isWhite(char[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      if (source[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  /**
   * Text that a person does not see: at the start it stands beside the subject in many programs.
   */
  private void hidden(char[] source, int from, int to) {
    int letters = 0;
    for (int i = from; i < to; i++) {
      if (Character.isLetterOrDigit(source[i])) {
        letters++;
      }
    }
    if (seen || letters == 0) {
      hiddenLetters += letters;
      return;
    }
    TextBuffer buffer = preheader;
    if (buffer == null) {
      buffer = new TextBuffer();
      preheader = buffer;
    }
    int room = PREHEADER_MAX - buffer.length;
    if (to - from > room) {
      hiddenLetters += letters;
    }
    buffer.append(source, from, Math.min(to, from + Math.max(room, 0)), TextBuffer.NORMAL, false);
  }

  private void flushPreheader() {
    TextBuffer buffer = preheader;
    if (buffer != null) {
      preheader = null;
      buffer.padded = false;
      page.add(Place.BODY, Role.PREHEADER, buffer);
    }
  }

  /** The text gathered so far is a block. */
  private void flush() {
    if (text.length > 0) {
      flushPreheader();
      BlockDraft draft = page.add(Place.BODY, role(), text);
      if (draft != null) {
        draft.fontMax = fontMax;
        draft.row = begun.row;
        draft.cell = begun.cell;
      }
      full = page.isFull();
    }
    text.clear();
  }

  private Role role() {
    if (begun.quote) {
      return Role.QUOTE;
    }
    if (text.onlyLink() >= 0) {
      return Role.BUTTON;
    }
    if (begun.heading || fontMin >= HtmlRoles.HEADING_FONT_MIN) {
      return Role.HEADING;
    }
    return begun.item ? Role.ITEM : Role.PARAGRAPH;
  }

  // ---- tags ----

  private void settleTop() {
    Element innermost = open.top();
    top = innermost == null ? OUTSIDE : innermost;
  }

  private void endTag() {
    Tag tag = tokens.tag;
    if (tag == Tag.BR) {
      text.breakLine();
      return;
    }
    if (tag.isBlock) {
      flush();
    }
    open.end(tag, tokens.tagKey);
    settleTop();
  }

  private void startTag() {
    Tag tag = tokens.tag;
    switch (tag.kind) {
      case VOID -> voidTag(tag);
      case RAW -> rawTag(tag);
      default -> element(tag);
    }
  }

  private void rawTag(Tag tag) {
    switch (tag) {
      case TEXTAREA -> {
        flush();
        tokens.onlyTextIn(tag);
        element(tag);
      }
      case PLAINTEXT -> {
        flush();
        text(tokens.text, tokens.at, tokens.length);
        tokens.at = tokens.length;
      }
      default -> {
        tokens.skipRaw(tag);
        if (tag == Tag.STYLE) {
          rules.read(tokens.text, tokens.contentStart, tokens.contentEnd);
        } else if (tag == Tag.XMP) {
          flush();
          text(tokens.text, tokens.contentStart, tokens.contentEnd);
          flush();
        }
      }
    }
  }

  private void voidTag(Tag tag) {
    switch (tag) {
      case BR -> text.breakLine();
      case HR -> {
        flush();
        open.beforeStart(tag);
        settleTop();
        rulerBlock = page.blocks.size();
      }
      case IMG, IMAGE -> image();
      case INPUT -> input();
      case AREA -> link(HREF, Link.Source.ANCHOR);
      case BASE -> {
        int href = tokens.attribute(HREF);
        if (href >= 0) {
          page.targets.base(tokens.value(href, LinkTargets.TARGET_MAX));
        }
      }
      default -> {}
    }
  }

  private int link(long attribute, Link.Source source) {
    int index = tokens.attribute(attribute);
    return index < 0 ? -1 : page.link(tokens.value(index, LinkTargets.TARGET_MAX + 100), source);
  }

  private void image() {
    if (top.hidden || isTiny(WIDTH) || isTiny(HEIGHT)) {
      return;
    }
    page.images++;
    if (top.link >= 0) {
      Page.LinkDraft link = page.links.get(top.link);
      if (link.block < 0 && link.source == Link.Source.ANCHOR && !runsIn(top.link)) {
        link.source = Link.Source.IMAGE;
      }
    }
  }

  /** Whether text of that link stands in the block that is being gathered. */
  private boolean runsIn(int link) {
    for (int i = 0; i < text.runCount; i++) {
      if (text.runs[3 * i + 2] == link) {
        return true;
      }
    }
    return false;
  }

  /** At most three pixels: a picture that counts who opens the message. */
  private boolean isTiny(long attribute) {
    int index = tokens.attribute(attribute);
    if (index < 0) {
      return false;
    }
    int from = tokens.valueStart(index);
    int length = tokens.valueEnd(index) - from;
    char c = length == 0 ? ' ' : tokens.text[from];
    boolean one = length == 1 || (length > 1 && tokens.text[from + 1] == 'p');
    return one && c >= '0' && c <= '3';
  }

  /** Buttons of forms show their value. */
  private void input() {
    int type = tokens.attribute(TYPE);
    int value = tokens.attribute(VALUE);
    if (type < 0 || value < 0) {
      return;
    }
    String kind = tokens.value(type, 20);
    if (kind.equalsIgnoreCase("submit") || kind.equalsIgnoreCase("button")) {
      char[] label = tokens.value(value, VALUE_MAX).toCharArray();
      text(label, 0, label.length);
    }
  }

  private void element(Tag tag) {
    if (tag.isBlock || tag == Tag.TEXTAREA) {
      flush();
    }
    if (!open.beforeStart(tag)) {
      settleTop();
      if (tag == Tag.FORM) {
        link(ACTION, Link.Source.FORM);
      }
      return;
    }
    boolean plain = !tag.isBlock && tag.kind != Tag.Kind.FORMATTING;
    if (plain || tag.kind == Tag.Kind.FORMATTING) {
      open.reopenFormatting();
    }
    settleTop();
    Element element = new Element(tag, tokens.tagKey);
    if (tokens.attributeCount() > 0 || isStyled(tag)) {
      declare(element, tag);
    } else if (tag == Tag.TR || tag == Tag.TD) {
      style.clear();
      boxes(element, tag);
    }
    if (open.push(element)) {
      top = element;
    }
  }

  /** Whether the name alone changes how text looks. */
  private static boolean isStyled(Tag tag) {
    return switch (tag) {
      case B, STRONG, TH, H1, H2, H3, H4, H5, H6, SMALL, BIG, TEMPLATE -> true;
      default -> false;
    };
  }

  private void declare(Element element, Tag tag) {
    int around = top.font;
    style.clear();
    byName(element, tag, around);
    int count = tokens.attributeCount();
    int inline = -1;
    for (int i = 0; i < count; i++) {
      long name = tokens.attributeName(i);
      if (name == STYLE) {
        inline = inline < 0 ? i : inline;
      } else if (name == HIDDEN) {
        element.hides = true;
      } else if (name == BGCOLOR) {
        style.background = Colors.read(tokens.text, tokens.valueStart(i), tokens.valueEnd(i));
      } else if (name == BACKGROUND) {
        style.background = InlineStyle.UNKNOWN_COLOR;
      } else if (name == COLOR && tag == Tag.FONT) {
        style.color = Colors.read(tokens.text, tokens.valueStart(i), tokens.valueEnd(i));
      } else if (name == SIZE && tag == Tag.FONT) {
        fontSize(i);
      } else if ((name == CLASS || name == ID) && !rules.isEmpty()) {
        rules.apply(name == ID, tokens.value(i, VALUE_MAX), style);
      }
    }
    if (inline >= 0) {
      inlineStyle(inline, around);
    }
    element.hides |= style.hides();
    element.ownVisibility = style.visibility;
    element.ownWeight = style.weight;
    element.ownFont = style.fontSize;
    element.ownColor = style.color;
    element.ownBackground = style.background;
    element.ownQuote = style.leftBorder && tag.isBlock;
    if (tag.isBlock) {
      boxes(element, tag);
    }
  }

  private void inlineStyle(int index, int around) {
    if (holdsReference(index)) {
      char[] value = tokens.value(index, VALUE_MAX).toCharArray();
      style.read(value, 0, value.length, around);
    } else {
      style.read(tokens.text, tokens.valueStart(index), tokens.valueEnd(index), around);
    }
  }

  private boolean holdsReference(int index) {
    for (int i = tokens.valueStart(index); i < tokens.valueEnd(index); i++) {
      if (tokens.text[i] == '&') {
        return true;
      }
    }
    return false;
  }

  private void byName(Element element, Tag tag, int around) {
    switch (tag) {
      case A -> element.ownLink = link(HREF, Link.Source.ANCHOR);
      case FORM -> link(ACTION, Link.Source.FORM);
      case B, STRONG -> style.weight = 1;
      case TH -> style.weight = 1;
      case H1 -> heading(320);
      case H2 -> heading(240);
      case H3 -> heading(187);
      case H4, H5, H6 -> heading(160);
      case SMALL -> style.fontSize = around * 5 / 6;
      case BIG -> style.fontSize = around * 6 / 5;
      case TEMPLATE -> element.hides = true;
      default -> {}
    }
  }

  private void heading(int font) {
    style.fontSize = font;
    style.weight = 1;
  }

  /** The size attribute of the font element: 1 to 7, 3 is the usual one. */
  private void fontSize(int index) {
    int from = tokens.valueStart(index);
    char c = from < tokens.valueEnd(index) ? tokens.text[from] : ' ';
    if (c >= '0' && c <= '7') {
      int[] sizes = {100, 100, 130, 160, 180, 240, 320, 480};
      style.fontSize = sizes[c - '0'];
    }
  }

  private void boxes(Element element, Tag tag) {
    boolean cell = tag == Tag.TD || tag == Tag.TH;
    if (tag == Tag.TR) {
      element.row = ++rows;
      element.firstBlock = page.blocks.size();
    } else if (cell) {
      element.cell = ++cells;
    }
    boolean colored =
        style.background != InlineStyle.UNSET && style.background != top.background && style.padded;
    if ((cell || tag == Tag.DIV || tag == Tag.P) && colored) {
      element.firstBlock = page.blocks.size();
      element.box = true;
    }
  }

  @Override
  public void ended(Element element) {
    if (element.tag.isBlock) {
      flush();
    }
    if (element.firstBlock < 0) {
      return;
    }
    if (element.box && page.blocks.size() - element.firstBlock == 1) {
      BlockDraft only = page.blocks.get(element.firstBlock);
      boolean text = only.role == Role.PARAGRAPH || only.role == Role.CELL;
      if (text && only.fontMax > HtmlRoles.FOOTER_FONT_MAX) {
        only.role = Role.QUOTE;
      }
    }
    if (element.tag == Tag.TR) {
      HtmlRoles.cells(page, element.firstBlock, element.row);
    }
  }
}

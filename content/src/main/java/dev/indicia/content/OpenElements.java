package dev.indicia.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements that are open (WHATWG HTML §13.2.4.2) and the formatting that goes on behind a block
 * that ends inside it (§13.2.4.3). Ends what is implied to end; never fails.
 */
final class OpenElements {
  /** Formatting elements opened anew behind a block; earlier ones are forgotten. */
  private static final int ACTIVE_MAX = 16;

  /** Told of each element that ends, innermost first. */
  interface Listener {
    void ended(Element element);
  }

  private final Listener listener;
  private final int depthMax;
  private final List<Element> stack = new ArrayList<>(32);
  private final int[] open = new int[Tag.values().length];

  /** Null is a marker: nothing outside of the cell is opened anew inside it. */
  private final List<@Nullable Element> active = new ArrayList<>(8);

  /** Start tags past the depth limit whose elements were not opened. */
  private int notOpened;

  boolean tooDeep;

  OpenElements(int depthMax, Listener listener) {
    this.depthMax = depthMax;
    this.listener = listener;
  }

  /** The innermost element, or null. */
  @Nullable Element top() {
    return stack.isEmpty() ? null : stack.get(stack.size() - 1);
  }

  private Tag topTag() {
    Element top = top();
    return top == null ? Tag.UNKNOWN : top.tag;
  }

  boolean isOpen(Tag tag) {
    return open[tag.ordinal()] > 0;
  }

  /** Opens the element inside the innermost one; whether there was room. */
  boolean push(Element element) {
    if (stack.size() >= depthMax) {
      notOpened++;
      tooDeep = true;
      return false;
    }
    put(element);
    if (isMarker(element.tag)) {
      active.add(null);
    } else if (element.tag.kind == Tag.Kind.FORMATTING) {
      active.add(element);
      if (active.size() > ACTIVE_MAX) {
        forget();
      }
    }
    return true;
  }

  private void put(Element element) {
    element.derive(top());
    element.onStack = true;
    stack.add(element);
    open[element.tag.ordinal()]++;
  }

  /** Drops the outermost formatting behind the last marker, so that there is an end to it. */
  private void forget() {
    int first = active.size() - 1;
    while (first > 0 && active.get(first - 1) != null) {
      first--;
    }
    if (active.size() - first > ACTIVE_MAX) {
      active.remove(first);
    }
  }

  private static boolean isMarker(Tag tag) {
    return switch (tag) {
      case TD, TH, CAPTION, APPLET, MARQUEE, OBJECT, TEMPLATE -> true;
      default -> false;
    };
  }

  private void pop() {
    Element element = stack.remove(stack.size() - 1);
    element.onStack = false;
    open[element.tag.ordinal()]--;
    if (isMarker(element.tag)) {
      while (!active.isEmpty() && active.remove(active.size() - 1) != null) {
        // Up to the marker.
      }
    }
    listener.ended(element);
  }

  private void popTo(int index) {
    while (stack.size() > index) {
      pop();
    }
  }

  /** Everything ends. */
  void finish() {
    popTo(0);
  }

  /** Opens formatting anew that a block's end has closed (WHATWG HTML §13.2.4.3). */
  void reopenFormatting() {
    int first = active.size();
    while (first > 0) {
      Element element = active.get(first - 1);
      if (element == null || element.onStack) {
        break;
      }
      first--;
    }
    for (int i = first; i < active.size() && stack.size() < depthMax; i++) {
      Element element = active.get(i);
      if (element != null) {
        Element copy = element.copy();
        put(copy);
        active.set(i, copy);
      }
    }
  }

  /** Ends what a start tag of that name implies to end; whether the tag opens an element. */
  boolean beforeStart(Tag tag) {
    if (tag.kind == Tag.Kind.TABLE) {
      return beforeTablePart(tag);
    }
    switch (tag) {
      case HTML, HEAD -> {
        return false;
      }
      case BODY -> {
        return !isOpen(Tag.BODY);
      }
      case FORM -> {
        if (isOpen(Tag.FORM)) {
          return false;
        }
        endParagraph();
      }
      case LI, DD, DT -> {
        endItem(tag);
        endParagraph();
      }
      case H1, H2, H3, H4, H5, H6 -> {
        endParagraph();
        if (isHeading(topTag())) {
          pop();
        }
      }
      case OPTION, OPTGROUP -> {
        if (topTag() == Tag.OPTION) {
          pop();
        }
      }
      case A -> endFormatting(Tag.A);
      case BUTTON -> endInScope(Tag.BUTTON);
      case HR -> endParagraph();
      case SELECT -> {}
      default -> {
        if (tag.isBlock) {
          endParagraph();
        }
      }
    }
    return true;
  }

  private static boolean isHeading(Tag tag) {
    return switch (tag) {
      case H1, H2, H3, H4, H5, H6 -> true;
      default -> false;
    };
  }

  private boolean beforeTablePart(Tag tag) {
    if (tag == Tag.TABLE) {
      endParagraph();
      while (isTableFrame(topTag())) {
        boolean table = topTag() == Tag.TABLE;
        pop();
        if (table) {
          break;
        }
      }
      return true;
    }
    if (!isOpen(Tag.TABLE)) {
      return false;
    }
    while (!stack.isEmpty() && !isContext(tag, topTag())) {
      pop();
    }
    if ((tag == Tag.TD || tag == Tag.TH) && topTag() != Tag.TR) {
      push(new Element(Tag.TR, Tag.TR.key));
    }
    return true;
  }

  private static boolean isTableFrame(Tag tag) {
    return tag == Tag.TABLE || isSection(tag) || tag == Tag.TR;
  }

  private static boolean isSection(Tag tag) {
    return tag == Tag.TBODY || tag == Tag.THEAD || tag == Tag.TFOOT;
  }

  /** Whether a part of a table stands right inside such an element. */
  private static boolean isContext(Tag part, Tag around) {
    if (around == Tag.TABLE) {
      return true;
    }
    if (part == Tag.TR) {
      return isSection(around);
    }
    return (part == Tag.TD || part == Tag.TH) && (isSection(around) || around == Tag.TR);
  }

  /** WHATWG HTML §13.2.4.2: what hides the elements around it from an end tag. */
  private static boolean isScope(Tag tag) {
    return tag == Tag.TD || tag == Tag.TABLE || tag == Tag.TH || isMarker(tag);
  }

  private void endParagraph() {
    if (!isOpen(Tag.P)) {
      return;
    }
    for (int i = stack.size() - 1; i >= 0; i--) {
      Tag tag = stack.get(i).tag;
      if (tag == Tag.P) {
        popTo(i);
        return;
      }
      if (isScope(tag) || tag == Tag.BUTTON) {
        return;
      }
    }
  }

  private void endItem(Tag item) {
    for (int i = stack.size() - 1; i >= 0; i--) {
      Tag tag = stack.get(i).tag;
      boolean same = item == Tag.LI ? tag == Tag.LI : tag == Tag.DD || tag == Tag.DT;
      if (same) {
        popTo(i);
        return;
      }
      if (isSpecial(tag) && tag != Tag.ADDRESS && tag != Tag.DIV && tag != Tag.P) {
        return;
      }
    }
  }

  private static boolean isSpecial(Tag tag) {
    return (tag.isBlock && tag != Tag.OPTION) || isMarker(tag);
  }

  private void endInScope(Tag wanted) {
    if (!isOpen(wanted)) {
      return;
    }
    for (int i = stack.size() - 1; i >= 0; i--) {
      Tag tag = stack.get(i).tag;
      if (tag == wanted) {
        popTo(i);
        return;
      }
      if (isScope(tag) || (wanted == Tag.LI && (tag == Tag.UL || tag == Tag.OL))) {
        return;
      }
    }
  }

  /** Ends the element that the end tag names, with what is open inside it. */
  void end(Tag tag, long key) {
    if (notOpened > 0 && tag.kind != Tag.Kind.VOID) {
      notOpened--;
      return;
    }
    if (!isOpen(tag) && !isHeading(tag)) {
      if (tag.kind == Tag.Kind.FORMATTING) {
        endFormatting(tag);
      }
      return;
    }
    switch (tag.kind) {
      case FORMATTING -> endFormatting(tag);
      case TABLE -> endTablePart(tag);
      case BLOCK -> {
        if (isHeading(tag)) {
          endHeading();
        } else if (tag != Tag.BODY && tag != Tag.HTML) {
          endInScope(tag);
        }
      }
      default -> endOther(tag, key);
    }
  }

  private void endHeading() {
    for (int i = stack.size() - 1; i >= 0; i--) {
      Tag tag = stack.get(i).tag;
      if (isHeading(tag)) {
        popTo(i);
        return;
      }
      if (isScope(tag)) {
        return;
      }
    }
  }

  private void endTablePart(Tag wanted) {
    for (int i = stack.size() - 1; i >= 0; i--) {
      Tag tag = stack.get(i).tag;
      if (tag == wanted) {
        popTo(i);
        return;
      }
      if (tag == Tag.TABLE) {
        return;
      }
    }
  }

  /** WHATWG HTML §13.2.6.4.7, "any other end tag". */
  private void endOther(Tag wanted, long key) {
    for (int i = stack.size() - 1; i >= 0; i--) {
      Element element = stack.get(i);
      if (element.tag == wanted && element.key == key) {
        popTo(i);
        return;
      }
      if (isSpecial(element.tag) && !isMarker(wanted)) {
        return;
      }
    }
  }

  /** What the adoption agency (WHATWG HTML §13.2.6.4.7) does to text that follows. */
  private void endFormatting(Tag wanted) {
    int last = active.size() - 1;
    Element element = null;
    for (; last >= 0; last--) {
      element = active.get(last);
      if (element == null) {
        return;
      }
      if (element.tag == wanted) {
        break;
      }
    }
    if (last < 0 || element == null) {
      return;
    }
    if (!element.onStack) {
      active.remove(last);
      return;
    }
    boolean block = false;
    int at = stack.size() - 1;
    for (; at >= 0 && stack.get(at) != element; at--) {
      Tag tag = stack.get(at).tag;
      if (isScope(tag)) {
        return;
      }
      block |= isSpecial(tag);
    }
    active.remove(last);
    if (!block) {
      popTo(at);
      return;
    }
    stack.remove(at);
    element.onStack = false;
    open[wanted.ordinal()]--;
    for (int i = at; i < stack.size(); i++) {
      stack.get(i).derive(i == 0 ? null : stack.get(i - 1));
    }
    listener.ended(element);
  }
}

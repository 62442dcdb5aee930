package dev.indicia.idn;

import java.util.List;
import java.util.Random;

/** Names that mix scripts, joiners, directions, dots, hyphens, rubbish and Punycode. */
final class RandomNames {
  /** Ranges, each a pair of first and last; one list is the alphabet of a label. */
  private static final List<int[]> ALPHABETS =
      List.of(
          new int[] {'a', 'z'},
          new int[] {'A', 'Z', 'a', 'z', '0', '9', '-', '-', '_', '_'},
          new int[] {'a', 'z', 0xDF, 0x17F, 0x300, 0x345},
          new int[] {0x370, 0x3FF, 0x1F00, 0x1FFF, 0x3C2, 0x3C3},
          new int[] {0x400, 0x45F, 0x300, 0x308},
          new int[] {0x5D0, 0x5EA, 0x5B0, 0x5BD, '0', '9'},
          new int[] {0x620, 0x64A, 0x620, 0x64A, 0x64B, 0x652, 0x200C, 0x200C, '0', '9'},
          new int[] {0x620, 0x64A, 0x660, 0x669, 0x6F0, 0x6F9, 0x5D0, 0x5EA, 'a', 'b', '-', '-'},
          new int[] {0x905, 0x939, 0x93E, 0x94D, 0x94D, 0x94D, 0x200C, 0x200D},
          new int[] {0xD05, 0xD39, 0xD3E, 0xD4D, 0xD4D, 0xD4D, 0x200D, 0x200D},
          new int[] {0x1100, 0x1112, 0x1161, 0x1175, 0x11A8, 0x11C2, 0xAC00, 0xD7A3},
          new int[] {
            0x3041, 0x3096, 0x3099, 0x309A, 0x30A1, 0x30FE, 0x4E00, 0x9FFF, 0xFF61, 0xFF9F
          },
          new int[] {0xF900, 0xFAFF, 0x2F800, 0x2FA1F},
          new int[] {0xFB1D, 0xFDFF, 0xFE70, 0xFEFC},
          new int[] {0xFF00, 0xFFEF, 0x1D400, 0x1D7FF},
          new int[] {0x1F300, 0x1F64F, 0x200D, 0x200D, 0xFE0F, 0xFE0F, 0x2600, 0x27BF},
          new int[] {'a', 'f', 0xAD, 0xAD, 0x200B, 0x200B, 0x2060, 0x2064, 0xFE00, 0xFE0F},
          new int[] {0x1D165, 0x1D172, 0x1E900, 0x1E95E, 0x10A00, 0x10A3F, 0x11000, 0x110BA});

  private static final String[] DOTS = {".", ".", ".", ".", "\u3002", "\uFF0E", "\uFF61"};

  private final Random random;

  RandomNames(Random random) {
    this.random = random;
  }

  String next() {
    StringBuilder name = new StringBuilder();
    int labels = 1 + random.nextInt(3);
    for (int i = 0; i < labels; i++) {
      name.append(label());
      if (i < labels - 1 || random.nextInt(10) == 0) {
        name.append(DOTS[random.nextInt(DOTS.length)]);
      }
    }
    return name.toString();
  }

  private String label() {
    return switch (random.nextInt(12)) {
      case 0 -> "xn--" + Punycode.encode(codePoints(text(1 + random.nextInt(6))));
      case 1 -> aLabelOrText();
      case 2 -> "xN--" + ascii(random.nextInt(12));
      case 3 -> withRubbish(text(1 + random.nextInt(4)));
      case 4 -> text(1 + random.nextInt(3)) + text(1 + random.nextInt(3));
      case 5 -> ascii(random.nextInt(8));
      default -> text(1 + random.nextInt(6));
    };
  }

  /** The ASCII form of a text when it has one. */
  private String aLabelOrText() {
    String text = text(1 + random.nextInt(5));
    return Idn.toAscii(text) instanceof IdnResult.Valid valid ? valid.text() : text;
  }

  private String text(int length) {
    int[] ranges = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int range = random.nextInt(ranges.length / 2) * 2;
      text.appendCodePoint(random.nextInt(ranges[range], ranges[range + 1] + 1));
    }
    return text.toString();
  }

  private String withRubbish(String text) {
    int c =
        switch (random.nextInt(3)) {
          case 0 -> random.nextInt(0xD800, 0xE000);
          case 1 -> random.nextInt(0x110000);
          default -> random.nextInt(0x3000);
        };
    int at = random.nextInt(text.length() + 1);
    return new StringBuilder(text).insert(at, Character.toString(c)).toString();
  }

  private String ascii(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abcxyzABZ0189--_ ".charAt(random.nextInt(17)));
    }
    return text.toString();
  }

  static CodePoints codePoints(String text) {
    CodePoints codePoints = new CodePoints(text.length());
    text.codePoints().forEach(codePoints::add);
    return codePoints;
  }
}

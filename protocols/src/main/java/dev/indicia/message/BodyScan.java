package dev.indicia.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Looks for octets that do not belong into a body (RFC 5322 §2.3), eight at a time. */
final class BodyScan {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private BodyScan() {}

  /** BARE_CR, BARE_LF, NUL and LONG_LINE, each at its first place. */
  static List<Defect> defects(byte[] octets, int from, int to) {
    int cr = -1;
    int lf = -1;
    int nul = -1;
    int longLine = -1;
    int lineStart = from;
    int i = from;
    while (i < to) {
      if (i + 8 <= to) {
        long word = (long) LONG.get(octets, i);
        // An octet below 0x0e: CR, LF, NUL and rare others. May also flag the octet above one.
        long low = (word - ONES * 0x0e) & ~word & HIGHS;
        if (low == 0) {
          i += 8;
          continue;
        }
        i += Long.numberOfTrailingZeros(low) >>> 3;
      }
      switch (octets[i]) {
        case '\r' -> {
          if (i + 1 < to && octets[i + 1] == '\n') {
            if (longLine < 0 && i - lineStart > 998) {
              longLine = lineStart;
            }
            lineStart = i + 2;
            i++;
          } else if (cr < 0) {
            cr = i;
          }
        }
        case '\n' -> lf = lf < 0 ? i : lf;
        case 0 -> nul = nul < 0 ? i : nul;
        default -> {
          // Not one of the octets looked for.
        }
      }
      i++;
    }
    if (longLine < 0 && to - lineStart > 998) {
      longLine = lineStart;
    }
    List<Defect> defects = new ArrayList<>(0);
    add(defects, DefectKind.BARE_CR, cr);
    add(defects, DefectKind.BARE_LF, lf);
    add(defects, DefectKind.NUL, nul);
    add(defects, DefectKind.LONG_LINE, longLine);
    return defects;
  }

  private static void add(List<Defect> defects, DefectKind kind, int offset) {
    if (offset >= 0) {
      defects.add(new Defect(kind, offset));
    }
  }
}

package dev.indicia.trust.identity;

/** How many letters lie between two texts, and whether a finger slipped. */
final class Nearness {
  /** Farther than anyone asks for. */
  static final int FAR = 3;

  private static final String[] ROWS = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};

  private Nearness() {}

  /**
   * Letters to insert, drop, replace, or swap with their neighbour, to make one of the other; at
   * most {@link #FAR}.
   */
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) >= FAR) {
      return FAR;
    }
    int width = b.length() + 1;
    int[] before = new int[width];
    int[] last = new int[width];
    int[] now = new int[width];
    for (int j = 0; j < width; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      int least = i;
      for (int j = 1; j < width; j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], now[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        now[j] = cost;
        least = Math.min(least, cost);
      }
      if (least >= FAR) {
        return FAR;
      }
      int[] spare = before;
      before = last;
      last = now;
      now = spare;
    }
    return Math.min(FAR, last[width - 1]);
  }

  /** Whether one key was hit beside the right one, or along with it. */
  static boolean isSlip(String shown, String right) {
    int at = 0;
    while (at < shown.length() && at < right.length() && shown.charAt(at) == right.charAt(at)) {
      at++;
    }
    if (at == shown.length()) {
      return false;
    }
    char hit = shown.charAt(at);
    if (shown.length() == right.length()) {
      return shown.regionMatches(at + 1, right, at + 1, right.length() - at - 1)
          && isBeside(hit, right.charAt(at));
    }
    return shown.length() == right.length() + 1
        && shown.regionMatches(at + 1, right, at, right.length() - at)
        && (at > 0 && isBeside(hit, right.charAt(at - 1))
            || at < right.length() && isBeside(hit, right.charAt(at)));
  }

  /** Whether two keys touch on a keyboard; also where y and z are swapped. */
  static boolean isBeside(char a, char b) {
    int rowA = -1;
    int rowB = -1;
    int columnA = 0;
    int columnB = 0;
    for (int row = 0; row < ROWS.length; row++) {
      int atA = ROWS[row].indexOf(a);
      int atB = ROWS[row].indexOf(b);
      if (atA >= 0) {
        rowA = row;
        columnA = atA;
      }
      if (atB >= 0) {
        rowB = row;
        columnB = atB;
      }
    }
    if (a == 'y' && b == 'z' || a == 'z' && b == 'y') {
      return true;
    }
    if (a == b || rowA < 0 || rowB < 0) {
      return false;
    }
    if (rowA == rowB) {
      return Math.abs(columnA - columnB) == 1;
    }
    // A key touches two of the row below it: the one under it and the one to the left.
    int upper = rowA < rowB ? columnA : columnB;
    int lower = rowA < rowB ? columnB : columnA;
    return Math.abs(rowA - rowB) == 1 && (lower == upper || lower == upper - 1);
  }
}

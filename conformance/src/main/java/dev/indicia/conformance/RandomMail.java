package dev.indicia.conformance;

import java.util.Random;

/** Messages as they occur, with all the white space, folding and line ends that may. */
final class RandomMail {
  private RandomMail() {}

  /** A message as octets, one character each; CRLF ends every line. */
  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    text.append("From: Ann ").append(words(random, 2)).append(" <ann@signer.example>\r\n");
    text.append("To:").append(folded(random)).append("list@home.example\r\n");
    if (random.nextBoolean()) {
      text.append("Cc: \"b, c\" <bc@home.example>,")
          .append(folded(random))
          .append("d@e.example\r\n");
    }
    text.append("Subject:").append(folded(random)).append(words(random, 12)).append("\r\n");
    text.append("Date: Fri, 27 Nov 2026 10:00:00 +0000\r\n");
    text.append("Message-ID: <").append(random.nextInt(1 << 20)).append("@signer.example>\r\n");
    if (random.nextBoolean()) {
      text.append("MIME-Version: 1.0\r\nContent-Type: text/plain;").append(folded(random));
      text.append("charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n");
    }
    text.append("X-Other:").append(words(random, 3)).append("\r\n\r\n");
    int lines = random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      text.append(line(random)).append("\r\n");
    }
    return text.toString();
  }

  private static String folded(Random random) {
    String[] gaps = {" ", "  ", "\r\n ", "\r\n\t", " \t ", " \r\n  "};
    return gaps[random.nextInt(gaps.length)];
  }

  private static String words(Random random, int most) {
    StringBuilder text = new StringBuilder("x");
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      text.append(folded(random));
      text.append("abcdefghijkl", 0, 1 + random.nextInt(12));
    }
    return text.toString();
  }

  private static String line(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> " \t ";
      case 2 -> "trailing \t";
      case 3 -> ".";
      case 4 -> "From here \t on";
      case 5 -> "gr\u00c3\u00bc\u00c3\u009fe"; // UTF-8
      default -> words(random, 10).replace("\r\n", "");
    };
  }
}

package dev.indicia.bimi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Checks an Indicator against SVG Tiny PS (draft-svg-tiny-ps-abrotman): nothing that runs, moves,
 * links or loads, and of SVG Tiny 1.2 only what draws. Elements and attributes are checked by name
 * and place, references and a few values by content; the geometry is left to who draws.
 */
public final class SvgProfile {
  private static final int DETAIL_LENGTH_MAX = 80;

  private SvgProfile() {}

  /**
   * What the check found. Immutable.
   *
   * @param complaints in the order met; empty or recommendations only for a valid Indicator
   * @param sha256 of the expanded octets, in lower-case hexadecimal digits
   * @param octets size when expanded; what was looked at where it is too large
   */
  public record Checked(List<SvgComplaint> complaints, String sha256, int octets) {
    public Checked {
      complaints = List.copyOf(complaints);
    }

    /** Whether no rule is broken; recommendations are none. */
    public boolean isValid() {
      return complaints.stream().allMatch(c -> c.rule().isRecommendation());
    }

    /** What a broken rule means to BIMI. */
    BimiReason why() {
      for (SvgComplaint complaint : complaints) {
        switch (complaint.rule()) {
          case SIZE -> {
            return BimiReason.INDICATOR_SIZE;
          }
          case COMPRESSION -> {
            return BimiReason.INDICATOR_COMPRESSION;
          }
          case ENCODING, SYNTAX, DEPTH, DOCTYPE, ENTITY -> {
            return BimiReason.INDICATOR_SYNTAX;
          }
          default -> {
            // A rule of the profile, unless a later complaint says that the file cannot be read.
          }
        }
      }
      return BimiReason.INDICATOR_PROFILE;
    }
  }

  /** Checks within {@link BimiLimits#DEFAULT}. */
  public static Checked check(byte[] file) {
    return check(file, BimiLimits.DEFAULT);
  }

  /**
   * Checks a file, SVG or SVGZ (RFC 6170 §5.2). Takes any octets; time and memory are linear in the
   * limit of their size.
   */
  public static Checked check(byte[] file, BimiLimits limits) {
    if (file.length > limits.indicatorOctetsMax()) {
      return refused(SvgRule.SIZE, file, file.length + " octets");
    }
    byte[] svg;
    try {
      svg = expanded(file, limits);
    } catch (IOException e) {
      return refused(SvgRule.COMPRESSION, file, String.valueOf(e.getMessage()));
    }
    if (svg.length > limits.indicatorOctetsMax()) {
      return refused(SvgRule.SIZE, svg, "expanded");
    }
    CharBuffer text = CharBuffer.allocate(svg.length);
    ByteBuffer octets = ByteBuffer.wrap(svg);
    CoderResult decoded = StandardCharsets.UTF_8.newDecoder().decode(octets, text, true);
    String read = text.flip().toString();
    SvgCheck check = new SvgCheck(read, limits);
    if (decoded.isError()) {
      check.complaint(SvgRule.ENCODING, read.length(), "");
    } else {
      check.run();
    }
    return new Checked(check.complaints(), sha256(svg), svg.length);
  }

  /** The file, expanded where it is compressed, up to one octet more than the limit. */
  static byte[] expanded(byte[] file, BimiLimits limits) throws IOException {
    if (file.length < 2 || file[0] != 0x1f || file[1] != (byte) 0x8b) {
      return file;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readNBytes(limits.indicatorOctetsMax() + 1);
    }
  }

  private static Checked refused(SvgRule rule, byte[] octets, String detail) {
    return new Checked(
        List.of(new SvgComplaint(rule, 1, 1, 0, shown(detail))), sha256(octets), octets.length);
  }

  static String shown(String text) {
    return text.length() > DETAIL_LENGTH_MAX
        ? text.substring(0, DETAIL_LENGTH_MAX - 3) + "..."
        : text;
  }

  static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

package dev.indicia.resolver;

import dev.indicia.dns.IncludeReader;
import dev.indicia.dns.Zone;
import dev.indicia.dns.ZoneLimits;
import dev.indicia.dns.ZoneSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Reads zone files from disk. The text is UTF-8; an {@code $INCLUDE} is relative to the file that
 * holds it.
 */
public final class ZoneFiles {
  private ZoneFiles() {}

  /**
   * The zone in the file, within {@link ZoneLimits#DEFAULT}.
   *
   * @throws IOException when the file cannot be read
   * @throws ZoneSyntaxException for a defect in it or in a file it includes, at its place
   */
  public static Zone read(Path file) throws IOException, ZoneSyntaxException {
    return read(file, ZoneLimits.DEFAULT);
  }

  /**
   * The zone in the file.
   *
   * @throws IOException when the file cannot be read
   * @throws ZoneSyntaxException for a defect in it or in a file it includes, at its place
   */
  public static Zone read(Path file, ZoneLimits limits) throws IOException, ZoneSyntaxException {
    String text = text(file, limits);
    return Zone.parse(file.normalize().toString(), text, new BesideFile(limits), limits);
  }

  /** Reads what a file includes from the folder it is in. */
  private record BesideFile(ZoneLimits limits) implements IncludeReader {
    @Override
    public Source read(String including, String file) throws IOException {
      try {
        Path included = Path.of(including).resolveSibling(file).normalize();
        return new Source(included.toString(), text(included, limits));
      } catch (InvalidPathException e) {
        throw new IOException("not a file name", e);
      } catch (ZoneSyntaxException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  private static String text(Path file, ZoneLimits limits) throws IOException, ZoneSyntaxException {
    // No character has more than 4 octets in UTF-8; the exact count is Zone's.
    int octetsMax = (int) Math.min(4L * limits.charactersMax(), Integer.MAX_VALUE - 16);
    byte[] octets;
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(octetsMax);
      if (in.read() >= 0) {
        throw new ZoneSyntaxException(
            ZoneSyntaxException.Kind.CHARACTERS_EXCEEDED,
            file.toString(),
            1,
            1,
            "more than " + limits.charactersMax() + " characters");
      }
    }
    ByteBuffer in = ByteBuffer.wrap(octets);
    CharBuffer out = CharBuffer.allocate(octets.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    if (result.isError()) {
      throw notUtf8(file, out, octets[in.position()] & 0xff);
    }
    return out.toString();
  }

  private static ZoneSyntaxException notUtf8(Path file, CharBuffer before, int octet) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < before.length(); i++) {
      column = before.charAt(i) == '\n' ? 1 : column + 1;
      line += before.charAt(i) == '\n' ? 1 : 0;
    }
    return new ZoneSyntaxException(
        ZoneSyntaxException.Kind.SYNTAX,
        file.toString(),
        line,
        column,
        "not UTF-8; write the octet as \\" + octet);
  }
}

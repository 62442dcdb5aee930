package dev.indicia.gateway.mailbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a mailbox was read. Immutable.
 *
 * @param uidValidity of the mailbox (RFC 9051 §2.3.1.1); 0 before it was opened first
 * @param uid the last unique identifier whose events are stored; 0 for none
 * @param event number of the first event in the spool that may belong to a later message
 */
public record MailboxState(long uidValidity, long uid, long event) {
  /** Nothing was read. */
  public static final MailboxState BEGINNING = new MailboxState(0, 0, 1);

  private static final int OCTETS_MAX = 200;
  private static final Pattern FORM =
      Pattern.compile("uidvalidity (\\d{1,10})\nuid (\\d{1,10})\nevent (\\d{1,18})\n");

  public MailboxState {
    if (uidValidity < 0 || uid < 0 || event < 1) {
      throw new IllegalArgumentException("negative");
    }
  }

  /**
   * The state in the file; the beginning where there is none.
   *
   * @throws IOException when it cannot be read or is none
   */
  public static MailboxState read(@Nullable Path file) throws IOException {
    if (file == null) {
      return BEGINNING;
    }
    String text;
    try {
      if (Files.size(file) > OCTETS_MAX) {
        throw new IOException(
            file + ": is no state of a mailbox; delete it to read from the start");
      }
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return BEGINNING;
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IOException(file + ": is no state of a mailbox; delete it to read from the start");
    }
    return new MailboxState(
        Long.parseLong(form.group(1)),
        Long.parseLong(form.group(2)),
        Math.max(1, Long.parseLong(form.group(3))));
  }

  /** Puts it in the place of the one in the file; it is on the disk when this returns. */
  void write(Path file) throws IOException {
    String text = "uidvalidity " + uidValidity + "\nuid " + uid + "\nevent " + event + "\n";
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (octets.hasRemaining()) {
        out.write(octets);
      }
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

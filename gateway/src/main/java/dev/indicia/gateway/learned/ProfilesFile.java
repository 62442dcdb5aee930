package dev.indicia.gateway.learned;

import dev.indicia.trust.profile.Profiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The file that profiles are kept in: eight octets that say what it is, the format, the length and
 * the SHA-256 of the content, and the content itself, compressed.
 */
public final class ProfilesFile {
  /** The newest format that is read, and the one that is written. */
  public static final int FORMAT = 1;

  private static final byte[] MAGIC = {'I', 'N', 'D', 'P', 'R', 'O', 'F', '\n'};
  private static final int HASH_OCTETS = 32;
  private static final int HEADER_OCTETS = MAGIC.length + 4 + 8 + HASH_OCTETS;
  private static final int BUFFER_OCTETS = 64 << 10;

  private ProfilesFile() {}

  /**
   * The profiles in the file.
   *
   * @throws IOException when the system cannot read it
   * @throws UnusableException when it is read, and is no whole file of profiles
   */
  public static Profiles read(Path file) throws IOException, UnusableException {
    check(file);
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(HEADER_OCTETS);
      return Profiles.read(
          new DataInputStream(
              new BufferedInputStream(new GZIPInputStream(in, BUFFER_OCTETS), BUFFER_OCTETS)));
    } catch (OutOfMemoryError e) {
      throw new UnusableException("does not fit into the memory of this JVM; give it more (-Xmx)");
    } catch (IOException | RuntimeException e) {
      // What is in it is what somebody wrote, as the hash shows: another program, or a newer one.
      throw new UnusableException("cannot be used: " + e.getMessage());
    }
  }

  /**
   * The hash of the content as the header says it, which tells one snapshot from another.
   *
   * @throws IOException when the system cannot read it, or it is too short
   */
  static byte[] contentHash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(HEADER_OCTETS - HASH_OCTETS);
      byte[] hash = in.readNBytes(HASH_OCTETS);
      if (hash.length < HASH_OCTETS) {
        throw new EOFException(file + ": is cut short");
      }
      return hash;
    }
  }

  /** The content is whole, or says why not; a first pass, so that nothing broken is parsed. */
  private static void check(Path file) throws IOException, UnusableException {
    long size = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(HEADER_OCTETS);
      int compared = Math.min(header.length, MAGIC.length);
      if (header.length == 0) {
        throw new UnusableException("is empty");
      }
      if (!Arrays.equals(header, 0, compared, MAGIC, 0, compared)) {
        throw new UnusableException("is no file of profiles: it begins with other octets");
      }
      if (header.length < HEADER_OCTETS) {
        throw new UnusableException("is cut short: not even its header is whole");
      }
      ByteBuffer fields = ByteBuffer.wrap(header, MAGIC.length, HEADER_OCTETS - MAGIC.length);
      int format = fields.getInt();
      if (format != FORMAT) {
        throw new UnusableException(
            "is of format " + format + ", and this version of indicia reads format " + FORMAT);
      }
      long length = fields.getLong();
      long there = size - HEADER_OCTETS;
      if (there < length) {
        throw new UnusableException("is cut short: " + there + " of " + length + " octets");
      }
      if (there > length) {
        throw new UnusableException("is damaged: " + (there - length) + " octets too many");
      }
      byte[] hash = new byte[HASH_OCTETS];
      fields.get(hash);
      if (!MessageDigest.isEqual(hash, hash(in))) {
        throw new UnusableException("is damaged: the content does not match its SHA-256");
      }
    }
  }

  private static byte[] hash(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_OCTETS];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return digest.digest();
  }

  /** What writes the content. */
  interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** Writes the profiles to a new file, which only its owner can read, and to the disk. */
  public static void write(Profiles profiles, Path file, FileAttribute<?>... attributes)
      throws IOException {
    write(profiles::write, file, attributes);
  }

  static void write(Content content, Path file, FileAttribute<?>... attributes) throws IOException {
    Files.deleteIfExists(file);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, attributes)) {
      channel.position(HEADER_OCTETS);
      MessageDigest digest = sha256();
      OutputStream octets = new Unclosed(Channels.newOutputStream(channel));
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new Fast(new DigestOutputStream(octets, digest)), BUFFER_OCTETS))) {
        content.write(out);
      }
      ByteBuffer header = ByteBuffer.allocate(HEADER_OCTETS);
      header.put(MAGIC).putInt(FORMAT).putLong(channel.position() - HEADER_OCTETS);
      header.put(digest.digest()).flip();
      channel.position(0);
      while (header.hasRemaining()) {
        channel.write(header);
      }
      channel.force(true);
    }
  }

  /** Puts the new file in the place of the old one, as one step that survives a power failure. */
  public static void replace(Path file, Path by) throws IOException {
    rename(by, file);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      force(folder);
    }
  }

  /** Puts a file in the place of another, as one step. */
  static void rename(Path file, Path to) throws IOException {
    Files.move(file, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Brings the names in a folder to the disk. */
  static void force(Path folder) {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Some systems cannot; the names are there as long as the system is.
    }
  }

  /** Files that only their owner may read, where the system knows owners. */
  static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Compresses a fifth less, in a third of the time. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER_OCTETS);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Ends what is around it, but not the file. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  /** The file is there and cannot be used; the message goes on after its name. */
  public static final class UnusableException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }
}

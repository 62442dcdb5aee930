package dev.indicia.gateway.learned;

import dev.indicia.trust.profile.Profiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Exchanges lessons with other gateways over a folder that all of them see: {@code
 * ORIGIN/NUMBER.lessons}, in the format of a snapshot. Each writes its own and takes those of the
 * others, each once, in their order. Used by one thread.
 */
public final class Exchange {
  /** Names of gateways: what may stand in a folder's name everywhere. */
  private static final Pattern ORIGIN = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

  private static final String ENDING = ".lessons";

  /** Own files that are kept; at one a minute, a week. */
  private static final int FILES_MAX = 10_080;

  private static final int ORIGINS_MAX = 100;

  private final Path folder;
  private final String origin;
  private final KeptProfiles kept;
  private final Map<String, Long> next = new HashMap<>();

  /**
   * An exchange.
   *
   * @param origin what this gateway is called: stable, and its own
   * @throws IllegalArgumentException when that is no name
   */
  public Exchange(Path folder, String origin, KeptProfiles kept) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException("no name of a gateway: " + origin);
    }
    this.folder = folder;
    this.origin = origin;
    this.kept = kept;
  }

  /**
   * Writes what was learned here since the last time, and takes what others have written.
   *
   * @return how many files of others were taken
   * @throws IOException when the folder cannot be read or written; what was not taken is taken the
   *     next time
   */
  public int run() throws IOException {
    Path own = folder.resolve(origin);
    Files.createDirectories(own);
    fillGap(own);
    var lessons = kept.publish();
    if (lessons.isPresent()) {
      write(own, lessons.get().number(), lessons.get().profiles());
    }
    int taken = 0;
    for (Path other : others()) {
      taken += take(other);
    }
    return taken;
  }

  /** A number that was given away and whose file a crash prevented must not stop the others. */
  private void fillGap(Path own) throws IOException {
    long last = kept.published();
    if (last > 0 && !Files.exists(own.resolve(last + ENDING))) {
      write(own, last, new Profiles());
    }
  }

  private static void write(Path own, long number, Profiles profiles) throws IOException {
    Path fresh = own.resolve(number + ENDING + ".new");
    ProfilesFile.write(profiles, fresh);
    ProfilesFile.replace(own.resolve(number + ENDING), fresh);
    if (number > FILES_MAX) {
      Files.deleteIfExists(own.resolve((number - FILES_MAX) + ENDING));
    }
  }

  private List<Path> others() throws IOException {
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
      for (Path other : folders) {
        String name = String.valueOf(other.getFileName());
        if (others.size() < ORIGINS_MAX
            && ORIGIN.matcher(name).matches()
            && !name.equals(origin)
            && Files.isDirectory(other)) {
          others.add(other);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return others;
  }

  private int take(Path other) throws IOException {
    String from = String.valueOf(other.getFileName());
    int taken = 0;
    long number = next.getOrDefault(from, 1L);
    for (Path file = other.resolve(number + ENDING);
        Files.exists(file);
        file = other.resolve(number + ENDING)) {
      try {
        Profiles.Taking taking = kept.take(from, number, ProfilesFile.read(file));
        if (taking == Profiles.Taking.EARLY) {
          break;
        }
        taken += taking == Profiles.Taking.TAKEN ? 1 : 0;
      } catch (ProfilesFile.UnusableException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
      number++;
      next.put(from, number);
    }
    return taken;
  }
}

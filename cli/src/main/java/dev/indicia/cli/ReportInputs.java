package dev.indicia.cli;

import dev.indicia.message.MessageLimits;
import dev.indicia.report.ReportReader;
import dev.indicia.report.ReportReason;
import dev.indicia.report.ReportSink;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** Finds the reports behind the paths of a command line, in order, and reads them. */
final class ReportInputs implements FolderWalk.Visitor {
  /** Files in a folder that are neither reports nor mail, by the end of their names. */
  private static final Set<String> NOT_REPORTS =
      Set.of("jsonl", "zone", "md", "yaml", "yml", "pem", "key", "tar", "html", "csv", "tsv");

  private final InputStream standardInput;
  private final ReadProgress progress;
  private final ReportReader reader;
  private final Taker taker;

  ReportInputs(InputStream standardInput, ReadProgress progress, ReportReader reader, Taker taker) {
    this.standardInput = standardInput;
    this.progress = progress;
    this.reader = reader;
    this.taker = taker;
  }

  /** Takes what is found. */
  interface Taker {
    /** What takes the reports of the input of that name. */
    ReportSink sink(String id);

    /** An input cannot be read. */
    void unreadable(String id, UnreadableException why);
  }

  /** Reads all reports behind the paths. */
  void read(List<String> paths) throws InterruptedException {
    for (String path : paths) {
      try {
        if (path.equals("-")) {
          stream("-", standardInput);
        } else {
          argument(path, Path.of(path));
        }
      } catch (InvalidPathException e) {
        taker.unreadable(path, new UnreadableException("not-found", path + ": is no file name"));
      } catch (IOException e) {
        failed(path, e);
      }
    }
  }

  private void failed(String id, IOException failure) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    taker.unreadable(id, InputFailure.of(id, failure));
  }

  private void argument(String id, Path path) throws IOException, InterruptedException {
    if (path.toString().isEmpty()) {
      throw new NoSuchFileException("");
    }
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      new FolderWalk(progress, NOT_REPORTS, this).walk(id, path);
    } else {
      progress.stream(attributes.isRegularFile() ? attributes.size() : 0);
      file(id, path, attributes.size());
    }
  }

  @Override
  public void file(String id, Path path, long size) throws IOException, InterruptedException {
    try (InputStream in = Files.newInputStream(path)) {
      stream(id, in);
    } catch (IOException e) {
      failed(id, e);
    }
  }

  @Override
  public void unreadable(String id, UnreadableException why) {
    taker.unreadable(id, why);
  }

  private void stream(String id, InputStream in) throws IOException, InterruptedException {
    BufferedInputStream octets = new BufferedInputStream(in);
    octets.mark(Inputs.FIRST_OCTETS);
    boolean mbox = Inputs.isSeparator(octets.readNBytes(Inputs.FIRST_OCTETS));
    octets.reset();
    if (mbox) {
      mbox(id, octets);
    } else {
      reader.read(octets, taker.sink(id));
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void mbox(String id, InputStream in) throws IOException, InterruptedException {
    MessageSplitter splitter = new MessageSplitter(in, MessageLimits.DEFAULT.octetsMax());
    boolean numbered = Inputs.isMboxName(id);
    long number = 0;
    for (Content next = splitter.next(); next != null; next = splitter.next()) {
      number++;
      numbered |= number > 1 || splitter.hasMore();
      String name = numbered ? id + "#" + number : id;
      if (next instanceof Content.Octets octets) {
        reader.read(new ByteArrayInputStream(octets.octets()), taker.sink(name));
      } else {
        ReportReason reason = ReportReason.MESSAGE_TOO_LARGE;
        taker.unreadable(
            name, new UnreadableException(reason.code(), name + ": " + reason.meaning()));
      }
      progress.streamAt(splitter.position());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}

package dev.indicia.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns what the file system says into a code and a sentence that a person can act on. */
final class InputFailure {
  private InputFailure() {}

  static UnreadableException of(String name, IOException failure) {
    return new UnreadableException(code(failure), sentence(name, failure));
  }

  static UnreadableException isDirectory(String name) {
    return new UnreadableException(
        "is-a-directory", name + ": is a directory; a file is expected here");
  }

  private static String code(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "not-found";
      case NotDirectoryException e -> "not-found";
      case AccessDeniedException e -> "permission-denied";
      case FileSystemLoopException e -> "io-error";
      default -> "io-error";
    };
  }

  /** One sentence: which file, and why. */
  static String sentence(String name, IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> name + ": there is no such file or folder";
      case NotDirectoryException e -> name + ": there is no such file or folder";
      case AccessDeniedException e -> name + ": you have no permission to read it";
      case CharacterCodingException e -> name + ": is not UTF-8 text";
      default -> name + ": cannot be read: " + reason(failure);
    };
  }

  /** What the file system says, in its own words. */
  static String reason(IOException failure) {
    String reason =
        switch (failure) {
          case NoSuchFileException e -> "there is no such folder";
          case AccessDeniedException e -> "permission denied";
          case FileSystemException e -> e.getReason();
          default -> failure.getMessage();
        };
    return reason == null ? "I/O error" : reason;
  }
}

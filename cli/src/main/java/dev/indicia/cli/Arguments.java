package dev.indicia.cli;

import dev.indicia.dns.IpAddress;
import dev.indicia.events.Times;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options and parameters of one command line, checked as they are read. */
final class Arguments {
  private final CommandLine parsed;

  Arguments(CommandLine parsed) {
    this.parsed = parsed;
  }

  /** Whether the flag is set. */
  boolean has(String option) {
    return parsed.has(option);
  }

  /** The option's value, null when it is not given. */
  @Nullable String text(String option) {
    return parsed.value(option);
  }

  /** The option's value, which must not be empty; null when it is not given. */
  @Nullable String nonEmpty(String option) throws UsageException {
    String text = text(option);
    if (text != null && text.isBlank()) {
      throw new UsageException(option + ": the value is empty");
    }
    return text;
  }

  /** All values of the option, in order. */
  List<String> texts(String option) {
    return parsed.values(option);
  }

  /** The parameter at the index. */
  String parameter(int index) {
    return parsed.parameters().get(index);
  }

  /** All parameters, where the command takes a list. */
  List<String> parameters() {
    return parsed.parameters();
  }

  /** The option's file, null when it is not given. */
  @Nullable Path file(String option) throws UsageException {
    String text = nonEmpty(option);
    try {
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": \"" + text + "\" is no file name");
    }
  }

  /** The option's time, null when it is not given. */
  @Nullable Instant time(String option) throws UsageException {
    String text = text(option);
    if (text == null) {
      return null;
    }
    Optional<Instant> time = Times.parse(text);
    if (time.isEmpty()) {
      throw new UsageException(
          option
              + ": \""
              + text
              + "\" is no time; write 2026-05-12T08:30:00Z, 2026-05-12, or seconds since 1970");
    }
    return time.get();
  }

  /** The option's address, null when it is not given. */
  @Nullable IpAddress address(String option) throws UsageException {
    String text = text(option);
    return text == null ? null : address(option, text);
  }

  /** The address of the text. */
  static IpAddress address(String what, String text) throws UsageException {
    Optional<IpAddress> address = IpAddress.parse(text);
    if (address.isEmpty()) {
      throw new UsageException(
          what + ": \"" + text + "\" is no IP address; write 192.0.2.1 or 2001:db8::1");
    }
    return address.get();
  }

  /** The option's whole number, or the default when it is not given. */
  int number(String option, int min, int max, int fallback) throws UsageException {
    String text = text(option);
    if (text == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Complained about below.
    }
    throw new UsageException(
        option + ": \"" + text + "\" is no whole number from " + min + " to " + max);
  }

  /** The option's word of these, or the first when it is not given. */
  String word(String option, List<String> words) throws UsageException {
    String text = text(option);
    if (text == null) {
      return words.getFirst();
    }
    return oneOf(option, text, words);
  }

  /** The word in lower case, when it is one of these. */
  static String oneOf(String option, String text, List<String> words) throws UsageException {
    String word = text.toLowerCase(Locale.ROOT);
    if (!words.contains(word)) {
      throw new UsageException(
          option + ": \"" + text + "\" is none of " + String.join(", ", words));
    }
    return word;
  }
}

package dev.indicia.benchmarks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and where it lies.
 *
 * @param corpus folder of corpus.tsv, zone.db and msgs
 * @param messagesMax messages read of it
 * @param rounds of the in-process part and of cold starts; the dearer parts do fewer
 * @param perf folder with the generator and the drivers of rivals; null when there is none
 * @param nodeModules folder that holds node_modules with mailauth and node; null when there is none
 * @param launcher the indicia command; null when there is none
 * @param stream folder of stream.jsonl, zone.txt and the messages; null when there is none
 * @param work a folder to write to
 */
record Settings(
    Path corpus,
    int messagesMax,
    int rounds,
    @Nullable Path perf,
    @Nullable Path nodeModules,
    @Nullable Path launcher,
    @Nullable Path stream,
    Path work,
    Set<Part> parts) {

  /** The parts of a run. */
  enum Part {
    /** Engines in turn in this JVM. */
    INPROCESS,
    /** Rivals that are programs of their own, against ours in this JVM. */
    RIVALS,
    /** Full verdicts, step by step. */
    VERDICT,
    /** The command from start to end. */
    COMMAND,
    /** The milter server, with a program of its own as the mail system. */
    MILTER,
    /** Aggregate reports, in this JVM and by the command. */
    REPORTS
  }

  static final String USAGE =
      """
      Options, each NAME=VALUE:
        corpus=DIR        what gen_corpus.py wrote (needed)
        work=DIR          to write to (needed)
        perf=DIR          the folder of gen_corpus.py, with the drivers in peers/
        node-modules=DIR  the folder that holds node_modules with mailauth and node
        indicia=FILE      the launcher
        stream=DIR        a stream of deliveries: stream.jsonl, zone.txt and the messages
        messages=N        of the corpus, default all
        rounds=N          default 9
        parts=A,B         of inprocess, rivals, verdict, command, milter, reports; default all
      """;

  /** Reads {@code NAME=VALUE} arguments. */
  static Settings parse(String... arguments) {
    Path corpus = null;
    Path work = null;
    Path perf = null;
    Path nodeModules = null;
    Path launcher = null;
    Path stream = null;
    int messages = Integer.MAX_VALUE;
    int rounds = 9;
    Set<Part> parts = EnumSet.allOf(Part.class);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = argument.substring(equals + 1);
      switch (name) {
        case "corpus" -> corpus = Path.of(value);
        case "work" -> work = Path.of(value);
        case "perf" -> perf = Path.of(value);
        case "node-modules" -> nodeModules = Path.of(value);
        case "indicia" -> launcher = Path.of(value);
        case "stream" -> stream = Path.of(value);
        case "messages" -> messages = Integer.parseInt(value);
        case "rounds" -> rounds = Integer.parseInt(value);
        case "parts" -> {
          parts = EnumSet.noneOf(Part.class);
          for (String part : value.split(",", -1)) {
            parts.add(Part.valueOf(part.toUpperCase(Locale.ROOT)));
          }
        }
        default -> throw new IllegalArgumentException("unknown option " + argument);
      }
    }
    if (corpus == null || work == null) {
      throw new IllegalArgumentException("corpus= and work= are needed");
    }
    return new Settings(corpus, messages, rounds, perf, nodeModules, launcher, stream, work, parts);
  }
}

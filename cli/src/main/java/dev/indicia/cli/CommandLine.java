package dev.indicia.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words behind a command's name, told apart: {@code --name VALUE}, {@code --name=VALUE}, flags,
 * parameters; behind {@code --} everything is a parameter, and so is {@code -}. Our own, because a
 * library costs more at the start of the command than all the rest (docs/decisions).
 */
final class CommandLine {
  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> parameters = new ArrayList<>();

  private CommandLine() {}

  /**
   * Reads the words.
   *
   * @throws UsageException when one is unknown, missing or too much
   */
  static CommandLine parse(CommandSpec spec, List<String> words) throws UsageException {
    CommandLine line = new CommandLine();
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i++);
      if (word.equals("--")) {
        line.parameters.addAll(words.subList(i, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        line.parameters.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      OptionSpec option = spec.option(equals < 0 ? word : word.substring(0, equals));
      if (option == null) {
        throw new UsageException("unknown option \"" + word + "\"" + similar(spec, word));
      }
      String value = equals < 0 ? null : word.substring(equals + 1);
      if (option.label() == null && value != null) {
        throw new UsageException(option.name() + " takes no value");
      }
      if (option.label() != null && value == null) {
        if (i == words.size()) {
          throw new UsageException(option.name() + " needs a value: " + option.label());
        }
        value = words.get(i++);
      }
      line.add(option, value == null ? "" : value);
    }
    if (!line.has("--help")) {
      line.check(spec);
    }
    return line;
  }

  private void add(OptionSpec option, String value) throws UsageException {
    List<String> given = values.computeIfAbsent(option.name(), name -> new ArrayList<>(1));
    if (!given.isEmpty() && option.label() != null && !option.repeated()) {
      throw new UsageException(option.name() + " is given twice");
    }
    given.add(value);
  }

  private void check(CommandSpec spec) throws UsageException {
    List<ParameterSpec> wanted = spec.parameters();
    List<String> missing = new ArrayList<>();
    for (int i = parameters.size(); i < wanted.size(); i++) {
      if (!wanted.get(i).optional()) {
        missing.add(wanted.get(i).label());
      }
    }
    if (!missing.isEmpty()) {
      throw new UsageException("missing: " + String.join(" ", missing));
    }
    boolean list = !wanted.isEmpty() && wanted.getLast().list();
    if (parameters.size() > wanted.size() && !list) {
      throw new UsageException("unexpected argument \"" + parameters.get(wanted.size()) + "\"");
    }
  }

  private static String similar(CommandSpec spec, String word) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      names.add(option.name());
    }
    int equals = word.indexOf('=');
    return similar(names, equals < 0 ? word : word.substring(0, equals));
  }

  /** "; did you mean ...?" for the names close to the word, or nothing. */
  static String similar(List<String> names, String word) {
    List<String> close = new ArrayList<>();
    for (String name : names) {
      if (distance(name, word) <= Math.max(1, word.length() / 4)) {
        close.add(name);
      }
    }
    return close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?";
  }

  /** Letters to insert, drop, replace or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }

  /** Whether the option is given. */
  boolean has(String option) {
    return values.containsKey(option);
  }

  /** The option's value, null when it is not given. */
  @Nullable String value(String option) {
    List<String> given = values.get(option);
    return given == null ? null : given.getFirst();
  }

  /** The option's values in order. */
  List<String> values(String option) {
    return List.copyOf(values.getOrDefault(option, List.of()));
  }

  /** The parameters in order. */
  List<String> parameters() {
    return List.copyOf(parameters);
  }
}

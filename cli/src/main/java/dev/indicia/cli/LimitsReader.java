package dev.indicia.cli;

import dev.indicia.cli.YamlReader.Text;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads records of limits: a key is the name of a component (docs/reference/limits.md) in lower
 * case with underscores, so that code, documentation and file have one list. What is not written
 * stays as it is.
 */
final class LimitsReader {
  /** More than any of them can mean, and little enough to be added up. */
  private static final long NUMBER_MOST = 1L << 50;

  private static final int INT_MOST = 1 << 30;

  private final YamlReader yaml;

  LimitsReader(YamlReader yaml) {
    this.yaml = yaml;
  }

  /** Reads the value of the key {@code limits}. */
  ServeLimits read(String key) throws UsageException {
    return read(key, ServeLimits.DEFAULT);
  }

  private <R extends Record> R read(String name, R standard) throws UsageException {
    yaml.enterMap(name);
    TokenStreamLocation start = yaml.location();
    RecordComponent[] components = standard.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i], standard);
      keys.add(key(components[i]));
    }
    Set<String> seen = new HashSet<>();
    for (String key = yaml.nextKey(seen); key != null; key = yaml.nextKey(seen)) {
      int i = keys.indexOf(key);
      if (i < 0) {
        throw yaml.unknown(key, keys);
      }
      values[i] = values[i] instanceof Record inner ? read(key, inner) : number(key, values[i]);
    }
    return made(name, standard, components, values, start);
  }

  private Object number(String key, Object standard) throws UsageException {
    Text text = yaml.text(key);
    if (standard instanceof Duration) {
      return yaml.checked(text, LimitsReader::duration, key + ": no duration such as P30D");
    }
    long most = standard instanceof Integer ? INT_MOST : NUMBER_MOST;
    long number =
        yaml.checked(text, value -> whole(value, most), key + ": not a number of 0 to " + most);
    if (standard instanceof Integer) {
      return (int) number;
    }
    return number;
  }

  private static Optional<Long> whole(String value, long most) {
    return value.matches("\\d{1,16}")
        ? Optional.of(Long.valueOf(value)).filter(number -> number <= most)
        : Optional.empty();
  }

  private static Optional<Duration> duration(String value) {
    try {
      return Optional.of(Duration.parse(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the components of a record of ours can be read", e);
    }
  }

  @SuppressWarnings("unchecked") // The constructor is that of the record's class.
  private <R extends Record> R made(
      String name,
      R standard,
      RecordComponent[] components,
      Object[] values,
      TokenStreamLocation start)
      throws UsageException {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (R) standard.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw yaml.wrong(start, name + ": " + wrong.getMessage());
      }
      throw new LinkageError("limits only check themselves", e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record of ours can be made", e);
    }
  }
}

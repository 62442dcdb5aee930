package dev.indicia.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Validates against the part of JSON Schema 2020-12 that our schemas use; a keyword it does not
 * know is an error, so that no rule is passed over.
 */
final class JsonSchema {
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$id",
          "$defs",
          "$ref",
          "title",
          "description",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "const",
          "anyOf",
          "oneOf",
          "minimum",
          "format");

  private final Path folder;
  private final Map<String, Map<String, Object>> files = new HashMap<>();

  JsonSchema(Path folder) {
    this.folder = folder;
  }

  /** What is wrong with the value, nothing when it is valid. */
  List<String> errors(String file, Object value) {
    List<String> errors = new ArrayList<>();
    check(file, file(file), value, "$", errors);
    return errors;
  }

  private Map<String, Object> file(String name) {
    return files.computeIfAbsent(
        name,
        n -> {
          try {
            return JsonTree.object(Files.readString(folder.resolve(n)));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @SuppressWarnings("unchecked")
  private void check(
      String file, Map<String, Object> schema, Object value, String at, List<String> errors) {
    for (String keyword : schema.keySet()) {
      if (!KNOWN.contains(keyword)) {
        throw new AssertionError("keyword not supported: " + keyword);
      }
    }
    if (schema.get("$ref") instanceof String ref) {
      String target = ref.startsWith("#") ? file : ref.split("#", 2)[0];
      Object found = file(target);
      if (ref.contains("#/")) {
        for (String step : ref.substring(ref.indexOf('#') + 2).split("/")) {
          found = ((Map<String, Object>) found).get(step);
        }
      }
      check(target, (Map<String, Object>) found, value, at, errors);
    }
    checkType(schema, value, at, errors);
    if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
      errors.add(at + ": " + value + " is none of " + words);
    }
    if (schema.containsKey("const") && !schema.get("const").equals(value)) {
      errors.add(at + ": " + value + " is not " + schema.get("const"));
    }
    if (schema.get("minimum") instanceof Long minimum
        && value instanceof Long number
        && number < minimum) {
      errors.add(at + ": " + value + " is below " + minimum);
    }
    if ("date-time".equals(schema.get("format")) && value instanceof String text) {
      try {
        OffsetDateTime.parse(text);
      } catch (RuntimeException e) {
        errors.add(at + ": no time: " + text);
      }
    }
    for (String kind : List.of("anyOf", "oneOf")) {
      if (schema.get(kind) instanceof List<?> choices) {
        checkChoice(file, kind, (List<Map<String, Object>>) choices, value, at, errors);
      }
    }
    if (value instanceof Map<?, ?> object) {
      checkObject(file, schema, (Map<String, Object>) object, at, errors);
    }
    if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
      for (int i = 0; i < list.size(); i++) {
        check(file, (Map<String, Object>) items, list.get(i), at + "[" + i + "]", errors);
      }
    }
  }

  private void checkChoice(
      String file,
      String kind,
      List<Map<String, Object>> choices,
      Object value,
      String at,
      List<String> errors) {
    int fitting = 0;
    List<String> all = new ArrayList<>();
    for (Map<String, Object> choice : choices) {
      List<String> wrong = new ArrayList<>();
      check(file, choice, value, at, wrong);
      fitting += wrong.isEmpty() ? 1 : 0;
      all.addAll(wrong);
    }
    if (kind.equals("anyOf") ? fitting == 0 : fitting != 1) {
      errors.add(at + ": fits " + fitting + " of " + kind + ": " + all);
    }
  }

  @SuppressWarnings("unchecked")
  private void checkObject(
      String file,
      Map<String, Object> schema,
      Map<String, Object> object,
      String at,
      List<String> errors) {
    Map<String, Object> properties =
        (Map<String, Object>) schema.getOrDefault("properties", Map.of());
    for (Object name : (List<Object>) schema.getOrDefault("required", List.of())) {
      if (!object.containsKey(name)) {
        errors.add(at + ": " + name + " is missing");
      }
    }
    object.forEach((name, value) -> {
      Object property = properties.get(name);
      Object others = schema.get("additionalProperties");
      if (property != null) {
        check(file, (Map<String, Object>) property, value, at + "." + name, errors);
      } else if (Boolean.FALSE.equals(others)) {
        errors.add(at + ": " + name + " is not in the schema");
      } else if (others instanceof Map<?, ?> other) {
        check(file, (Map<String, Object>) other, value, at + "." + name, errors);
      }
    });
  }

  private static void checkType(
      Map<String, Object> schema, Object value, String at, List<String> errors) {
    Object type = schema.get("type");
    if (type == null) {
      return;
    }
    List<?> types = type instanceof List<?> list ? list : List.of(type);
    String actual =
        switch (value) {
          case null -> "null";
          case String s -> "string";
          case Long n -> "integer";
          case Double n -> "number";
          case Boolean b -> "boolean";
          case List<?> l -> "array";
          default -> "object";
        };
    if (!types.contains(actual)) {
      errors.add(at + ": " + actual + " instead of " + types);
    }
  }
}

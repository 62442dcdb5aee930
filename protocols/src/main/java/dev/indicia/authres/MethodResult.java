package dev.indicia.authres;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one method found (RFC 8601 §2.2, resinfo). Immutable.
 *
 * @param method the keyword in lower case: "spf", "dkim"; unknown ones too
 * @param version of the method, 1 where it is absent
 * @param result the keyword in lower case: "pass"; unknown ones too
 * @param reason in words; null where there is none
 * @param properties in order
 * @param comments in order, without their outer parentheses
 */
public record MethodResult(
    String method,
    int version,
    String result,
    @Nullable String reason,
    List<Property> properties,
    List<String> comments) {
  public MethodResult {
    method = Keyword.require(method, "method");
    result = Keyword.require(result, "result");
    if (version < 0) {
      throw new IllegalArgumentException("version is negative: " + version);
    }
    properties = List.copyOf(properties);
    comments = List.copyOf(comments);
  }

  /** A result with properties and nothing else. */
  public static MethodResult of(String method, String result, Property... properties) {
    return new MethodResult(method, 1, result, null, List.of(properties), List.of());
  }

  /** The value of the first property of that ptype and name, both compared without case. */
  public Optional<String> value(String ptype, String name) {
    for (Property property : properties) {
      if (ptype.equalsIgnoreCase(property.ptype()) && name.equalsIgnoreCase(property.name())) {
        return Optional.of(property.value());
      }
    }
    return Optional.empty();
  }

  /**
   * One property that was looked at (RFC 8601 §2.2, propspec).
   *
   * @param ptype where it stands, in lower case: "smtp", "header"; null where the field does not
   *     say
   * @param name in lower case: "mailfrom", "d"
   * @param value unquoted; an address with a quoted local-part keeps those quotes
   */
  public record Property(@Nullable String ptype, String name, String value) {
    public Property {
      ptype = ptype == null ? null : Keyword.require(ptype, "ptype");
      name = Keyword.require(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }
}

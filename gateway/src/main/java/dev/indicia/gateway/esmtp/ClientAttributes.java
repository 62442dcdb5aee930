package dev.indicia.gateway.esmtp;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a trusted peer says of the client it speaks for (XCLIENT, XFORWARD). Immutable.
 *
 * @param values the decoded values; an empty one is {@code [UNAVAILABLE]}
 */
public record ClientAttributes(Map<Name, String> values) {
  /** Octets of one value, decoded. */
  public static final int VALUE_MAX = 255;

  /** Nothing was said. */
  public static final ClientAttributes NONE = new ClientAttributes(Map.of());

  /** The attributes, as both commands spell them. */
  public enum Name {
    /** The client's host name. */
    NAME,
    /** The client's address; IPv6 with the prefix {@code IPV6:}. */
    ADDR,
    /** The client's port. */
    PORT,
    /** SMTP, ESMTP ... */
    PROTO,
    /** The argument of HELO or EHLO. */
    HELO,
    /** XCLIENT: who authenticated. */
    LOGIN,
    /** XCLIENT: the address the client connected to. */
    DESTADDR,
    /** XCLIENT: the port the client connected to. */
    DESTPORT,
    /** XFORWARD: the mail system's name for the message. */
    IDENT,
    /** XFORWARD: LOCAL or REMOTE. */
    SOURCE
  }

  public ClientAttributes {
    Map<Name, String> copy = new EnumMap<>(Name.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** The value, when it is known. */
  public Optional<String> get(Name name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** These, with the newer ones in their place. */
  public ClientAttributes with(ClientAttributes newer) {
    Map<Name, String> both = new EnumMap<>(Name.class);
    both.putAll(values);
    both.putAll(newer.values);
    return new ClientAttributes(both);
  }
}

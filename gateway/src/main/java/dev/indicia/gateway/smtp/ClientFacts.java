package dev.indicia.gateway.smtp;

import dev.indicia.dns.IpAddress;
import dev.indicia.gateway.esmtp.ClientAttributes;
import dev.indicia.gateway.esmtp.ClientAttributes.Name;
import dev.indicia.gateway.esmtp.SessionState;
import dev.indicia.gateway.esmtp.Xtext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends, after XFORWARD and XCLIENT: what XFORWARD said is taken whole and mixed with nothing
 * of the connection. Immutable.
 *
 * @param attributes the client as XCLIENT and XFORWARD spell it
 * @param tls TLS version and cipher of its connection; null without or unknown
 */
record ClientFacts(ClientAttributes attributes, @Nullable String tls) {
  /** A command line stays below the 512 octets that every server takes. */
  private static final int COMMAND_MAX = 500;

  private static final String UNAVAILABLE = "[UNAVAILABLE]";

  /** The facts of the next transaction. */
  static ClientFacts of(
      SessionState state, @Nullable IpAddress peer, int port, @Nullable String tls) {
    Map<Name, String> known = new EnumMap<>(Name.class);
    if (!state.forwarded().values().isEmpty()) {
      known.putAll(state.forwarded().values());
      state.asserted().get(Name.LOGIN).ifPresent(login -> known.put(Name.LOGIN, login));
      return new ClientFacts(new ClientAttributes(known), null);
    }
    if (peer != null) {
      known.put(Name.ADDR, (peer.isV4() ? "" : "IPV6:") + peer);
      known.put(Name.PORT, Integer.toString(port));
    }
    known.put(Name.PROTO, state.extended() ? "ESMTP" : "SMTP");
    if (state.helo() != null) {
      known.put(Name.HELO, state.helo());
    }
    boolean other = !state.asserted().values().isEmpty();
    known.putAll(state.asserted().values());
    return new ClientFacts(new ClientAttributes(known), other ? null : tls);
  }

  /** The client's address; empty when it has none or it is not known. */
  Optional<IpAddress> address() {
    return attributes.get(Name.ADDR).flatMap(ClientFacts::address);
  }

  static Optional<IpAddress> address(String text) {
    boolean v6 = text.toUpperCase(Locale.ROOT).startsWith("IPV6:");
    return IpAddress.parse(v6 ? text.substring(5) : text);
  }

  Optional<String> get(Name name) {
    return attributes.get(name);
  }

  /**
   * The command lines that tell another server.
   *
   * @param verb XFORWARD or XCLIENT
   * @param offered the attributes it takes
   */
  List<String> commands(String verb, Set<String> offered) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder(verb);
    for (Name name : Name.values()) {
      if (!offered.contains(name.name())) {
        continue;
      }
      String word = " " + name + "=" + value(name);
      if (word.length() > COMMAND_MAX - verb.length()) {
        word = " " + name + "=" + UNAVAILABLE;
      }
      if (command.length() + word.length() > COMMAND_MAX) {
        commands.add(command.toString());
        command = new StringBuilder(verb);
      }
      command.append(word);
    }
    if (command.length() > verb.length()) {
      commands.add(command.toString());
    }
    return commands;
  }

  private String value(Name name) {
    String value = attributes.get(name).orElse("");
    boolean ascii = value.chars().allMatch(c -> c > ' ' && c < 127);
    return value.isEmpty() || !ascii ? UNAVAILABLE : Xtext.encode(value);
  }
}

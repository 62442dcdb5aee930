package dev.indicia.gateway.milter;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What both sides have agreed on: of what we want, that which the mail system offers. Immutable.
 *
 * @param version 2 to 6
 * @param actions bits of {@link MilterAction} that are both wanted and offered
 * @param steps bits of {@link MilterStep} that are both wanted and offered
 * @param inserts whether a field can be put at a place in the header, not only at its end
 */
public record MilterNegotiation(int version, int actions, int steps, boolean inserts) {
  /** The newest version that we speak; there is no newer one. */
  public static final int VERSION_MAX = 6;

  /** The oldest one. */
  public static final int VERSION_MIN = 2;

  /** All that a {@link dev.indicia.gateway.Disposition} may ask for, and the macros. */
  private static final int WANTED_ACTIONS =
      MilterAction.bits(
          EnumSet.of(
              MilterAction.ADD_HEADERS,
              MilterAction.CHANGE_HEADERS,
              MilterAction.CHANGE_BODY,
              MilterAction.QUARANTINE,
              MilterAction.SET_MACROS));

  /** One round trip a message: no reply but at its end, and no steps that tell us nothing. */
  private static final int WANTED_STEPS =
      MilterStep.bits(
          EnumSet.of(
              MilterStep.NO_UNKNOWN,
              MilterStep.NO_DATA,
              MilterStep.NO_END_OF_HEADERS,
              MilterStep.SKIP,
              MilterStep.NO_REPLY_CONNECT,
              MilterStep.NO_REPLY_HELO,
              MilterStep.NO_REPLY_MAIL,
              MilterStep.NO_REPLY_RCPT,
              MilterStep.NO_REPLY_DATA,
              MilterStep.NO_REPLY_UNKNOWN,
              MilterStep.NO_REPLY_HEADER,
              MilterStep.NO_REPLY_END_OF_HEADERS,
              MilterStep.NO_REPLY_BODY,
              MilterStep.LEADING_SPACE));

  /**
   * What we read of the client. Sendmail takes the list for the end of the message only where there
   * is one for the end of the header, too.
   */
  private static final Map<MacroStage, String> MACROS =
      Map.of(
          MacroStage.CONNECT, "j {daemon_name} {client_addr} {client_name} {client_ptr}",
          MacroStage.HELO, "{tls_version} {cipher}",
          MacroStage.MAIL, "i {auth_authen} {auth_type} {mail_addr}",
          MacroStage.RCPT, "i",
          MacroStage.DATA, "i",
          MacroStage.END_OF_HEADERS, "i",
          MacroStage.END_OF_MESSAGE, "i");

  /** The names of the macros that are kept; others are dropped as they come. */
  static final Set<String> MACROS_KEPT = Set.of("daemon_name", "tls_version", "i", "auth_authen");

  /** What we answer to an offer; its version must be at least {@link #VERSION_MIN}. */
  public static MilterNegotiation of(MilterCommand.OptNeg offer) {
    if (offer.version() < VERSION_MIN) {
      throw new IllegalArgumentException("version is below 2: " + offer.version());
    }
    int steps = offer.steps() & WANTED_STEPS;
    if (MilterStep.DATA_1M.in(offer.steps())) {
      steps |= MilterStep.DATA_1M.bit();
    } else if (MilterStep.DATA_256K.in(offer.steps())) {
      steps |= MilterStep.DATA_256K.bit();
    }
    // Sendmail 8.12, of version 2, can neither insert nor hold; 8.13, of version 2 as well, can do
    // both and offers the one it has a bit for.
    boolean inserts = offer.version() > 2 || MilterAction.QUARANTINE.in(offer.actions());
    return new MilterNegotiation(
        Math.min(offer.version(), VERSION_MAX), offer.actions() & WANTED_ACTIONS, steps, inserts);
  }

  /** The packet that says so. */
  public MilterResponse.Agreement response() {
    return new MilterResponse.Agreement(
        version, actions, steps, allows(MilterAction.SET_MACROS) ? MACROS : Map.of());
  }

  public boolean allows(MilterAction action) {
    return action.in(actions);
  }

  public boolean has(MilterStep step) {
    return step.in(steps);
  }
}

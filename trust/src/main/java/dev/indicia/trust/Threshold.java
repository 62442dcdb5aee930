package dev.indicia.trust;

import java.util.Locale;
import java.util.Optional;

/** A number of the rule that an operator may choose (docs/reference/config.md). */
public enum Threshold {
  ESTABLISHED_DELIVERIES(10, 1, 10_000, "deliveries from which on a sender can be established"),
  ESTABLISHED_RECIPIENTS(5, 1, 200, "recipients from which on a sender can be established"),
  TEMPLATED(
      0.55, 0, 1, "part of its words, on the average, that is known of a sender of templates"),
  STEADY(0.45, 0, 1, "the same of one that has long been met, before it is missed altogether"),
  STEADY_DELIVERIES(20, 1, 10_000, "deliveries from which on a sender has long been met"),
  STEADY_DAYS(7, 0, 365, "days since the first of them"),
  FRAMED(0.3, 0, 1, "part of known words from which on a message has the frame of a template"),
  MESSAGE_KNOWN(
      0.5,
      0,
      1,
      "part of this message that must be known where the sender's average is only `framed`"),
  FRAME_WORDS(
      6, 1, 1000, "known words from which on an unproven message still holds the sender's own"),
  TEMPLATE_COUNT(10, 3, 10_000, "messages from which on a template is known by its own"),
  TEMPLATE_PART(
      0.34,
      0.05,
      1,
      "part of a template's messages that must hold a phrase for it to be the template's"),
  TELLING_PART(
      0.5,
      0.05,
      1,
      "the same where an account or a payment is told of: who sends less cannot teach such words"),
  SENDER_PART(
      0.05, 0, 1, "part of a sender's messages that must hold a phrase, where the template is new"),
  SIGNED_DELIVERIES(3, 1, 10_000, "aligned signatures from which on a sender is one that signs"),
  FORWARDED_SENDERS(
      2,
      1,
      3,
      "senders whose proven mail came through a network before it is taken for a forwarder"),
  OWN_PART(
      0.1,
      0,
      1,
      "part of a sender's mail that must hold a host or number for it to be the sender's own"),
  SLOT_VALUES(20, 3, 255, "values a slot must have held before it can say what is unusual"),
  NAME_WORDS(7, 1, 40, "words of the longest usual value of a slot for names"),
  LONG_WORDS(8, 2, 1000, "words from which on a value can be too long for its slot"),
  SELDOM(0.1, 0, 1, "part of a slot's values below which something is seldom"),
  ADOPTED_RECIPIENTS(8, 3, 8, "recipients after whom an accused text is adopted as a redesign"),
  ADOPTED_ORGANIZATIONS(3, 1, 8, "organizations of those recipients"),
  ADOPTED_DAYS(14, 1, 365, "days from the first of them to the last");

  private final double standard;
  private final double least;
  private final double most;
  private final String meaning;

  Threshold(double standard, double least, double most, String meaning) {
    this.standard = standard;
    this.least = least;
    this.most = most;
    this.meaning = meaning;
  }

  /** The name in files: lower-case with underscores. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The threshold of that name. */
  public static Optional<Threshold> of(String word) {
    for (Threshold threshold : values()) {
      if (threshold.word().equals(word)) {
        return Optional.of(threshold);
      }
    }
    return Optional.empty();
  }

  /** What it is unless somebody chooses. */
  public double standard() {
    return standard;
  }

  /** The lowest that can be chosen. */
  public double least() {
    return least;
  }

  /** What it decides, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** The highest that can be chosen. */
  public double most() {
    return most;
  }
}

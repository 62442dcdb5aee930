package dev.indicia.trust;

import dev.indicia.Authentication;
import dev.indicia.MailVerifier;
import dev.indicia.dns.Zone;
import dev.indicia.message.Message;
import dev.indicia.message.SmtpSession;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Block.Role;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.shown.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service for forms shows: a template, with what a customer wrote into it. */
final class FormMail {
  private static final Pattern PHONE = Pattern.compile("\\+1 [0-9-]+");
  private static final Pattern AMOUNT = Pattern.compile("USD [0-9.]+");
  private static final Pattern URL = Pattern.compile("https://([a-z.]+)/\\S*");

  private FormMail() {}

  /** A message that shows those blocks, with what the zone proves of it. */
  static Observation observed(
      Zone zone, Message message, SmtpSession session, Instant at, List<Block> blocks) {
    Authentication proven = MailVerifier.builder(zone).build().verify(message, session, at);
    Shown shown = new Shown(blocks, List.of(), List.of(), Set.of());
    return new Observation(message, session, proven, at, shown);
  }

  static Block block(Place place, Role role, String text) {
    List<Mention> mentions = new ArrayList<>();
    Matcher phone = PHONE.matcher(text);
    while (phone.find()) {
      mentions.add(
          new Mention(
              Mention.Kind.PHONE,
              phone.start(),
              phone.end(),
              "+" + phone.group().replaceAll("\\D", "")));
    }
    Matcher amount = AMOUNT.matcher(text);
    while (amount.find()) {
      mentions.add(
          new Mention(
              Mention.Kind.AMOUNT,
              amount.start(),
              amount.end(),
              amount.group().substring(4) + " USD"));
    }
    Matcher url = URL.matcher(text);
    while (url.find()) {
      mentions.add(new Mention(Mention.Kind.URL, url.start(), url.end(), url.group(1)));
    }
    mentions.sort(Comparator.comparingInt(Mention::start));
    return new Block(place, role, text, text, Set.of(), List.of(), mentions);
  }

  /** The template, with what a customer wrote into it. */
  static List<Block> form(String name, String note) {
    return List.of(
        block(Place.SUBJECT, Role.PARAGRAPH, "A new answer to your form has arrived"),
        block(Place.AUTHOR_NAME, Role.PARAGRAPH, "Forms"),
        block(Place.BODY, Role.PARAGRAPH, "Hello, somebody has filled in one of your forms today."),
        block(Place.BODY, Role.PARAGRAPH, "The person gave this as the name: " + name),
        block(Place.BODY, Role.PARAGRAPH, "The person left this message for you to read:"),
        block(Place.BODY, Role.QUOTE, note),
        block(
            Place.BODY,
            Role.PARAGRAPH,
            "You can see all answers on the page of your form, where you can also switch these"
                + " messages off whenever you want."),
        block(
            Place.BODY,
            Role.FOOTER,
            "This message was sent to you because you own a form at our service."));
  }

  /** What customers write. */
  static String harmless(int number) {
    return List.of(
            "please send the blue one",
            "thank you for the lovely evening",
            "is there a room on the second floor",
            "we come with two children and a dog",
            "where can I park",
            "nothing else")
        .get(number % 6);
  }
}

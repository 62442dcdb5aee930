package dev.indicia.cli;

import dev.indicia.events.PlainText;
import dev.indicia.trust.profile.SenderProfile;
import dev.indicia.trust.profile.SlotTable;
import dev.indicia.trust.profile.UsageTable;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.template.Families;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of senders, for people. */
final class ProfileText {
  private static final int SKELETON_LENGTH_MAX = 400;
  private static final int TIMES_MAX = 255;
  private static final int COUNTERPARTS_MAX = 3;
  private static final int RECIPIENTS_MAX = 200;
  private static final String SLOT = "‹ ›";

  private final Style style;
  private final ReplayWindow window;

  ProfileText(Style style, ReplayWindow window) {
    this.style = style;
    this.window = window;
  }

  /** The day of that number since 1970: "2026-05-12". */
  static String day(int number) {
    return LocalDate.ofEpochDay(number).toString();
  }

  /** A line a sender, those with most deliveries first. */
  String table(Map<String, SenderProfile> senders) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%-40s %10s %10s  %-10s  %-10s %5s %9s%n",
            "sender",
            "deliveries",
            "recipients",
            "first",
            "last",
            "DKIM",
            "templates"));
    List<Map.Entry<String, SenderProfile>> rows = new ArrayList<>(senders.entrySet());
    rows.sort(Comparator.comparingInt(row -> -row.getValue().deliveries()));
    for (Map.Entry<String, SenderProfile> row : rows) {
      SenderProfile profile = row.getValue();
      out.append(
          String.format(
              Locale.ROOT,
              "%-40s %10d %10s  %-10s  %-10s %4d%% %9d%n",
              PlainText.of(row.getKey()),
              profile.deliveries(),
              recipients(profile),
              day(profile.firstDay()),
              day(profile.lastDay()),
              dkimPercent(profile),
              profile.families().all().size()));
    }
    return out.append(replays()).toString();
  }

  private String replays() {
    return String.format(
        Locale.ROOT,
        "replay window: %,d signatures of all senders%s%n",
        window.signatures(),
        window.signatures() == 0
            ? ""
            : ", seen from " + window.firstDay() + " to " + window.lastDay());
  }

  private static String recipients(SenderProfile profile) {
    int recipients = profile.recipients();
    return recipients >= RECIPIENTS_MAX ? RECIPIENTS_MAX + "+" : Integer.toString(recipients);
  }

  private static int dkimPercent(SenderProfile profile) {
    return percent((double) profile.dkimAligned() / Math.max(1, profile.deliveries()));
  }

  private static int percent(double part) {
    return (int) Math.round(part * 100);
  }

  /** All that is known of one sender. */
  String block(String domain, SenderProfile profile) {
    StringBuilder out = new StringBuilder();
    out.append(style.strong(PlainText.of(domain))).append('\n');
    row(
        out,
        "deliveries",
        String.format(
            Locale.ROOT,
            "%,d from %s to %s; %s recipients; DKIM in %d%%; %d%% of the words its own on average",
            profile.deliveries(),
            day(profile.firstDay()),
            day(profile.lastDay()),
            recipients(profile),
            dkimPercent(profile),
            percent(profile.knownPart())));
    usages(out, "networks", "net:", profile.pathways());
    usages(out, "envelopes", "env:", profile.pathways());
    usages(out, "keys", "key:", profile.pathways());
    usages(out, "links to", "", profile.hosts());
    String label = "templates";
    for (Families.Family family : sorted(profile)) {
      row(
          out,
          label,
          String.format(
              Locale.ROOT,
              "%s  %,d messages, %s to %s",
              family.id(),
              family.count(),
              day(family.firstDay()),
              day(family.lastDay())));
      String skeleton = PlainText.of(family.skeleton(), SKELETON_LENGTH_MAX);
      row(out, "", "  " + skeleton.replace(SLOT, style.strong(SLOT)));
      label = "";
    }
    slots(out, profile.slots());
    return out.append("  ").append(replays()).append('\n').toString();
  }

  /** The templates, most met first. */
  static List<Families.Family> sorted(SenderProfile profile) {
    List<Families.Family> families = new ArrayList<>(profile.families().all());
    families.sort(
        Comparator.comparingInt((Families.Family family) -> -family.count())
            .thenComparing(Families.Family::id));
    return families;
  }

  /** The entries whose value begins so, most used first. */
  static List<UsageTable.Entry> entries(UsageTable table, String prefix) {
    List<UsageTable.Entry> entries = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      if (table.entry(i).value().startsWith(prefix)) {
        entries.add(table.entry(i));
      }
    }
    entries.sort(
        Comparator.comparingInt((UsageTable.Entry entry) -> -entry.times())
            .thenComparing(UsageTable.Entry::value));
    return entries;
  }

  /** The slots, most met first. */
  static List<SlotTable.Slot> sorted(SlotTable table) {
    List<SlotTable.Slot> slots = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      slots.add(table.slotAt(i));
    }
    slots.sort(
        Comparator.comparingInt((SlotTable.Slot slot) -> -slot.times())
            .thenComparing(SlotTable.Slot::label)
            .thenComparingInt(SlotTable.Slot::key));
    return slots;
  }

  private static void usages(StringBuilder out, String label, String prefix, UsageTable table) {
    String first = label;
    for (UsageTable.Entry entry : entries(table, prefix)) {
      row(
          out,
          first,
          String.format(
              Locale.ROOT,
              "%-32s %4s times, %s recipients, %s to %s",
              PlainText.of(entry.value().substring(prefix.length())),
              capped(entry.times(), TIMES_MAX),
              capped(entry.counterparts(), COUNTERPARTS_MAX),
              day(entry.firstDay()),
              day(entry.lastDay())));
      first = "";
    }
  }

  private static String capped(int count, int max) {
    return count >= max ? max + "+" : Integer.toString(count);
  }

  private void slots(StringBuilder out, SlotTable table) {
    String first = "slots";
    for (SlotTable.Slot slot : sorted(table)) {
      String label = slot.label().isEmpty() ? "(no words before it)" : PlainText.of(slot.label());
      row(
          out,
          first,
          String.format(
              Locale.ROOT,
              "%s %s  %s values, %s recipients; %s; phone %d%%, link %d%%, amount %d%%",
              label,
              style.strong(SLOT),
              capped(slot.times(), TIMES_MAX),
              capped(slot.recipients(), COUNTERPARTS_MAX),
              words(slot),
              percent(slot.mentioning(Mention.Kind.PHONE)),
              percent(link(slot)),
              percent(slot.mentioning(Mention.Kind.AMOUNT))));
      first = "";
    }
  }

  /** Part of the slot's values with a link: spelled out, or a bare domain. */
  static double link(SlotTable.Slot slot) {
    return Math.max(slot.mentioning(Mention.Kind.URL), slot.mentioning(Mention.Kind.DOMAIN));
  }

  private static String words(SlotTable.Slot slot) {
    int most = slot.usualWordsMax();
    return most == Integer.MAX_VALUE ? "any number of words" : "up to " + most + " words";
  }

  private static void row(StringBuilder out, String label, String text) {
    out.append(String.format(Locale.ROOT, "  %-11s ", label)).append(text).append('\n');
  }
}

package dev.indicia.gateway.inbound;

import dev.indicia.gateway.intake.Original;
import dev.indicia.message.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names for copies: the same copy has the same name, however often it comes, and nobody without the
 * key can make two that share one. Remembers the names of late. Thread-safe.
 */
final class CopyIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_OCTETS_MIN = 16;

  /** Names that are remembered. */
  private static final int REMEMBERED_MAX = 100_000;

  private final SecretKeySpec key;
  private final Set<String> stored = remembered();
  private final Set<String> learned = remembered();
  private final MessageIds others = new MessageIds();

  CopyIds(byte[] key) {
    if (key.length < KEY_OCTETS_MIN) {
      throw new IllegalArgumentException("a key of " + key.length + " octets");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * The name of the original.
   *
   * @param source the intake it came by
   * @param at when it was received
   */
  String of(String source, Original original, Instant at) {
    Message message = original.message();
    return of(
        at,
        source,
        original.session().mailFrom(),
        original.session().rcptTo(),
        message.octets(),
        message.length());
  }

  /** The name of a copy in which there is no original. */
  String ofWhole(String source, Message copy, Instant at) {
    return of(at, source, null, List.of(), copy.octets(), copy.length());
  }

  private String of(
      Instant at,
      String source,
      @Nullable String mailFrom,
      List<String> recipients,
      byte[] octets,
      int length) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      update(mac, source);
      update(mac, mailFrom == null ? "" : "<" + mailFrom + ">");
      recipients.forEach(recipient -> update(mac, recipient));
      update(mac, "");
      mac.update(octets, 0, length);
      return MessageIds.id(at, ByteBuffer.wrap(mac.doFinal()).getLong());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }

  private static void update(Mac mac, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, octets.length));
    mac.update(octets);
  }

  /** A name of its own for a copy that cannot be read. */
  String ofUnread(Instant at) {
    return others.next(at);
  }

  /** Whether the event of that copy is stored, as far as that is remembered. */
  boolean isStored(String id) {
    return stored.contains(MessageIds.chance(id));
  }

  /** The event of that copy is stored. */
  void stored(String id) {
    stored.add(MessageIds.chance(id));
  }

  /** Whether the copy was learned from, as far as that is remembered. */
  boolean isLearned(String id) {
    return learned.contains(MessageIds.chance(id));
  }

  /** The copy was learned from. */
  void learned(String id) {
    learned.add(MessageIds.chance(id));
  }

  private static Set<String> remembered() {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED_MAX;
              }
            }));
  }
}

package dev.indicia.dkim2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random ways of messages: every earlier state comes back, and nothing else passes. */
class Dkim2ChainPropertyTest {
  private static final int CHAINS = 1000;
  private static final String[] NAMES = {
    "subject", "comments", "list-id", "reply-to", "to", "keywords", "x-spam", "received"
  };

  /** A message as it was before a hop, in the form that hashes see. */
  private record Before(List<String> fields, String body) {
    static Before of(Message message, Dkim2Draft draft) {
      MessageState state = MessageState.of(message, draft);
      List<String> fields = new ArrayList<>();
      for (StateField field : state.fields()) {
        fields.add(
            field.name() + ":" + new String(field.canonicalValue(), StandardCharsets.ISO_8859_1));
      }
      // Fields with other names may have changed places.
      List<String> ordered = new ArrayList<>(fields);
      ordered.sort((a, b) -> name(a).compareTo(name(b)));
      BodyLines lines = state.lines();
      StringBuilder body = new StringBuilder();
      int count = lines.count();
      while (count > 0 && lines.line(count - 1).length == 0) {
        count--;
      }
      for (int i = 0; i < count; i++) {
        body.append(new String(lines.line(i), StandardCharsets.ISO_8859_1)).append('\n');
      }
      return new Before(ordered, body.toString());
    }

    private static String name(String field) {
      return field.substring(0, field.indexOf(':'));
    }
  }

  @Test
  void everyEarlierState_isRestored() {
    Dkim2Draft[] drafts = {
      Dkim2Draft.DRAFT_06, Dkim2Draft.DRAFT_03, Dkim2Draft.DRAFT_06, Dkim2Draft.DRAFT_09
    };
    int modified = 0;
    for (int seed = 0; seed < CHAINS; seed++) {
      Random random = new Random(seed);
      Dkim2Draft draft = drafts[seed % drafts.length];
      Dkim2Options options = Hops.options(draft);
      int hops = 1 + random.nextInt(8);
      Message message = start(random);
      List<Before> states = new ArrayList<>();
      Dkim2Result received = null;
      for (int hop = 1; hop <= hops; hop++) {
        Message before = hop == 1 ? null : message;
        if (hop > 1 && random.nextInt(4) > 0) {
          message = change(message, random, draft);
        }
        Dkim2Revision revision = Hops.signer(hop, draft).prepare(message, before, received);
        assertThat(revision.refusal()).as("seed %d, hop %d", seed, hop).isNull();
        if (revision.isNewInstance()) {
          states.add(0, Before.of(message, draft));
        }
        message =
            Hops.with(message, Hops.signer(hop, draft).sign(revision, Hops.envelope(hop), Hops.AT));
        // Draft 08 and later extend only what was verified; of the others the last hop is enough.
        if (hop == hops || draft.has(Dkim2Rule.EXTENDS_VERIFIED)) {
          received = Hops.verify(message, Hops.session(hop), options);
          assertThat(received)
              .as("seed %d, hop %d, %s", seed, hop, received.detail())
              .isInstanceOf(Dkim2Result.Pass.class);
        }
      }
      modified += states.size() - 1;
      assertThat(received).isNotNull();
      assertThat(received.basis().depth())
          .isEqualTo(new Dkim2Depth(hops, states.size(), states.size(), true, true));
      Dkim2History history = Dkim2History.of(message, options);
      assertThat(history.problem()).isNull();
      List<Before> restored = new ArrayList<>();
      history.states().forEach(state -> restored.add(Before.of(state.message(), draft)));
      assertThat(restored).as("seed %d", seed).isEqualTo(states);
    }
    assertThat(modified).isGreaterThan(CHAINS);
  }

  private static Message start(Random random) {
    StringBuilder text =
        new StringBuilder("From: b@h1.test\nSubject: first\nMessage-ID: <1@h1.test>\n");
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(field(random));
    }
    text.append('\n');
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(line(random));
    }
    return Hops.message(text.toString());
  }

  private static String field(Random random) {
    String value = "v" + random.nextInt(5) + (random.nextBoolean() ? " \t x" : "");
    return NAMES[random.nextInt(NAMES.length)]
        + ": "
        + value
        + (random.nextInt(5) == 0 ? "\n folded" : "")
        + "\n";
  }

  private static String line(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "\n";
      case 1 -> "same\n";
      case 2 -> "ümläut \"quoted\" \\ " + random.nextInt(3) + "\n";
      case 3 -> "-- \n";
      default -> "line " + random.nextInt(1000) + "\n";
    };
  }

  /** Some fields and lines more, fewer or other. */
  private static Message change(Message message, Random random, Dkim2Draft draft) {
    String text = Hops.text(message);
    int split = text.indexOf("\n\n");
    List<String> fields =
        new ArrayList<>(List.of(text.substring(0, split + 1).split("(?<=\n)(?![ \t])")));
    List<String> lines = new ArrayList<>(List.of(text.substring(split + 2).split("(?<=\n)")));
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(fields.size() + 1);
      if (random.nextBoolean() || at == fields.size()) {
        fields.add(at, field(random));
      } else if (!fields
          .get(at)
          .matches("(?is)(from|message-instance|dkim2-signature|message-id):.*")) {
        fields.remove(at);
      }
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      int at = random.nextInt(lines.size() + 1);
      if (random.nextInt(3) > 0 || at == lines.size()) {
        lines.add(at, line(random));
      } else if (random.nextBoolean()) {
        lines.remove(at);
      } else {
        lines.add(at, lines.remove(random.nextInt(lines.size())));
      }
    }
    String whole = String.join("", fields) + "\n" + String.join("", lines);
    byte[] octets = whole.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    if (draft.has(Dkim2Rule.OCTET_LITERALS) && random.nextInt(3) == 0) {
      // No UTF-8 any more: only u steps can bring it back.
      for (int i = octets.length - 1; i > octets.length - 20 && i > split + 10; i--) {
        octets[i] = octets[i] == 'e' ? (byte) 0xe9 : octets[i];
      }
    }
    return Message.of(octets);
  }

  @Test
  void flippedOctet_neverPasses() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Message message = Hops.chain(1 + random.nextInt(3));
      int hops = message.fields("DKIM2-Signature").size();
      byte[] octets = message.octets().clone();
      int at = random.nextInt(octets.length);
      octets[at] ^= (byte) (1 << random.nextInt(7));
      Dkim2Result result = Hops.verify(Message.of(octets), Hops.session(hops));
      // White space, case of names and base64 that is not canonical leave the meaning as it is.
      boolean alike =
          Before.of(Message.of(octets), Dkim2Draft.PINNED)
                  .equals(Before.of(message, Dkim2Draft.PINNED))
              && result instanceof Dkim2Result.Pass;
      if (!alike) {
        assertThat(result)
            .as("seed %d, octet %d", seed, at)
            .isNotInstanceOf(Dkim2Result.Pass.class);
      }
    }
  }
}

package dev.indicia.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.indicia.content.RenderLimits;
import dev.indicia.content.Renderer;
import dev.indicia.message.Message;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Shown;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a person is shown of any octets, as a message and as the HTML of one. */
final class RenderFuzzer {
  private static final RenderLimits LIMITS = RenderLimits.DEFAULT;
  private static final Renderer RENDERER = new Renderer(LIMITS);
  private static final byte[] HTML =
      "Subject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @FuzzTest(maxDuration = "20s")
  void render(byte[] input) {
    Oracle.bounded(
        input.length,
        () -> {
          render(Message.of(input.clone()));
          ByteArrayOutputStream html = new ByteArrayOutputStream(HTML.length + input.length);
          html.writeBytes(HTML);
          html.writeBytes(input);
          render(Message.of(html.toByteArray()));
        });
  }

  private static void render(Message message) {
    Shown shown = RENDERER.render(message);
    Oracle.check(shown.blocks().size() <= LIMITS.blocksMax(), "more blocks than the limit");
    Oracle.check(shown.links().size() <= LIMITS.linksMax(), "more links than the limit");
    Oracle.check(shown.parts().size() <= LIMITS.partsMax(), "more parts than the limit");
    long characters = 0;
    for (Block block : shown.blocks()) {
      characters += block.text().length();
    }
    Oracle.check(characters <= LIMITS.charactersMax(), characters + " characters in all");
    Oracle.check(shown.equals(RENDERER.render(message)), "twice the same gives something else");
  }
}

package dev.indicia.content;

import dev.indicia.message.Message;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Block.Place;
import dev.indicia.trust.shown.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages of one text, rendered. */
final class Mails {
  private Mails() {}

  static Shown render(String raw) {
    byte[] octets = raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new Renderer(RenderLimits.DEFAULT).render(Message.of(octets));
  }

  static Shown html(String html) {
    return render("Content-Type: text/html; charset=utf-8\n\n" + html);
  }

  static Shown plain(String text) {
    return render("Content-Type: text/plain; charset=utf-8\n\n" + text);
  }

  static List<Block> body(Shown shown) {
    return shown.blocks().stream().filter(b -> b.place() == Place.BODY).toList();
  }

  /** "ROLE text" of each block of the body. */
  static List<String> roles(Shown shown) {
    return body(shown).stream().map(b -> b.role() + " " + b.text()).toList();
  }

  /** The texts of the body. */
  static List<String> texts(String html) {
    return body(html(html)).stream().map(Block::text).toList();
  }
}

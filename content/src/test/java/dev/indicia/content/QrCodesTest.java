package dev.indicia.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import dev.indicia.message.Message;
import dev.indicia.trust.shown.Block;
import dev.indicia.trust.shown.Link;
import dev.indicia.trust.shown.Mention;
import dev.indicia.trust.shown.Shown;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodesTest {
  private static byte[] image(String text, String format, boolean inverted) throws Exception {
    BitMatrix matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 200, 200);
    BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 200; x++) {
      for (int y = 0; y < 200; y++) {
        image.setRGB(x, y, matrix.get(x, y) != inverted ? 0 : 0xffffff);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  @Test
  void codes_areRead() throws Exception {
    QrCodes codes = new QrCodes(new QrLimits(1 << 20, 1_000_000, 5, 9_000_000));
    for (String format : new String[] {"png", "jpeg", "gif"}) {
      assertThat(codes.read(List.of(image("https://a.example/" + format, format, false))))
          .containsExactly("https://a.example/" + format);
    }
    assertThat(codes.read(List.of(image("https://b.example/", "png", true))))
        .containsExactly("https://b.example/");
  }

  @Test
  void limits_areKept() throws Exception {
    byte[] image = image("https://a.example/", "png", false);
    assertThat(new QrCodes(new QrLimits(100, 1_000_000, 5, 9_000_000)).read(List.of(image)))
        .isEmpty();
    assertThat(new QrCodes(new QrLimits(1 << 20, 39_999, 5, 9_000_000)).read(List.of(image)))
        .isEmpty();
    assertThat(
            new QrCodes(new QrLimits(1 << 20, 40_000, 2, 9_000_000))
                .read(List.of(image, image, image)))
        .hasSize(2);
    assertThat(
            new QrCodes(new QrLimits(1 << 20, 40_000, 5, 90_000))
                .read(List.of(image, image, image)))
        .as("the third image would pass the pixels of all")
        .hasSize(2);
  }

  @Test
  void brokenImages_haveNoCodes() throws Exception {
    QrCodes codes = new QrCodes(QrLimits.DEFAULT);
    byte[] image = image("https://a.example/", "png", false);
    for (int length = 0; length < image.length; length += 7) {
      codes.read(List.of(Arrays.copyOf(image, length)));
    }
    assertThat(codes.read(List.of(new byte[0], "GIF89a".getBytes(StandardCharsets.US_ASCII))))
        .isEmpty();
  }

  @Test
  void rendererLooksForCodes_onlyWhereAsked() throws Exception {
    String base64 =
        Base64.getMimeEncoder().encodeToString(image("https://qr.example/x", "png", false));
    byte[] octets =
        ("Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n"
                + "<img src='cid:a' width=200>\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <a>\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + base64
                + "\r\n--r--\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    Shown without = new Renderer(RenderLimits.DEFAULT).render(Message.of(octets));
    assertThat(without.links()).isEmpty();
    assertThat(without.oddities()).containsExactly(Shown.Oddity.IMAGES_ONLY);
    Shown with = new Renderer(RenderLimits.DEFAULT.withQrImagesMax(3)).render(Message.of(octets));
    assertThat(with.links())
        .extracting(l -> l.source() + " " + l.host())
        .contains(Link.Source.QR_CODE + " qr.example");
    Block shown = with.blocks().get(with.links().getFirst().block());
    assertThat(shown.text()).isEqualTo("https://qr.example/x");
    assertThat(shown.mentions()).extracting(Mention::kind).containsExactly(Mention.Kind.URL);
  }
}

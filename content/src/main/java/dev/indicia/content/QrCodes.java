package dev.indicia.content;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads QR codes out of PNG, JPEG and GIF images. Immutable, thread-safe; an image that cannot be
 * read has no codes. Costs milliseconds for each image, so that a caller asks for it; bounded by
 * pixels and not by time, so that the same message always gives the same.
 */
public final class QrCodes {
  private static final Map<DecodeHintType, ?> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

  private final QrLimits limits;

  /** A reader that spends no more than that on one call. */
  public QrCodes(QrLimits limits) {
    this.limits = limits;
  }

  /** The bounds. */
  public QrLimits limits() {
    return limits;
  }

  /** The texts of the codes in the image files, in order. */
  public List<String> read(List<byte[]> images) {
    List<String> texts = new ArrayList<>();
    long pixels = 0;
    for (byte[] image : images) {
      if (texts.size() < limits.codesMax()) {
        pixels += read(image, limits.pixelsAllMax() - pixels, texts);
      }
    }
    return List.copyOf(texts);
  }

  /** Reads one image; the pixels that were decoded for it. */
  private int read(byte[] image, long pixelsLeft, List<String> texts) {
    BufferedImage picture = image.length > limits.octetsMax() ? null : decode(image, pixelsLeft);
    if (picture == null) {
      return 0;
    }
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = new int[width * height];
    picture.getRGB(0, 0, width, height, pixels, 0, width);
    whiten(pixels);
    RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
    if (!find(new BinaryBitmap(new HybridBinarizer(source)), texts)) {
      // Light on dark.
      find(new BinaryBitmap(new HybridBinarizer(source.invert())), texts);
    }
    return pixels.length;
  }

  /** What is transparent shows the white page below. */
  private static void whiten(int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] >>> 24 < 0x80) {
        pixels[i] = 0xffffffff;
      }
    }
  }

  private boolean find(BinaryBitmap bitmap, List<String> texts) {
    try {
      for (Result result : new QRCodeMultiReader().decodeMultiple(bitmap, HINTS)) {
        if (texts.size() < limits.codesMax() && result.getText() != null) {
          texts.add(result.getText());
        }
      }
      return true;
    } catch (NotFoundException none) {
      return false;
    } catch (RuntimeException defect) {
      // The reader was not made for hostile images: what it trips over holds no code.
      return false;
    }
  }

  /** The first picture of the file, or null; its size is known before a pixel is decoded. */
  private @Nullable BufferedImage decode(byte[] image, long pixelsLeft) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        return pixels > Math.min(limits.pixelsMax(), pixelsLeft) ? null : reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }
}

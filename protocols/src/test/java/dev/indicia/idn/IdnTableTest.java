package dev.indicia.idn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdnTableTest {
  @Test
  void committedTable_isTheGeneratedOne() throws IOException {
    try (InputStream in = IdnTable.class.getResourceAsStream("idna-table.txt")) {
      String committed = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(committed.equals(IdnTableGenerator.generate()))
          .as("idna-table.txt is what IdnTableGenerator writes")
          .isTrue();
    }
  }

  @Test
  void asciiNames_doNotLoadTheTable() throws ReflectiveOperationException {
    Recorder loader = new Recorder();
    var toAscii = loader.loadClass(Idn.class.getName()).getMethod("toAscii", String.class);
    for (String name :
        new String[] {"_dmarc.example.", "EXAMPLE.com", "-a..b-", "a".repeat(2000)}) {
      toAscii.invoke(null, name);
    }
    String holder = IdnTable.class.getName() + "$Holder";

    assertThat(loader.defined).contains(Idn.class.getName()).doesNotContain(holder);
    toAscii.invoke(null, "xn--fa-hia.de");
    assertThat(loader.defined).contains(holder);
  }

  /** Defines the package's classes anew and records them. */
  private static final class Recorder extends ClassLoader {
    private final Set<String> defined = new HashSet<>();

    Recorder() {
      super(IdnTableTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.indicia.idn.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
      try (InputStream in = Idn.class.getResourceAsStream(file)) {
        byte[] octets = in.readAllBytes();
        defined.add(name);
        return defineClass(name, octets, 0, octets.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public java.net.URL getResource(String name) {
      return Idn.class.getResource("/" + name);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      return Idn.class.getResourceAsStream("/" + name);
    }
  }
}

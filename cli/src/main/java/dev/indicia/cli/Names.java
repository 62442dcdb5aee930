package dev.indicia.cli;

import dev.indicia.trust.Catalogue;
import dev.indicia.trust.identity.ProtectedName;
import dev.indicia.trust.identity.ProtectedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The names that others like to borrow: those of the configuration, and the catalogue's brands.
 * Made at the first call, as most runs of one message never ask. Thread-safe.
 */
final class Names implements Supplier<ProtectedNames> {
  private final Config config;
  private final @Nullable Catalogue catalogue;
  private @Nullable ProtectedNames names;

  /**
   * The names.
   *
   * @param catalogue null for the one that comes with the command
   */
  Names(Config config, @Nullable Catalogue catalogue) {
    this.config = config;
    this.catalogue = catalogue;
  }

  @Override
  public synchronized ProtectedNames get() {
    ProtectedNames made = names;
    if (made == null) {
      List<ProtectedName> all =
          new ArrayList<>((catalogue == null ? Catalogues.brands() : catalogue).protectedNames());
      for (String name : config.protectedNames()) {
        all.add(new ProtectedName(name, config.ownDomains(), ProtectedName.Kind.PERSON));
      }
      made = ProtectedNames.of(all);
      names = made;
    }
    return made;
  }
}

package io.avp.gnutella.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Header fields in the order in which they came; names compare without regard to case, and the last
 * of several wins.
 */
public final class Headers {
  /** One field. */
  public record Field(String name, String value) {}

  private final List<Field> fields = new ArrayList<>();

  /** Adds a field at the end. */
  public Headers add(String name, String value) {
    fields.add(new Field(name, value));
    return this;
  }

  /** The value of the last field of that name. */
  public Optional<String> get(String name) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return Optional.of(fields.get(i).value());
      }
    }
    return Optional.empty();
  }

  /** True if the comma-separated value of a field has that token, in any case. */
  public boolean hasToken(String name, String token) {
    String wanted = token.toLowerCase(Locale.ROOT);
    for (String part : get(name).orElse("").split(",")) {
      if (part.strip().toLowerCase(Locale.ROOT).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** All fields, in order. */
  public List<Field> fields() {
    return List.copyOf(fields);
  }
}

package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import java.util.Locale;
import java.util.Optional;

/**
 * A SHA-1 that names a file: {@code urn:sha1:} and 32 characters of base 32 (fact sheet, section
 * 10.4).
 *
 * @param text 32 upper-case characters
 */
public record Sha1(String text) {
  private static final String PREFIX = "urn:sha1:";
  private static final int BYTES = 20;
  private static final int CHARS = 32;

  public Sha1 {
    byte[] bytes = text.length() == CHARS ? Base32.decode(text) : null;
    if (bytes == null) {
      throw new IllegalArgumentException("'" + text + "' is not the base 32 of a SHA-1");
    }
    text = text.toUpperCase(Locale.ROOT);
  }

  /** Of twenty bytes. */
  public static Sha1 of(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("a SHA-1 has 20 bytes, not " + digest.length);
    }
    return new Sha1(Base32.encode(digest));
  }

  /**
   * Reads {@code urn:sha1:...}, scheme in any case; also the first part of {@code
   * urn:bitprint:...}.
   */
  public static Optional<Sha1> ofUrn(String urn) {
    String lower = urn.toLowerCase(Locale.ROOT);
    int start = lower.startsWith(PREFIX) ? 9 : lower.startsWith("urn:bitprint:") ? 13 : -1;
    if (start < 0
        || urn.length() < start + CHARS
        || (start == 9 && urn.length() != start + CHARS)
        || Base32.decode(urn.substring(start, start + CHARS)) == null) {
      return Optional.empty();
    }
    return Optional.of(new Sha1(urn.substring(start, start + CHARS)));
  }

  /** Twenty bytes. */
  public byte[] bytes() {
    return Base32.decode(text);
  }

  /** {@code urn:sha1:...}. */
  public String urn() {
    return PREFIX + text;
  }

  /** The base 32 of a servent GUID, as push proxies use it; empty if it is none. */
  public static Optional<Guid> guidOfBase32(String text) {
    byte[] bytes = text.length() == 26 ? Base32.decode(text) : null;
    return bytes == null ? Optional.empty() : Optional.of(Guid.read(bytes, 0));
  }
}

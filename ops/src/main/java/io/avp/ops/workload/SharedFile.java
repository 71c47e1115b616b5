package io.avp.ops.workload;

import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QueryWords;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A file that servents offer; its bytes follow from its seed and are made when somebody asks.
 *
 * @param number its place in the catalogue; servents use it as index
 * @param name words and an extension
 * @param size bytes
 * @param seed of its content
 * @param sha1 of its content
 * @param tableWords what its name puts into a query routing table
 */
public record SharedFile(
    int number, String name, int size, long seed, Sha1 sha1, Set<String> tableWords) {

  static SharedFile of(int number, String name, int size, long seed) {
    return new SharedFile(
        number, name, size, seed, sha1(content(seed, size)), QueryWords.forTable(name));
  }

  /** The bytes of the file. */
  public byte[] content() {
    return content(seed, size);
  }

  /** True if every word of the list is one of the file's words or of their prefixes in tables. */
  boolean matches(List<String> lookedUp) {
    return !lookedUp.isEmpty() && tableWords.containsAll(lookedUp);
  }

  /** SHA-1 of some bytes. */
  static Sha1 sha1(byte[] bytes) {
    try {
      return Sha1.of(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static byte[] content(long seed, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}

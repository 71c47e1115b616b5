package io.avp.model;

/**
 * The lasting name of a virtual peer; the same in every incarnation.
 *
 * @param value 1 to 64 letters, digits, dots and dashes
 */
public record AvpId(String value) implements Comparable<AvpId> {
  private static final int MAX_LENGTH = 64;

  /**
   * Checks the characters.
   *
   * @throws IllegalArgumentException if {@code value} is not such a name
   */
  public AvpId {
    if (value.isEmpty() || value.length() > MAX_LENGTH || !value.chars().allMatch(AvpId::allowed)) {
      throw new IllegalArgumentException(
          "a virtual peer's id has 1 to 64 letters, digits, dots or dashes: '" + value + "'");
    }
  }

  private static boolean allowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.';
  }

  @Override
  public int compareTo(AvpId other) {
    return value.compareTo(other.value);
  }

  /** The name itself. */
  @Override
  public String toString() {
    return value;
  }
}

package io.avp.gnutella.wire;

/**
 * Bytes that cannot be decoded; carries no stack trace, because hostile input makes many of them.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Rejection reason;
  private final int offset;

  /**
   * A defect.
   *
   * @param offset where in the array it was found
   */
  public MalformedException(Rejection reason, int offset) {
    super(reason + " at byte " + offset, null, false, false);
    this.reason = reason;
    this.offset = offset;
  }

  /** The kind of defect. */
  public Rejection reason() {
    return reason;
  }

  /** Where in the array it was found. */
  public int offset() {
    return offset;
  }
}

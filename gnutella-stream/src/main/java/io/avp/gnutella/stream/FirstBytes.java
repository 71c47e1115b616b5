package io.avp.gnutella.stream;

/** What the first bytes of an accepted connection say about what follows. */
enum FirstBytes {
  GNUTELLA("GNUTELLA CONNECT/"),
  HTTP_GET("GET "),
  HTTP_HEAD("HEAD "),
  GIV("GIV "),
  TRUNK(TrunkLine.PREFIX),
  /** BearShare and gtk-gnutella want to know that we accept, no more. */
  PROBE("\n\n"),
  /** LimeWire likewise. */
  CONNECT_BACK("CONNECT BACK"),
  /** Could still be several. */
  UNDECIDED(""),
  UNKNOWN("");

  /** No more bytes than these are needed to decide. */
  static final int ENOUGH = 17;

  private static final FirstBytes[] KNOWN = {
    GNUTELLA, HTTP_GET, HTTP_HEAD, GIV, TRUNK, PROBE, CONNECT_BACK
  };

  private final String prefix;

  FirstBytes(String prefix) {
    this.prefix = prefix;
  }

  static FirstBytes of(byte[] b, int offset, int length) {
    boolean open = false;
    for (FirstBytes known : KNOWN) {
      int n = Math.min(length, known.prefix.length());
      int i = 0;
      while (i < n && b[offset + i] == known.prefix.charAt(i)) {
        i++;
      }
      if (i == known.prefix.length()) {
        return known;
      }
      open |= i == length;
    }
    return open ? UNDECIDED : UNKNOWN;
  }
}

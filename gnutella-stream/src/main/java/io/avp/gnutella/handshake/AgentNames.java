package io.avp.gnutella.handshake;

/**
 * One string for all relations to the same kind of servent, of which there are few. Names that meet
 * push each other out, so that nobody can fill the memory with them.
 */
final class AgentNames {
  private static final int PLACES = 1 << 8;

  /** Used by several threads: strings are immutable, and it does not matter who comes first. */
  private static final String[] KNOWN = new String[PLACES];

  private AgentNames() {}

  /** A string that equals {@code name}, often the one that was given out before. */
  static String shared(String name) {
    int place = name.hashCode() & PLACES - 1;
    String known = KNOWN[place];
    if (name.equals(known)) {
      return known;
    }
    KNOWN[place] = name;
    return name;
  }
}

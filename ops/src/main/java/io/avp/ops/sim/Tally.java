package io.avp.ops.sim;

/** Counts what one question costs. Not safe for several threads. */
final class Tally {
  private final int queryBytes;
  private long queries;
  private long hits;
  private long between;
  private long bytes;
  private int found;

  /** Nothing yet. */
  Tally(int queryBytes) {
    this.queryBytes = queryBytes;
  }

  /** A copy of the question. */
  void query() {
    queries++;
    bytes += queryBytes;
  }

  /**
   * An answer of several files.
   *
   * @param hops that it goes
   * @param length of it
   */
  void hit(int hops, long length, int files) {
    hits += hops;
    bytes += hops * length;
    found += files;
  }

  /**
   * What a peer answers that is asked.
   *
   * @param hops that its answer goes
   * @return its files; 0 if it has none, and says nothing
   */
  int answer(Question question, int peer, int hops) {
    int place = question.place(peer);
    if (place < 0) {
      return 0;
    }
    int files = question.files()[place];
    hit(hops, Sizes.hit(question.bytes()[place]), files);
    return files;
  }

  /** A message between nodes. */
  void between(long length) {
    between++;
    bytes += length;
  }

  Cost cost() {
    return new Cost(queries, hits, between, bytes, found);
  }
}

package io.avp.ops.sim;

import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import java.util.Arrays;

/**
 * One question and all that answers it.
 *
 * @param number its place in the run, from 0
 * @param asker the peer that asks
 * @param text words that it has
 * @param holders peers that have an answer, rising
 * @param files how many answers each of these has
 * @param bytes length of the records of these
 */
@SuppressWarnings("ArrayRecordComponent") // changed by nobody
record Question(int number, int asker, String text, int[] holders, int[] files, int[] bytes) {

  /** Its words, as query routing hashes them. */
  int[] hashes() {
    return QueryWords.split(text).stream().mapToInt(QrpHash::hash).toArray();
  }

  /** Peers with a match: m. */
  int matches() {
    return holders.length;
  }

  /** Files at peers that answer it. */
  int answers() {
    return Arrays.stream(files).sum();
  }

  /** The place of a peer among the holders; negative if it is none. */
  int place(int peer) {
    return Arrays.binarySearch(holders, peer);
  }
}

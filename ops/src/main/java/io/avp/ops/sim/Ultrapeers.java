package io.avp.ops.sim;

import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QrpUnion;
import io.avp.ops.sim.Streams.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An overlay of ultrapeers and their leaves, all with query routing tables; ultrapeers give each
 * other the union of their own and their leaves'. Peers from 0 on are ultrapeers, the others
 * leaves. About 2 KiB per peer.
 */
final class Ultrapeers {
  private static final int TABLE_BITS = 16;

  /** Copies for each ultrapeer that a TTL must allow for, as ways meet: fewer miss some. */
  private static final int COPIES = 9;

  /**
   * What it takes to reach everybody.
   *
   * @param degree ultrapeers of an ultrapeer
   * @param ttl largest TTL of a copy
   */
  record Reach(int degree, int ttl) {
    /** The least TTL, and for it the least degree, within the rules. */
    static Reach of(int ultrapeers, Scenario.Ultrapeers rules) {
      for (int ttl = 1; ttl < rules.maxTtl(); ttl++) {
        for (int degree = rules.degree(); degree <= rules.maxDegree(); degree++) {
          if (degree * StrictMath.pow(degree - 1, ttl - 1) >= (double) COPIES * ultrapeers) {
            return new Reach(degree, ttl);
          }
        }
      }
      return new Reach(rules.degree(), rules.maxTtl());
    }
  }

  final int count;
  final Reach reach;
  final Graph graph;
  private final int[][] leaves;
  private final int[][] homes;
  private final QrpTable[] own;
  private final QrpTable[] union;

  Ultrapeers(long seed, Holdings holdings, Scenario.Ultrapeers rules) {
    int peers = holdings.peers();
    count = Math.max(1, peers * rules.perLeaf() / (rules.perLeaf() + rules.leaves()));
    SplittableRandom random = Streams.of(seed, Purpose.ULTRAPEERS, 0);
    reach = Reach.of(count, rules);
    int[] degrees = new int[count];
    Arrays.fill(degrees, Math.min(reach.degree(), count - 1));
    graph = Graph.random(random, degrees);
    own = new QrpTable[peers];
    for (int peer = 0; peer < peers; peer++) {
      own[peer] = table(holdings, peer);
    }
    homes = new int[peers - count][];
    int[] loads = new int[count];
    for (int leaf = 0; leaf < homes.length; leaf++) {
      homes[leaf] =
          random.ints(0, count).distinct().limit(Math.min(rules.perLeaf(), count)).toArray();
      for (int home : homes[leaf]) {
        loads[home]++;
      }
    }
    leaves = new int[count][];
    for (int up = 0; up < count; up++) {
      leaves[up] = new int[loads[up]];
    }
    for (int leaf = 0; leaf < homes.length; leaf++) {
      for (int home : homes[leaf]) {
        leaves[home][--loads[home]] = count + leaf;
      }
    }
    union = new QrpTable[count];
    for (int up = 0; up < count; up++) {
      QrpUnion all = new QrpUnion(TABLE_BITS);
      all.add(own[up]);
      for (int leaf : leaves[up]) {
        all.add(own[leaf]);
      }
      union[up] = all.table();
    }
  }

  /** The query routing table of a peer's own files. */
  static QrpTable table(Holdings holdings, int peer) {
    Set<String> words = new HashSet<>();
    for (int file : holdings.filesOf(peer)) {
      for (int word : holdings.catalogue.wordsOf(file)) {
        words.addAll(holdings.catalogue.words.tableWords(word));
      }
    }
    return words.isEmpty() ? QrpTable.empty(TABLE_BITS) : QrpTable.ofWords(TABLE_BITS, words);
  }

  /** The leaves of an ultrapeer. */
  int[] leaves(int up) {
    return leaves[up];
  }

  /** The ultrapeer that a peer asks: itself, or the first of its ultrapeers. */
  int home(int peer) {
    return peer < count ? peer : homes[peer - count][0];
  }

  /** True if a leaf may have an answer. */
  boolean mayHave(int leaf, int[] hashes) {
    return own[leaf].matches(hashes, hashes.length);
  }

  /** True if an ultrapeer or one of its leaves may have an answer. */
  boolean mayLead(int up, int[] hashes) {
    return union[up].matches(hashes, hashes.length);
  }
}

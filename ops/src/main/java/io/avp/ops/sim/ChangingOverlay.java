package io.avp.ops.sim;

import io.avp.ops.sim.Streams.Purpose;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An overlay in time that nobody manages: peers come and go, relations begin between any two and
 * end by themselves or with one of them. It begins as it would be had it always been there. 50
 * bytes per peer and 16 per relation.
 */
final class ChangingOverlay {
  /** What happens; at the same time, in this order. */
  private enum What {
    RELATION_ENDS,
    PEER_LEAVES,
    PEER_COMES,
    RELATION_BEGINS,
    SECOND_PASSES;

    private static final What[] ALL = values();
  }

  /** Peers that an event can name: 2^28. */
  private static final int NUMBER_BITS = 28;

  private static final int NUMBER = (1 << NUMBER_BITS) - 1;
  private static final double MICROS = 1e6;
  private static final double DAY = 86_400;

  /** By steps of this part of a whole any number of peers is spread evenly. */
  private static final double GOLDEN = 0.6180339887498949;

  private final EventQueue events = new EventQueue();
  private final RunDigest digest = new RunDigest();
  private final RelationLaws laws;
  private final Dynamics rules;
  private final Scenario.Flat flat;
  private final int peers;
  private final SplittableRandom coming;
  private final SplittableRandom relating;
  private final Crowd crowd;
  private final Watch watch;
  private long[] leaves = new long[0];
  private int[] relations = new int[0];
  private long came;

  /**
   * An overlay.
   *
   * @param flat how many relations peers want
   * @param peers that are there, mean of a day
   * @param run its number; each is another one of the same seed
   */
  ChangingOverlay(Dynamics rules, Scenario.Flat flat, int peers, long seed, int run) {
    this.rules = rules;
    this.flat = flat;
    this.peers = peers;
    laws = new RelationLaws(rules);
    coming = Streams.of(seed, Purpose.SESSIONS, run);
    relating = Streams.of(seed, Purpose.RELATIONS, run);
    crowd = new Crowd(flat.degrees());
    watch = new Watch(crowd, Math.max(1, peers / Watch.FOLLOWED));
  }

  /** Watches it for so many seconds. */
  Seen run(int seconds) {
    fill();
    long begin = (long) (MICROS * Math.ceil(rules.relations().shortMost()));
    long end = begin + (long) (MICROS * seconds);
    plan(begin, What.SECOND_PASSES, 0);
    planPeer();
    planRelation();
    while (events.now() < end) {
      long event = events.next();
      int one = (int) (event >>> NUMBER_BITS) & NUMBER;
      int other = (int) event & NUMBER;
      switch (What.ALL[(int) (event >>> 2 * NUMBER_BITS)]) {
        case RELATION_ENDS -> {
          relations[one]--;
          relations[other]--;
        }
        case PEER_LEAVES -> {
          crowd.leave(other);
          watch.left(other);
        }
        case PEER_COMES -> {
          if (coming.nextDouble() * (1 + rules.sessions().daily()) < timeOfDay()) {
            come(laws.sessions.draw(coming));
          }
          planPeer();
        }
        case RELATION_BEGINS -> {
          if (crowd.size() > 1) {
            relate(events.now() >= begin);
          }
          planRelation();
        }
        case SECOND_PASSES -> {
          watch.second(relations);
          if (events.now() + (long) MICROS < end) {
            plan(events.now() + (long) MICROS, What.SECOND_PASSES, 0);
          }
        }
      }
    }
    return watch.seen(digest.hex());
  }

  /** Those who are there at the beginning, and the stable relations that they have. */
  private void fill() {
    double[] age = new double[peers];
    for (int i = 0; i < peers; i++) {
      double old = laws.sessions.ages().draw(coming);
      age[come(laws.sessions.left(old, coming))] = old;
    }
    long begun = Math.round(laws.lastingIfNobodyLeft() * peers / 2);
    for (long i = 0; i < begun; i++) {
      int one = crowd.draw(relating);
      int other = crowd.drawOther(one, relating);
      double old = laws.ages.draw(relating);
      double left = laws.lasting.left(old, relating);
      if (old < Math.min(age[one], age[other])) {
        begin(one, other, left);
      }
    }
  }

  private int come(double stays) {
    int kind = 0;
    double at = came++ * GOLDEN % 1;
    while (kind < flat.shares().length - 1 && at >= flat.shares()[kind]) {
      at -= flat.shares()[kind++];
    }
    int number = crowd.come(kind);
    if (number >= leaves.length) {
      leaves = Arrays.copyOf(leaves, Math.max(peers, 2 * number));
      relations = Arrays.copyOf(relations, leaves.length);
    }
    leaves[number] = events.now() + (long) (MICROS * stays);
    plan(leaves[number], What.PEER_LEAVES, number);
    watch.came(number);
    digest.add(events.now(), number, leaves[number]);
    return number;
  }

  private void relate(boolean counted) {
    int one = crowd.draw(relating);
    int other = crowd.drawOther(one, relating);
    Law law = relating.nextDouble() < laws.shortShare() ? laws.brief : laws.lasting;
    long end = begin(one, other, law.draw(relating));
    if (counted) {
      watch.begun((end - events.now()) / MICROS);
    }
  }

  private long begin(int one, int other, double lasts) {
    long end =
        Math.min(events.now() + (long) (MICROS * lasts), Math.min(leaves[one], leaves[other]));
    relations[one]++;
    relations[other]++;
    plan(end, What.RELATION_ENDS, (long) one << NUMBER_BITS | other);
    digest.add(events.now(), one, other, end);
    return end;
  }

  private void planPeer() {
    double perSecond = peers / laws.sessions.ages().mean() * (1 + rules.sessions().daily());
    plan(coming, perSecond, What.PEER_COMES);
  }

  /** The more are there the more relations begin; the number hardly changes between two. */
  private void planRelation() {
    plan(relating, laws.perSecond() * Math.max(2, crowd.size()) / 2, What.RELATION_BEGINS);
  }

  private void plan(SplittableRandom random, double perSecond, What what) {
    double gap = -StrictMath.log(1 - random.nextDouble()) / perSecond;
    // Rounded, not cut: else 1,000,000 peers would have fewer relations than wanted.
    plan(events.now() + Math.round(MICROS * gap), what, 0);
  }

  private void plan(long at, What what, long whom) {
    events.add(at, (long) what.ordinal() << 2 * NUMBER_BITS | whom);
  }

  /** How many come now, of those that do on the mean of a day. */
  private double timeOfDay() {
    double turns = events.now() / MICROS / DAY;
    return 1 + rules.sessions().daily() * StrictMath.sin(2 * StrictMath.PI * turns);
  }
}

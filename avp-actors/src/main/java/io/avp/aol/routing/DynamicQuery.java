package io.avp.aol.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One query of a leaf on its way through ordinary ultrapeers: a probe, then one ultrapeer after the
 * other, each with the TTL that the results so far make necessary; the end when they suffice (fact
 * sheet, section 8.1).
 *
 * <p>No ultrapeer gets it twice with the same TTL; each gets it once, and those that were probed
 * with TTL 1 once more. Not safe for several threads.
 */
public final class DynamicQuery {
  /** Ultrapeers that the probe goes to. */
  public static final int PROBES = 3;

  /** Hits kept that stand for: search no more. */
  public static final int STOP = 0xffff;

  /** Hosts that are searched at most. */
  private static final double MAX_HORIZON = 110_000;

  private static final int FIRST_TTL = 2;

  /**
   * An ultrapeer that may be asked.
   *
   * @param handle of its relation
   * @param degree ultrapeers that it is connected to, as it says
   * @param maxTtl largest TTL that it takes
   * @param matches its query table has every word
   */
  public record Ultrapeer(int handle, int degree, int maxTtl, boolean matches) {
    /** Ultrapeers that a copy reaches. */
    double horizon(int ttl) {
      double reached = 0;
      double ring = 1;
      for (int hop = 0; hop < ttl; hop++) {
        reached += ring;
        ring *= Math.max(1, degree - 1);
      }
      return reached;
    }
  }

  /** What is to be done. */
  public sealed interface Step {}

  /** A copy with that TTL for an ultrapeer. */
  public record Copy(Ultrapeer to, int ttl) {}

  /** These copies are to be sent. */
  public record Send(List<Copy> copies) implements Step {}

  /** Nothing before {@link #dueNanos}. */
  public record Wait() implements Step {}

  /** It has ended. */
  public record Stop() implements Step {}

  private final int target;
  private final int maxTtl;
  private final long hopNanos;
  private final long endNanos;
  private final Deque<Ultrapeer> left;
  private final List<Ultrapeer> probed = new ArrayList<>();
  private boolean probing = true;
  private boolean stopped;
  private int results;
  private double horizon;
  private long dueNanos;

  /**
   * Begins.
   *
   * @param target results that suffice
   * @param maxTtl largest TTL of a copy, 1 or more
   * @param ultrapeers in the order in which they are to be asked
   * @param firstNanos how long results from within the realm are waited for before ultrapeers are
   *     asked whose tables do not match; the others are asked at once, as matching leaves are
   */
  public DynamicQuery(
      DynamicQueryRules rules,
      int target,
      int maxTtl,
      List<Ultrapeer> ultrapeers,
      long firstNanos,
      long nowNanos) {
    this.target = target;
    this.maxTtl = maxTtl;
    hopNanos = rules.hopNanos();
    endNanos = nowNanos + rules.lifeNanos();
    left = new ArrayDeque<>(ultrapeers);
    boolean near = ultrapeers.stream().anyMatch(Ultrapeer::matches);
    dueNanos = near ? nowNanos : nowNanos + firstNanos;
  }

  /** So many more results have gone to the leaf. */
  public void results(int more) {
    results += more;
  }

  /**
   * The leaf says how many results it has kept so far: the others do not count any more.
   *
   * @param number {@link #STOP} if it wants no more
   */
  public void kept(int number) {
    stopped |= number == STOP;
    results = Math.min(number, results);
  }

  /** Results so far. */
  public int results() {
    return results;
  }

  /** The next step; after {@link Stop} always the same. */
  public Step step(long nowNanos) {
    if (stopped || results >= target || nowNanos - endNanos >= 0) {
      stopped = true;
      return new Stop();
    }
    if (nowNanos - dueNanos < 0) {
      return new Wait();
    }
    List<Copy> copies = probing ? probe() : next();
    if (copies.isEmpty()) {
      stopped = true;
      return new Stop();
    }
    int ttl = 0;
    for (Copy copy : copies) {
      horizon += copy.to().horizon(copy.ttl());
      ttl = Math.max(ttl, copy.ttl());
    }
    dueNanos = nowNanos + ttl * hopNanos;
    return new Send(copies);
  }

  private List<Copy> probe() {
    probing = false;
    List<Copy> copies = new ArrayList<>();
    for (Ultrapeer one : left) {
      if (one.matches() && copies.size() < PROBES) {
        copies.add(new Copy(one, 1));
        probed.add(one);
      }
    }
    if (copies.isEmpty()) {
      while (!left.isEmpty() && copies.size() < PROBES) {
        Ultrapeer one = left.remove();
        copies.add(new Copy(one, most(one, FIRST_TTL)));
      }
    } else {
      left.removeAll(probed);
      left.addAll(probed);
    }
    return copies;
  }

  private List<Copy> next() {
    while (!left.isEmpty() && horizon < MAX_HORIZON) {
      Ultrapeer one = left.remove();
      int ttl = needed(one);
      boolean again = probed.contains(one);
      if (!again) {
        return List.of(new Copy(one, ttl));
      } else if (most(one, maxTtl) > 1) {
        return List.of(new Copy(one, Math.max(2, ttl)));
      }
    }
    return List.of();
  }

  /** The least TTL from which the missing results can be expected. */
  private int needed(Ultrapeer one) {
    double each = results / horizon;
    int most = most(one, maxTtl);
    for (int ttl = 1; ttl < most; ttl++) {
      if (each * one.horizon(ttl) >= target - results) {
        return ttl;
      }
    }
    return most;
  }

  private int most(Ultrapeer one, int ttl) {
    return Math.max(1, Math.min(ttl, Math.min(maxTtl, one.maxTtl())));
  }

  /** When the next step may be more than waiting, by the monotonic clock. */
  long dueNanos() {
    return dueNanos;
  }
}

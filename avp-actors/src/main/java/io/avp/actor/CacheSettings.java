package io.avp.actor;

import io.avp.vcc.cache.HoldingLimits;
import java.time.Duration;

/**
 * What virtual peers learn of their members' files and answer themselves; defaults in {@code
 * reference.conf} under {@code avp.cache}.
 *
 * @param answering false: nothing is learnt, and every query goes to those who may answer it
 * @param holdingsBytes bound of all files that the regions of this node know
 * @param listBytes bound of the lists of files by which one virtual peer tells regions again
 * @param fresh files that nobody has confirmed for longer are asked for, not answered
 * @param forget files that nobody has confirmed for longer are forgotten
 * @param target most files of one answer
 * @param contradictions of what others agree on, from which on a member is doubted; 0: never
 */
public record CacheSettings(
    boolean answering,
    int holdingsBytes,
    int listBytes,
    Duration fresh,
    Duration forget,
    int target,
    int contradictions) {
  private static final Duration LONGEST = Duration.ofHours(24);

  static CacheSettings from(SectionSettings cache) {
    Duration fresh = cache.duration("fresh", Duration.ofMinutes(1), LONGEST);
    return new CacheSettings(
        cache.flag("answering"),
        cache.bytes("holdings", 1 << 20, 1 << 30),
        cache.bytes("lists", 1 << 16, 1 << 30),
        fresh,
        cache.duration("forget", fresh, LONGEST),
        cache.number("target", 1, 255),
        cache.number("contradictions", 0, 10_000));
  }

  /**
   * Files for one who asks.
   *
   * @param wanted what the query says, 0 if nothing
   */
  int target(int wanted) {
    return wanted == 0 ? target : Math.min(wanted, target);
  }

  /**
   * Bounds of what a region knows and says. A source may fill a whole answer: those who hold the
   * files are members, whose own browse answers are all that is learnt.
   */
  HoldingLimits limits() {
    HoldingLimits standard = HoldingLimits.STANDARD;
    return new HoldingLimits(
        standard.sharePercent(),
        standard.regionFloor(),
        target,
        (int) fresh.toMinutes(),
        (int) forget.toMinutes(),
        standard.maxScanned());
  }
}

package io.avp.vcc.cache;

/**
 * Bounds of what a region knows and says.
 *
 * @param sharePercent of a region, and of an answer, that one source fills at most; 1 to 100
 * @param regionFloor entries that a source may have in a region anyway, 1 or more
 * @param answerFloor records that a source may have in an answer anyway, 1 or more
 * @param freshMinutes entries that nobody has confirmed for longer are asked and not answered
 * @param forgetMinutes entries that nobody has confirmed for longer are forgotten
 * @param maxScanned most entries that are looked at for one question
 */
public record HoldingLimits(
    int sharePercent,
    int regionFloor,
    int answerFloor,
    int freshMinutes,
    int forgetMinutes,
    int maxScanned) {
  /** 5 %, but 256 entries and 10 records anyway; fresh for 30 minutes, known for two hours. */
  public static final HoldingLimits STANDARD = new HoldingLimits(5, 256, 10, 30, 120, 1 << 16);

  public HoldingLimits {
    if (sharePercent < 1 || sharePercent > 100 || regionFloor < 1 || answerFloor < 1) {
      throw new IllegalArgumentException(
          "share " + sharePercent + " % with floors " + regionFloor + " and " + answerFloor);
    }
    // Minutes are kept in sixteen bits.
    if (freshMinutes < 0 || forgetMinutes < freshMinutes || forgetMinutes > 1 << 14) {
      throw new IllegalArgumentException(
          "fresh for " + freshMinutes + " and known for " + forgetMinutes + " minutes");
    }
    if (maxScanned < 1) {
      throw new IllegalArgumentException("nothing would be looked at");
    }
  }

  /** Records that one source may have in an answer of so many. */
  int answerShare(int records) {
    return Math.max(answerFloor, (int) ((long) records * sharePercent / 100));
  }
}

package io.avp.vcc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.Guid;
import io.avp.model.Decision;
import io.avp.vcc.policy.BrowsePolicy.Facts;
import io.avp.vcc.policy.BrowsePolicy.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrowsePolicyTest {
  private static final long HOUR = BrowsePolicy.PERIOD_MILLIS;
  private static final long NEVER = Long.MAX_VALUE;
  private static final String ONE = "node|1";
  private static final String OTHER = "node|2";
  private static final Guid A = new Guid(1, 1);
  private static final Guid B = new Guid(2, 2);

  @Test
  void aNewMemberIsBrowsedAtOnce() {
    assertEquals(Verdict.NOW, decide(false, false, NEVER, 0, true, true));
    assertEquals(Verdict.WAIT, decide(false, false, NEVER, 0, false, true), "its queue is busy");
    assertEquals(Verdict.WAIT, decide(false, false, NEVER, 0, true, false), "others first");
    assertEquals(Verdict.WAIT, decide(false, false, NEVER, 1, true, true), "it asked for peace");
  }

  @Test
  void aKnownMemberIsBrowsedAgainWhenItsTableChangedAndTheHourIsOver() {
    assertEquals(Verdict.UNNEEDED, decide(true, false, 9 * HOUR, 0, true, true));
    assertEquals(Verdict.WAIT, decide(true, true, HOUR - 1, 0, true, true));
    assertEquals(Verdict.NOW, decide(true, true, HOUR, 0, true, true));
    assertEquals(Verdict.WAIT, decide(false, false, HOUR - 1, 0, true, true), "by another of ours");
  }

  @Test
  void whoForbidsItOrCannotIsNeverBrowsed() {
    assertEquals(
        Verdict.NEVER,
        BrowsePolicy.decide(new Facts(true, false, false, true, NEVER, 0, true, true)));
    assertEquals(
        Verdict.NEVER,
        BrowsePolicy.decide(new Facts(false, true, false, true, NEVER, 0, true, true)));
  }

  private static Verdict decide(
      boolean known, boolean changed, long since, long retry, boolean empty, boolean room) {
    return BrowsePolicy.decide(new Facts(false, false, known, changed, since, retry, empty, room));
  }

  @Test
  void oneBrowsePerMemberAndHourHoweverManyClaimIt() {
    BrowseLog log = new BrowseLog(10);
    assertTrue(log.claim(A, ONE, 5));
    assertFalse(log.claim(A, OTHER, 6));
    assertTrue(log.claim(B, ONE, 6));
    assertFalse(log.claim(A, OTHER, 5 + HOUR - 1));
    assertEquals(HOUR - 1, log.sinceBrowsedMillis(A, 5 + HOUR - 1));
    assertTrue(log.claim(A, OTHER, 5 + HOUR));
    assertTrue(log.claim(A, OTHER, 6 + HOUR), "it may not have heard the answer");
  }

  @Test
  void retryAfterIsRespectedUpToADay() {
    BrowseLog log = new BrowseLog(10);
    log.leaveAlone(A, 100, 0);
    assertEquals(0, log.size(), "who was not browsed says nothing");
    assertTrue(log.claim(A, ONE, 0));
    log.leaveAlone(A, 7_200, 10);
    assertFalse(log.claim(A, ONE, HOUR));
    assertEquals(7_200_010 - HOUR, log.retryInMillis(A, HOUR));
    assertTrue(log.claim(B, ONE, HOUR + 1));
    assertEquals(2, log.size(), "its wish is not forgotten with the hour");
    assertTrue(log.claim(A, ONE, 7_200_010));
    log.leaveAlone(A, Long.MAX_VALUE, 7_200_010);
    assertEquals(86_400_000, log.retryInMillis(A, 7_200_010));
    log.leaveAlone(A, -5, 7_200_010);
    assertEquals(0, log.retryInMillis(A, 7_200_010));
  }

  @Test
  void aBrowseThatFailedIsTriedAgainAfterMinutesNotAnHour() {
    BrowseLog log = new BrowseLog(10);
    log.release(A, 120, 0);
    assertEquals(0, log.size(), "who was not browsed has not failed");
    assertTrue(log.claim(A, ONE, 0));
    log.release(A, BrowsePolicy.retrySeconds(1), 1_000);
    assertFalse(log.claim(A, ONE, 120_999));
    assertTrue(log.claim(A, ONE, 121_000));
    assertFalse(log.claim(A, OTHER, 242_000), "it counts until it has failed, too");
    assertEquals(240, BrowsePolicy.retrySeconds(2));
    assertEquals(3_600, BrowsePolicy.retrySeconds(100), "at most an hour");
  }

  @Test
  void theLogIsBounded() {
    BrowseLog log = new BrowseLog(2);
    assertTrue(log.claim(A, ONE, 0));
    assertTrue(log.claim(B, ONE, 10));
    assertFalse(log.claim(new Guid(3, 3), ONE, 20));
    assertEquals(1, log.refused());
    assertTrue(log.claim(new Guid(3, 3), ONE, HOUR), "the oldest is not needed any more");
    assertEquals(2, log.size());
  }

  @Test
  void readingIsPaced() {
    long second = 1_000_000_000L;
    BytePace pace = new BytePace(BrowsePolicy.BYTES_PER_SECOND, 16_384, 0);
    long now = 0;
    long bytes = 0;
    for (int i = 0; i < 100; i++) {
      now += pace.waitNanos(now);
      assertEquals(0, pace.waitNanos(now));
      pace.read(8_192, now);
      bytes += 8_192;
    }
    double perSecond = (bytes - 16_384 - 8_192) * (double) second / now;
    assertTrue(perSecond <= BrowsePolicy.BYTES_PER_SECOND, perSecond + " B/s");
    assertTrue(perSecond > BrowsePolicy.BYTES_PER_SECOND * 0.95, perSecond + " B/s");
    pace.read(65_536, now + 10 * second);
    long due = now + 10 * second + second * 3 / 4;
    assertEquals(
        due,
        now + 10 * second + pace.waitNanos(now + 10 * second),
        "no more than a burst is saved up");
  }

  @Test
  void eachAskerIsToldOfWhomItCanUse() {
    assertEquals(Decision.PERMIT, AskerPolicy.decide(false, false, true, false));
    assertEquals(Decision.PERMIT, AskerPolicy.decide(false, true, false, false));
    assertEquals(Decision.IGNORE, AskerPolicy.decide(false, true, true, false));
    assertEquals(Decision.PERMIT, AskerPolicy.decide(false, true, true, true));
    assertEquals(Decision.IGNORE, AskerPolicy.decide(true, false, false, false));
  }

  @Test
  void settingsAreChecked() {
    AnswerPolicySettings standard = AnswerPolicySettings.STANDARD;
    assertEquals(150, standard.target(0));
    assertEquals(20, standard.target(20));
    assertEquals(150, standard.target(255));
    Duration minute = Duration.ofMinutes(1);
    for (Duration wrong : new Duration[] {Duration.ofHours(2), Duration.ofSeconds(-1)}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new AnswerPolicySettings(wrong, minute, 1 << 20, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> new AnswerPolicySettings(minute, wrong, 1 << 20, 1));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new AnswerPolicySettings(minute, minute, 0, 1));
  }
}

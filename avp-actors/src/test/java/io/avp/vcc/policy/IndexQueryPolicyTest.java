package io.avp.vcc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.vcc.policy.IndexQueryPolicy.Facts;
import io.avp.vcc.policy.IndexQueryPolicy.Verdict;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IndexQueryPolicyTest {
  private static final long QUIET = IndexQueryPolicy.QUIET_NANOS;
  private static final long LIMIT = IndexQueryPolicy.LIMIT_NANOS;

  private static Verdict decide(int files, OptionalLong said, long begun, long heard) {
    return IndexQueryPolicy.decide(new Facts(true, files, true, said, begun, heard));
  }

  @Test
  void anAnswerIsWholeWhenItHasAsManyFilesAsItsServentSaysAndNothingMoreComes() {
    OptionalLong said = OptionalLong.of(12);
    assertEquals(Verdict.WAIT, decide(12, said, QUIET, QUIET - 1), "more may come");
    assertEquals(Verdict.WHOLE, decide(12, said, QUIET, QUIET));
    assertEquals(Verdict.WAIT, decide(11, said, LIMIT - 1, 0), "it is still answering");
  }

  @Test
  void nobodyKnowsWhetherThereIsMoreIfTheNumbersDiffer() {
    assertEquals(Verdict.NOT_WHOLE, decide(100, OptionalLong.of(101), QUIET, QUIET), "capped");
    assertEquals(Verdict.NOT_WHOLE, decide(101, OptionalLong.of(100), QUIET, QUIET));
    assertEquals(Verdict.NOT_WHOLE, decide(100, OptionalLong.empty(), QUIET, QUIET), "no pong");
    assertEquals(Verdict.NOT_WHOLE, decide(1, OptionalLong.of(0), QUIET, QUIET));
  }

  @Test
  void whoAnswersNothingDoesNotAnswerSuchQueries() {
    assertEquals(Verdict.WAIT, decide(0, OptionalLong.of(0), QUIET - 1, QUIET - 1));
    assertEquals(Verdict.NOTHING, decide(0, OptionalLong.of(0), QUIET, QUIET));
    assertEquals(Verdict.NOTHING, decide(0, OptionalLong.of(5), QUIET, QUIET));
    assertEquals(Verdict.NOTHING, decide(0, OptionalLong.empty(), LIMIT, LIMIT));
  }

  @Test
  void attackAnAnswerThatNeverEndsIsNotWaitedForForEver() {
    assertEquals(Verdict.WAIT, decide(5, OptionalLong.of(5), LIMIT - 1, 1));
    assertEquals(Verdict.NOT_WHOLE, decide(5, OptionalLong.of(5), LIMIT, 1));
  }

  @Test
  void whatIsNotTheServentsOwnOrCannotBeKeptIsNotWhole() {
    assertEquals(
        Verdict.NOT_WHOLE,
        IndexQueryPolicy.decide(new Facts(true, 5, false, OptionalLong.of(5), 0, 0)),
        "at once");
  }

  @Test
  void aQueryThatCannotBeSentIsGivenUp() {
    OptionalLong none = OptionalLong.empty();
    assertEquals(
        Verdict.WAIT, IndexQueryPolicy.decide(new Facts(false, 0, true, none, LIMIT - 1, LIMIT)));
    assertEquals(
        Verdict.NOT_WHOLE,
        IndexQueryPolicy.decide(new Facts(false, 0, true, none, LIMIT, LIMIT)),
        "it may answer another time");
  }
}

package io.avp.vcc.cache;

/**
 * By what equal questions are known.
 *
 * @param question what is asked for
 * @param audience class of those who ask: only those of one class may get the same answer
 */
public record QuestionKey(Question question, String audience) {
  /** Heap that it takes, in bytes; an estimate. */
  int bytes() {
    return 32 + question.bytes();
  }
}

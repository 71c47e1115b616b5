package io.avp.actor;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.Rejection;
import io.avp.vcc.cache.BrowseReader;
import io.avp.vcc.cache.FileStore;
import io.avp.vcc.cache.LearntHit;
import io.avp.vcc.policy.IndexQueryPolicy;
import io.avp.vcc.policy.IndexQueryPolicy.Verdict;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** An index query to one member, and what it has answered so far. */
final class IndexQuery {
  final Member member;

  /** Message id of the query: nobody else knows it. */
  final Guid id;

  /** Message id of the ping behind it. */
  final Guid ping;

  /** Gets all files of the member; empty if its answer is not whole. */
  final Consumer<Optional<LearntHit>> then;

  private final BrowseReader reader;
  private boolean asked;
  private boolean usable = true;
  private OptionalLong said = OptionalLong.empty();
  private long begunNanos;
  private long heardNanos;

  /** Is to be sent. */
  IndexQuery(Member member, Guid id, Guid ping, Consumer<Optional<LearntHit>> then, long nowNanos) {
    this.member = member;
    this.id = id;
    this.ping = ping;
    this.then = then;
    reader =
        new BrowseReader(member.servent(), FileStore.MAX_PER_HOLDER, IndexQueryPolicy.MAX_BYTES);
    begunNanos = nowNanos;
  }

  boolean isAsked() {
    return asked;
  }

  /** It was sent. */
  void asked(long nowNanos) {
    asked = true;
    begunNanos = nowNanos;
    heardNanos = nowNanos;
  }

  /**
   * Takes a whole frame of its answer.
   *
   * @return false if nothing of the answer counts any more: it is not the member's own word, or too
   *     much
   */
  boolean read(byte[] b, int at, int length, long nowNanos) {
    heardNanos = nowNanos;
    usable =
        usable && Header.hops(b, at) == 0 && reader.read(Arrays.copyOfRange(b, at, at + length));
    return usable;
  }

  /** True if more came than may. */
  boolean isTooLong() {
    return reader.end().broken().equals(Optional.of(Rejection.TOO_LARGE));
  }

  /** The member says in a pong how many files it shares. */
  void pong(Guid answered, long shared) {
    if (answered.equals(ping)) {
      said = OptionalLong.of(shared);
    }
  }

  /** What its answer is by now. */
  Verdict decide(long nowNanos) {
    BrowseReader.Result result = reader.end();
    return IndexQueryPolicy.decide(
        new IndexQueryPolicy.Facts(
            asked,
            result.hit().map(hit -> hit.records().size()).orElse(0),
            usable && result.complete(),
            said,
            nowNanos - begunNanos,
            nowNanos - heardNanos));
  }

  /** All that was told. */
  Optional<LearntHit> hit() {
    return reader.end().hit();
  }
}

package io.avp.actor;

import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.model.DropReason;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an error of this program while it serves a connection: it is counted, the
 * connection that caused it is closed, and the virtual peer goes on for all others.
 *
 * <p>A virtual peer holds the relations of a whole community: it must not end, nor lose them, for
 * what a single descriptor can cause.
 */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final PeerState peer;
  private long count;
  private long loggedNanos;

  Faults(PeerState peer) {
    this.peer = peer;
  }

  /** Does something on behalf of a connection, which is closed if that fails. */
  void guard(Connection connection, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      failed(connection, e);
    }
  }

  /** Does a chore; the others are done even if it fails. */
  void guard(String chore, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      failed(chore, e);
    }
  }

  /** Something failed on behalf of a connection. */
  void failed(Connection connection, RuntimeException e) {
    failed(connection.remote() + ", which is disconnected", e);
    Member member = peer.neighbours.of(connection);
    if (member != null) {
      peer.close(member, CloseReason.INTERNAL_ERROR);
    } else {
      peer.services.shards().close(connection, CloseReason.INTERNAL_ERROR);
    }
  }

  /** Something failed; {@code cause} says who or what was served. */
  void failed(String cause, RuntimeException e) {
    peer.audit.abandoned(DropReason.INTERNAL_ERROR);
    count++;
    // Whoever finds out how to cause one must not fill the disk with it.
    if (count == 1 || peer.now - loggedNanos >= QUIET_NANOS) {
      loggedNanos = peer.now;
      LOG.error("virtual peer {} failed, for the {}. time, on {}", peer.id, count, cause, e);
    }
  }

  /** Errors since the start. */
  long count() {
    return count;
  }
}

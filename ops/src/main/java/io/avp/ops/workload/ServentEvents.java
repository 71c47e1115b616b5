package io.avp.ops.workload;

import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;

/** What a servent tells the one who drives it; called on I/O threads, must return at once. */
interface ServentEvents {
  /** It has a relation and has sent its query routing table. */
  void attached(Servent servent);

  /** It has no relation: refused, or the relation ended. */
  void detached(Servent servent, String why);

  /** An answer to one of its queries came. */
  void hit(Servent servent, Guid query, QueryHit hit);
}

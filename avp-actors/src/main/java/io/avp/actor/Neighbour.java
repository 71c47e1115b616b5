package io.avp.actor;

import io.avp.gnutella.stream.Connection;
import io.avp.model.RelationKind;

/** The other end of a relation: where descriptors of a virtual peer come from and go to. */
sealed interface Neighbour permits Member, Sibling {
  /** Its handle in routes; means nobody else after its end. */
  int handle();

  /** The connection to it; null while a sibling has no trunk. */
  Connection connection();

  /** What it is to the virtual peer. */
  RelationKind kind();
}

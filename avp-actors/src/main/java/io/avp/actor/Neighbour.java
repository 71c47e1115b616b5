package io.avp.actor;

import io.avp.model.RelationKind;

/** The other end of a relation: where descriptors of a virtual peer come from and go to. */
sealed interface Neighbour permits Member, Sibling {
  /** Its handle in routes; means nobody else after its end. */
  int handle();

  /** What it is to the virtual peer. */
  RelationKind kind();
}

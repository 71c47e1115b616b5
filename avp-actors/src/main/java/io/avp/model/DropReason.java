package io.avp.model;

import java.util.Locale;

/**
 * Why a received descriptor was thrown away; words follow gtk-gnutella's vocabulary where it has
 * one.
 */
public enum DropReason {
  /** The message id was seen before. */
  DUPLICATE,
  /** TTL 0 on arrival, or spent before anybody could get it. */
  TTL_EXPIRED,
  /** TTL plus hops above the hard limit. */
  HIGH_TTL,
  /** 255 hops travelled. */
  MAX_HOPS,
  /** Payload shorter or longer than its type allows. */
  BAD_SIZE,
  /** Payload contradicts its own format. */
  MALFORMED,
  /** Function code of no known type. */
  UNKNOWN_TYPE,
  /** A known type that this virtual peer does not take part in (DHT, RUDP, HSEP). */
  UNREQUESTED,
  /** Hit, push or pong for a message id or servent that was never seen. */
  NO_ROUTE,
  /** The connection that a reply should take has ended, or the incarnation that asked. */
  ROUTE_GONE,
  /** A rate rule said no. */
  THROTTLED,
  /** A query longer than what is forwarded. */
  QUERY_TOO_LARGE,
  /** A hit or push longer than what is forwarded. */
  TOO_LARGE_TO_RELAY,
  /** All whom it would go to keep queries off by hops flow. */
  HOPS_FLOW,
  /** Nobody's query table matches and no ultrapeer is left to ask. */
  NO_MATCH,
  /** Own message came back, altered hops, own GUID: counted against the neighbour. */
  WEIRD,
  /** A leaf passed on what is not its own. */
  LEAF_RELAYED,
  /** A message for one hop only that has travelled. */
  NOT_FOR_RELAY,
  /** Names an address outside the reachable ranges. */
  UNREACHABLE_ADDRESS,
  /** Query without words or URN that can be searched. */
  NO_WORDS,
  /** The connection ended before its descriptor was handled. */
  SOURCE_GONE,
  /** A bounded table or queue had no room. */
  EXHAUSTED,
  /** An access rule said no. */
  REFUSED,
  /** A hit of a member whose files contradict what others agree on. */
  SPAM,
  /** Its handler failed: an error of this program. */
  INTERNAL_ERROR;

  /** The word in views and metrics: lower case, underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

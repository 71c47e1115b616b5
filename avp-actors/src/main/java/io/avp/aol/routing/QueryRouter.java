package io.avp.aol.routing;

import io.avp.model.DropReason;
import io.avp.model.RelationKind;

/** Who gets a query: plain functions of facts, called once per query and once per neighbour. */
public final class QueryRouter {
  /** Largest payload of a query that is passed on, in bytes; larger ones are dropped. */
  public static final int MAX_PAYLOAD = 256;

  /** Smallest payload of a query: flags, one character, NUL. */
  public static final int MIN_PAYLOAD = 4;

  /** Hops-flow value of a neighbour that wants every query. */
  public static final int NO_HOPS_FLOW = 255;

  /** What happens to a query that came in. */
  public enum Intake {
    /** To matching leaves, siblings by region, and ultrapeers. */
    ROUTE(null),
    /**
     * To those whose own query table matches, leaves and ultrapeers, as its last hop: a sibling has
     * sent it.
     */
    LAST_HOP(null),
    /** To matching leaves only: its TTL ends here. */
    LEAVES_ONLY(null),
    /** A leaf must not pass on others' queries; the connection is closed for it. */
    LEAF_RELAYED(DropReason.LEAF_RELAYED),
    /** Longer than what is passed on. */
    TOO_LARGE(DropReason.QUERY_TOO_LARGE),
    /** Too short to hold a search. */
    TOO_SHORT(DropReason.BAD_SIZE),
    /** TTL 0. */
    EXPIRED(DropReason.TTL_EXPIRED),
    /** TTL plus hops above the hard limit: counted against the neighbour. */
    HIGH_TTL(DropReason.HIGH_TTL),
    /** 255 hops. */
    MAX_HOPS(DropReason.MAX_HOPS);

    private final DropReason drop;

    Intake(DropReason drop) {
      this.drop = drop;
    }

    /** Why it is dropped; null if it is routed. */
    public DropReason drop() {
      return drop;
    }
  }

  /** Whether one neighbour gets a copy. */
  public enum Copy {
    /** It does. */
    SEND,
    /** It sent the query. */
    BACK_TO_SOURCE,
    /** It keeps queries with that many hops off. */
    HOPS_FLOW,
    /** A leaf that has not sent its table yet. */
    NO_TABLE,
    /** Its table lacks a word. */
    NO_MATCH,
    /** No TTL is left for an ultrapeer. */
    TTL_SPENT,
    /** Siblings are asked through the query's region, not by copies. */
    BY_REGION
  }

  private QueryRouter() {}

  /**
   * Judges a query as received.
   *
   * @param source what its sender is to us
   * @param ttl as received
   * @param hops as received
   * @param payloadLength in bytes, without the header
   */
  public static Intake intake(
      TtlRule rule, RelationKind source, int ttl, int hops, int payloadLength) {
    if (source == RelationKind.LEAF && hops > 0) {
      return Intake.LEAF_RELAYED;
    }
    if (payloadLength > MAX_PAYLOAD) {
      return Intake.TOO_LARGE;
    }
    if (payloadLength < MIN_PAYLOAD) {
      return Intake.TOO_SHORT;
    }
    return switch (rule.judge(ttl, hops)) {
      case MAX_HOPS -> Intake.MAX_HOPS;
      case EXPIRED -> Intake.EXPIRED;
      case HIGH_TTL -> Intake.HIGH_TTL;
      case LEAVES_ONLY -> Intake.LEAVES_ONLY;
      case ONWARD -> source == RelationKind.MESH ? Intake.LAST_HOP : Intake.ROUTE;
    };
  }

  /**
   * Judges one neighbour.
   *
   * @param target what the neighbour is to us
   * @param isSource true if the query came from it
   * @param hopsOut hops of the copy ({@link TtlRule#relayedHops})
   * @param ttlOut TTL of the copy for ultrapeers ({@link TtlRule#relayedTtl}); leaves get one
   *     whatever it is
   * @param hopsFlow the neighbour's last hops-flow value, {@link #NO_HOPS_FLOW} if it sent none
   * @param hasTable true if it has sent a complete query table
   * @param matches true if that table has every word; looked at only if {@code hasTable}
   */
  public static Copy copy(
      RelationKind target,
      boolean isSource,
      int hopsOut,
      int ttlOut,
      int hopsFlow,
      boolean hasTable,
      boolean matches) {
    if (isSource) {
      return Copy.BACK_TO_SOURCE;
    }
    if (target == RelationKind.MESH) {
      return Copy.BY_REGION;
    }
    // The value counts the hops that the query has travelled when we send it.
    if (hopsFlow != NO_HOPS_FLOW && hopsOut >= hopsFlow) {
      return Copy.HOPS_FLOW;
    }
    if (target == RelationKind.LEAF) {
      if (!hasTable) {
        return Copy.NO_TABLE;
      }
      return matches ? Copy.SEND : Copy.NO_MATCH;
    }
    if (ttlOut < 1) {
      return Copy.TTL_SPENT;
    }
    return ttlOut > 1 || !hasTable || matches ? Copy.SEND : Copy.NO_MATCH;
  }
}

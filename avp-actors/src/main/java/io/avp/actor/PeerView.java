package io.avp.actor;

import java.util.List;
import java.util.Map;

/**
 * What a virtual peer shows of itself.
 *
 * @param id its lasting name
 * @param node the node it lives on
 * @param address where servents dial it, {@code ip:port}
 * @param guid servent GUID of this incarnation
 * @param incarnation epoch, from 1
 * @param since when this incarnation began, milliseconds since 1970
 * @param links number of relations
 * @param state {@code starting}, {@code serving}, {@code stopping}, or {@value #UNREACHABLE} if its
 *     node does not answer
 * @param community the community it stands for
 * @param members its relations, first 1,000
 * @param mesh ids of sibling virtual peers it knows
 * @param counters per descriptor type (lower-case name): received, relayed, answered, merged,
 *     consumed, pending, dropped_REASON, and the further counters copies, originated, delivered
 */
public record PeerView(
    String id,
    String node,
    String address,
    String guid,
    long incarnation,
    long since,
    int links,
    String state,
    String community,
    List<LinkView> members,
    List<String> mesh,
    Map<String, Map<String, Long>> counters) {
  /** State of a virtual peer whose node does not answer. */
  public static final String UNREACHABLE = "unreachable";
}

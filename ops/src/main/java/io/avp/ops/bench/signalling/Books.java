package io.avp.ops.bench.signalling;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.ops.demo.Accounting;
import io.avp.ops.workload.MemberTraffic;
import io.avp.ops.workload.Members;
import java.util.Collection;
import java.util.Locale;

/**
 * Descriptors of questions and answers at all hops, so far.
 *
 * <p>Those on members' sockets are of the members' own counters. What the virtual peers have
 * received beyond what members have sent came from each other. A question to a region of another
 * node and its answer are one each, also if a message carries many: so the ledger counts them.
 *
 * @param asked questions of members
 * @param onSockets questions and answers that members have sent and received
 * @param between questions and answers that virtual peers have sent each other
 * @param regions questions to regions of other nodes, and answers
 * @param late of these, those that no region answered in time, so that all were asked
 */
record Books(long asked, long onSockets, long between, long regions, long late) {
  static Books of(Members members, Collection<JsonNode> peers, JsonNode ledger, long late) {
    MemberTraffic traffic = members.traffic();
    long received =
        peers.stream()
            .mapToLong(
                peer -> Accounting.received(peer, "query") + Accounting.received(peer, "query_hit"))
            .sum();
    return new Books(
        traffic.queriesSent(),
        traffic.queriesSent()
            + traffic.queriesReceived()
            + traffic.hitsSent()
            + traffic.hitsReceived(),
        received - traffic.queriesSent() - traffic.hitsSent(),
        ledger.at("/total/counters/asked/descriptors").asLong()
            + ledger.at("/total/counters/told/descriptors").asLong(),
        late);
  }

  Books plus(Books other) {
    return new Books(
        asked + other.asked,
        onSockets + other.onSockets,
        between + other.between,
        regions + other.regions,
        late + other.late);
  }

  Books minus(Books before) {
    return new Books(
        asked - before.asked,
        onSockets - before.onSockets,
        between - before.between,
        regions - before.regions,
        late - before.late);
  }

  /** Those of one question by where they pass, for people. */
  String places() {
    return String.format(
        Locale.ROOT,
        "sockets %.2f, between virtual peers %.2f, regions %.2f",
        (double) onSockets / asked,
        (double) between / asked,
        (double) regions / asked);
  }

  /** All of them. */
  long descriptors() {
    return onSockets + between + regions;
  }
}

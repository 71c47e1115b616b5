package io.avp.node.http;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.http.javadsl.model.HttpResponse;
import io.avp.actor.AvpSystem;
import io.avp.actor.LinkView;
import io.avp.actor.PeerView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who is connected to whom: nodes of the cluster, virtual peers, relations. */
final class Topology {
  /** Relations that are shown; the list of links has all. */
  private static final int EDGES = 1_000;

  private final ActorSystem<?> system;
  private final AvpSystem avp;

  /** Over a node of the cluster. */
  Topology(ActorSystem<?> system, AvpSystem avp) {
    this.system = system;
    this.avp = avp;
  }

  private record NodePoint(String name, String address, String status) {}

  private record PeerPoint(String id, String node, String address, String state) {}

  private record Edge(
      String link, String peer, String sibling, String remote, String mode, String direction) {}

  private record Graph(
      List<NodePoint> nodes,
      List<PeerPoint> peers,
      List<Edge> edges,
      long edgesTotal,
      List<String> missing) {}

  /** The graph. */
  CompletionStage<HttpResponse> handle(Handler.Call call) {
    call.only();
    return avp.peers()
        .thenCombine(
            avp.links(java.util.Optional.empty(), "", EDGES),
            (peers, links) ->
                Json.ok(
                    new Graph(
                        nodes(),
                        peers.stream().map(Topology::point).toList(),
                        links.items().stream().map(Topology::edge).toList(),
                        links.total(),
                        links.missing())));
  }

  /** The oldest first. */
  private List<NodePoint> nodes() {
    List<NodePoint> nodes = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    Cluster.get(system).state().getMembers().forEach(members::add);
    members.sort((a, b) -> a.isOlderThan(b) ? -1 : b.isOlderThan(a) ? 1 : 0);
    for (Member member : members) {
      String name =
          member.getRoles().stream()
              .filter(role -> role.startsWith("node."))
              .map(role -> role.substring("node.".length()))
              .findFirst()
              .orElse("");
      nodes.add(new NodePoint(name, member.address().toString(), member.status().toString()));
    }
    return nodes;
  }

  private static PeerPoint point(PeerView peer) {
    return new PeerPoint(peer.id(), peer.node(), peer.address(), peer.state());
  }

  private static Edge edge(LinkView link) {
    return new Edge(
        link.id(),
        link.peer(),
        link.sibling(),
        link.remoteAddress(),
        link.mode(),
        link.direction());
  }
}

package io.avp.ops.bench.signalling;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.demo.Accounting;
import io.avp.ops.process.NodeApi;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.workload.Members;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Three nodes, each a JVM, with two virtual peers each, and the members that they serve. */
final class Realm implements AutoCloseable {
  static final int NODES = 3;
  static final int PEERS_EACH = 2;

  private static final int REGIONS = 256;

  /** A node takes fewer handshakes than it has a limit for, of one network. */
  private static final int AT_A_TIME = 50;

  private static final long LOOK_MILLIS = 200;
  private static final Duration ATTACH = Duration.ofMinutes(2);

  /** Several browses a second and virtual peer. */
  private static final Duration KNOW = Duration.ofMinutes(4);

  /** Limits of rates and slots do not change what a question costs. */
  private static final String SETTINGS =
      """
      avp.gnutella.leaves-max = 4000
      avp.gnutella.rates.leaf-queries = 10000
      avp.gnutella.rates.leaf-queries-burst = 10000
      """;

  private final BenchNodes nodes;
  private final List<HostAddress> peers;
  private final Duration steady;
  private final Map<NodeProcess, NodeApi> apis = new HashMap<>();

  /**
   * Starts it.
   *
   * @param answering false: it knows its members by their query tables alone
   * @param steady how long members are waited for of which nothing new is known
   */
  Realm(boolean answering, Duration steady) throws IOException, InterruptedException {
    this.steady = steady;
    nodes =
        BenchNodes.start(SETTINGS + "avp.cache.answering = " + answering + "\n", NODES, PEERS_EACH);
    peers = nodes.peers();
  }

  /** Where a member of that number attaches. */
  HostAddress peerOf(int member) {
    return peers.get(member % peers.size());
  }

  /** The node that serves a member of that number. */
  NodeProcess nodeOf(int member) {
    return nodes.all().get(member % peers.size() / PEERS_EACH);
  }

  /** One for each node: every one has threads of its own. */
  private synchronized NodeApi api(NodeProcess node) throws IOException {
    NodeApi api = apis.get(node);
    if (api == null) {
      api = node.api();
      apis.put(node, api);
    }
    return api;
  }

  /** All nodes. */
  List<NodeProcess> nodes() {
    return nodes.all();
  }

  /** The nodes that live. */
  List<NodeProcess> living() {
    return nodes.all().stream().filter(NodeProcess::isAlive).toList();
  }

  /** The first {@code count} members come; waits until all are attached. */
  void attach(Members members, int count) throws IOException, InterruptedException {
    for (int n = 0; n < count; n++) {
      members.come(n, peerOf(n));
      if (n % AT_A_TIME == AT_A_TIME - 1) {
        awaitThere(members, n + 1);
      }
    }
    awaitThere(members, count);
  }

  /** Waits until so many members are attached; a busy machine makes handshakes fail. */
  static void awaitThere(Members members, int count) throws IOException, InterruptedException {
    await(
        ATTACH,
        count + " members are attached",
        () -> {
          members.dialAgain();
          return members.there() >= count;
        });
  }

  /**
   * Waits until the regions know what they are to know of the members that are there.
   *
   * @param known members whose files all regions are to know
   * @param silent members that refuse to be browsed: each is sent an index query, which is no part
   *     of what questions cost
   */
  void learn(Members members, long known, long silent) throws IOException, InterruptedException {
    await(
        ATTACH,
        "all query tables have arrived",
        () ->
            peerViews().stream().mapToLong(peer -> Accounting.received(peer, "qrp")).sum()
                >= members.traffic().tablesSent());
    await(KNOW, "as many members are known as can be", new Steady("avp_known_members", known));
    await(KNOW, "the others have been asked", new Steady("avp_index_queries_total", silent));
    await(KNOW, "nobody answers an index query", () -> metric("avp_index_queries") == 0);
    long[] before = {-1};
    await(
        ATTACH,
        "regions have heard of all",
        () -> {
          long now = api(living().get(0)).toldSlots();
          boolean settled = now >= 0 && now == before[0];
          before[0] = now;
          return settled;
        });
  }

  /** Every virtual peer, in full, as its own node shows it. */
  List<JsonNode> peerViews() throws IOException, InterruptedException {
    List<JsonNode> views = new ArrayList<>();
    for (NodeProcess node : living()) {
      for (JsonNode peer : api(node).all("/api/v1/peers")) {
        if (peer.path("node").asText().equals(node.name())) {
          views.add(api(node).get("/api/v1/peers/" + peer.path("id").asText()));
        }
      }
    }
    return views;
  }

  /** All regions. */
  List<JsonNode> regionViews() throws IOException, InterruptedException {
    return api(living().get(0)).all("/api/v1/regions");
  }

  /**
   * True if as many virtual peers live on the nodes that are left as have ever, and every region
   * knows the part of each.
   */
  boolean isComplete() throws IOException, InterruptedException {
    List<JsonNode> regions = regionViews();
    return peerViews().size() == peers.size()
        && regions.size() == REGIONS
        && regions.stream().allMatch(region -> region.path("complete").asBoolean());
  }

  /** A metric, summed over the nodes. */
  double metric(String name) throws IOException, InterruptedException {
    double sum = 0;
    for (NodeProcess node : living()) {
      sum += api(node).metric(name);
    }
    return sum;
  }

  Books books(Members members) throws IOException, InterruptedException {
    return Books.of(
        members,
        peerViews(),
        api(living().get(0)).get("/api/v1/ledger"),
        (long) metric("avp_regions_late_total"));
  }

  /** A metric of members is as high as can be, or no higher for some time: some may have failed. */
  private final class Steady implements Condition {
    private final String name;
    private final long wanted;
    private double most = -1;
    private long sinceNanos;

    Steady(String name, long wanted) {
      this.name = name;
      this.wanted = wanted;
    }

    @Override
    public boolean holds() throws IOException, InterruptedException {
      double reached = metric(name);
      long now = System.nanoTime();
      if (reached > most) {
        most = reached;
        sinceNanos = now;
      }
      return reached >= wanted || now - sinceNanos > steady.toNanos();
    }
  }

  /** Something that is waited for. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  static void await(Duration limit, String what, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        throw new IOException("not within " + limit.toSeconds() + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean holds(Condition condition) throws IOException, InterruptedException {
    try {
      return condition.holds();
    } catch (HttpTimeoutException e) {
      return false; // the machine is busy, and the limit of whoever waits still holds
    }
  }

  @Override
  public void close() {
    nodes.close();
  }
}

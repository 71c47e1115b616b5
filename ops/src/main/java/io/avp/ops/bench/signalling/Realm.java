package io.avp.ops.bench.signalling;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.demo.Accounting;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.workload.Members;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Three nodes, each a JVM, with two virtual peers each, and the members that they serve. */
final class Realm implements AutoCloseable {
  static final int NODES = 3;
  static final int PEERS_EACH = 2;

  private static final int REGIONS = 256;
  private static final long LOOK_MILLIS = 300;
  private static final Duration ATTACH = Duration.ofSeconds(60);

  /** Several browses a second and virtual peer. */
  private static final Duration KNOW = Duration.ofMinutes(4);

  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** Limits of rates and slots do not change what a question costs. */
  private static final String SETTINGS =
      """
      avp.gnutella.leaves-max = 4000
      avp.gnutella.rates.leaf-queries = 10000
      avp.gnutella.rates.leaf-queries-burst = 10000
      """;

  private final BenchNodes nodes;
  private final List<HostAddress> peers;

  /**
   * Starts it.
   *
   * @param answering false: it knows its members by their query tables alone
   */
  Realm(boolean answering) throws IOException, InterruptedException {
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
    }
    await(ATTACH, "all members are attached", () -> members.there() == count);
  }

  /**
   * Waits until the regions know what they are to know of the members that are there.
   *
   * @param known members whose files all regions are to know
   */
  void learn(Members members, long known) throws IOException, InterruptedException {
    await(
        ATTACH,
        "all query tables have arrived",
        () ->
            peerViews().stream().mapToLong(peer -> Accounting.received(peer, "qrp")).sum()
                >= members.traffic().tablesSent());
    await(KNOW, "as many members are known as can be", new Steady(known));
    long[] before = {-1};
    await(
        ATTACH,
        "regions have heard of all",
        () -> {
          long now = living().get(0).api().toldSlots();
          boolean settled = now >= 0 && now == before[0];
          before[0] = now;
          return settled;
        });
  }

  /** Every virtual peer, in full, as its own node shows it. */
  List<JsonNode> peerViews() throws IOException, InterruptedException {
    List<JsonNode> views = new ArrayList<>();
    for (NodeProcess node : living()) {
      for (JsonNode peer : node.api().all("/api/v1/peers")) {
        if (peer.path("node").asText().equals(node.name())) {
          views.add(node.api().get("/api/v1/peers/" + peer.path("id").asText()));
        }
      }
    }
    return views;
  }

  /** All regions. */
  List<JsonNode> regionViews() throws IOException, InterruptedException {
    return living().get(0).api().all("/api/v1/regions");
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
      sum += node.api().metric(name);
    }
    return sum;
  }

  Books books(Members members) throws IOException, InterruptedException {
    return Books.of(members, peerViews(), regionViews());
  }

  /** As many members are known as can be, or no more for some time: a browse may have failed. */
  private final class Steady implements Condition {
    private final long wanted;
    private double most = -1;
    private long sinceNanos;

    Steady(long wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean holds() throws IOException, InterruptedException {
      double known = metric("avp_known_members");
      long now = System.nanoTime();
      if (known > most) {
        most = known;
        sinceNanos = now;
      }
      return known >= wanted || now - sinceNanos > STEADY_NANOS;
    }
  }

  /** Something that is waited for. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  static void await(Duration limit, String what, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IOException("not within " + limit.toSeconds() + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    nodes.close();
  }
}

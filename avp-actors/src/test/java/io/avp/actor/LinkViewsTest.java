package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.stream.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see of virtual peers, relations and regions, and how they end a relation. */
class LinkViewsTest {
  private static TestNode node;
  private static TestServent leaf;
  private static TestServent ultrapeer;
  private static int slots;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start();
    leaf = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    ultrapeer = TestServent.ultrapeer(node, "127.0.1.2:6000").join(0);
    slots = leaf.shares("wombat.ogg");
    ultrapeer.settle();
    node.regionsKnow(0, slots);
    node.regionsKnow(1, 0);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static LinkView link(String ip) {
    return TestNode.await(node.avp.links(Optional.empty(), "", 1000)).items().stream()
        .filter(l -> l.remoteAddress().startsWith(ip + ":"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLinkShowsItsRelation() {
    LinkView view =
        node.eventually(
            () -> {
              LinkView now = link("127.0.1.1");
              assertTrue(now.counters().get("frames_in") > 0);
              return now;
            });
    assertEquals(node.id(0), view.peer());
    assertEquals("n1", view.node());
    assertEquals("127.0.1.1:6000", view.listenAddress());
    assertEquals("Test/1.0", view.userAgent());
    assertEquals("leaf", view.mode());
    assertEquals("in", view.direction());
    assertEquals("open", view.state());
    assertEquals("", view.closeReason());
    assertEquals("default", view.community());
    assertEquals(slots / 65_536.0, view.qrpFill());
    assertTrue(view.ageMillis() >= 0);
    assertTrue(view.counters().keySet().containsAll(Set.of("bytes_in", "bytes_out")));
    assertEquals("ultrapeer", link("127.0.1.2").mode());
    assertTrue(link("127.0.1.2").qrpFill() < 0);
  }

  @Test
  void theLinkEntityKnowsTheSameRelation() {
    LinkView listed = link("127.0.1.1");
    LinkView asked = TestNode.await(node.avp.link(listed.id())).orElseThrow();
    assertEquals(listed.remoteAddress(), asked.remoteAddress());
    assertEquals("open", asked.state());
    assertEquals(Optional.empty(), TestNode.await(node.avp.link("n1~1~0000099993")));
    assertEquals(Optional.empty(), TestNode.await(node.avp.link("elsewhere~1~0000000001")));
    assertEquals(Optional.empty(), TestNode.await(node.avp.link("../../etc/passwd")));
    for (int i = 0; i < 50; i++) {
      // Asked again while the one that knew nothing is about to stop.
      assertEquals(Optional.empty(), TestNode.await(node.avp.link("n1~1~0000099993")));
    }
  }

  @Test
  void aPeerShowsMembersMeshAndCounters() {
    PeerView view = TestNode.await(node.avp.peer(node.id(0))).orElseThrow();
    assertEquals("serving", view.state());
    assertEquals(1, view.incarnation());
    assertEquals(List.of(node.id(1)), view.mesh());
    assertEquals(view.links(), view.members().size());
    assertTrue(view.counters().get("qrp").get("consumed") >= 2);
    assertEquals(Optional.empty(), TestNode.await(node.avp.peer("nobody")));
    List<PeerView> all = TestNode.await(node.avp.peers());
    assertEquals(List.of(node.id(0), node.id(1)), all.stream().map(PeerView::id).toList());
    assertEquals(List.of(), all.get(0).members(), "members are known only to itself");
  }

  @Test
  void aRegionShowsWhatItKnows() {
    AvpSystem.Page<RegionView> all = TestNode.await(node.avp.regions(-1, 256));
    assertEquals(256, all.total());
    assertEquals("", all.next());
    int told = 0;
    int hinted = 0;
    for (RegionView region : all.items()) {
      assertTrue(region.complete());
      assertEquals("n1", region.node());
      assertEquals(Set.of(node.id(0), node.id(1)), region.hints().keySet());
      told += region.hints().get(node.id(0));
      hinted += region.hintedSlots();
    }
    assertEquals(slots, told);
    assertEquals(slots, hinted);
    AvpSystem.Page<RegionView> page = TestNode.await(node.avp.regions(9, 5));
    assertEquals(List.of(10, 11, 12, 13, 14), page.items().stream().map(RegionView::id).toList());
    assertEquals("14", page.next());
    assertEquals(Optional.empty(), TestNode.await(node.avp.region(256)));
    assertEquals(7, TestNode.await(node.avp.region(7)).orElseThrow().id());
  }

  @Test
  void aLinkIsAsFreshAsTheListAndItsAgeNeverFalls() throws Exception {
    TestServent one = TestServent.leaf(node, "127.0.4.1:6000").join(0);
    one.settle();
    String id = link("127.0.4.1").id();
    node.clock.advance(Duration.ofSeconds(3));
    LinkView listed = link("127.0.4.1");
    LinkView asked = TestNode.await(node.avp.link(id)).orElseThrow();
    assertTrue(listed.ageMillis() >= 3_000, listed.toString());
    assertTrue(asked.ageMillis() >= listed.ageMillis(), asked + " after " + listed);
    // What the node hears last brings no bytes, so that its round has no time of its own.
    one.close();
    one.detached.take();
    LinkView closed =
        node.eventually(
            () -> {
              LinkView view = TestNode.await(node.avp.link(id)).orElseThrow();
              assertEquals("closed", view.state());
              return view;
            });
    assertTrue(closed.ageMillis() >= asked.ageMillis(), closed + " after " + asked);
  }

  @Test
  void linksComeInPagesThatMissNobody() throws Exception {
    List<TestServent> more = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      more.add(TestServent.leaf(node, "127.0.2." + (i + 1) + ":6000").join(i % 2));
      more.get(i).settle();
    }
    List<String> ids = new ArrayList<>();
    String after = "";
    do {
      AvpSystem.Page<LinkView> page = TestNode.await(node.avp.links(Optional.empty(), after, 3));
      assertTrue(page.items().size() <= 3);
      assertEquals(12, page.total(), "two stay, nine came, one joins the virtual peers");
      page.items().forEach(l -> ids.add(l.id()));
      after = page.next();
    } while (!after.isEmpty());
    assertEquals(12, Set.copyOf(ids).size());
    assertEquals(ids.stream().sorted().toList(), ids);
    assertEquals(
        4, TestNode.await(node.avp.links(Optional.of(node.id(1)), "", 100)).items().size());
    for (TestServent one : more) {
      one.close();
      one.detached.take();
    }
    node.eventually(
        () -> {
          assertEquals(3, TestNode.await(node.avp.links(Optional.empty(), "", 1)).total());
          return true;
        });
  }

  @Test
  void anOperatorEndsARelationAndItsLinkTellsWhy() throws Exception {
    TestServent victim = TestServent.leaf(node, "127.0.3.1:6000").join(1);
    victim.settle();
    String id = link("127.0.3.1").id();
    assertEquals(AvpSystem.Closing.CLOSES, TestNode.await(node.avp.closeLink(id)));
    assertEquals(201, victim.bye());
    LinkView closed =
        node.eventually(
            () -> {
              LinkView view = TestNode.await(node.avp.link(id)).orElseThrow();
              assertEquals("closed", view.state());
              return view;
            });
    assertEquals(CloseReason.OPERATOR.label(), closed.closeReason());
    assertEquals(AvpSystem.Closing.UNKNOWN, TestNode.await(node.avp.closeLink(id)), "it ended");
    assertEquals(AvpSystem.Closing.UNKNOWN, TestNode.await(node.avp.closeLink("n1~2~0000099994")));
    assertEquals(0, victim.frames.count(f -> TestServent.is(f, DescriptorType.BYE)));
  }

  @Test
  void gaugesOfTheNodeAreThere() {
    node.eventually(
        () -> {
          assertTrue(node.gauge("leaves") >= 1);
          return true;
        });
    Set<String> keys = node.avp.gauges().keySet();
    for (String key :
        List.of(
            "sockets_open",
            "sockets_handshaking",
            "http",
            "inflaters",
            "deflaters",
            "accept_pauses_total",
            "read_pauses_total",
            "round_waits_total",
            "frames_without_connection_total",
            "datagrams_in_total",
            "datagrams_malformed_total",
            "datagrams_unsent_total",
            "ultrapeers",
            "siblings",
            "routes",
            "routes_capacity",
            "routes_bytes",
            "tables_bytes",
            "hints_bytes",
            "queued_bytes",
            "push_routes",
            "pongs_cached",
            "pongs_shared",
            "pongs_tested",
            "leaf_slots_free",
            "ultrapeer_slots_free",
            "queue_dropped_query_hit",
            "questions",
            "questions_led",
            "questions_early_total",
            "regions_late_total",
            "mesh_strangers_total",
            "faults_total",
            "own_table_fill",
            "descriptors_qrp_consumed")) {
      assertTrue(keys.contains(key), key);
    }
    assertTrue(keys.stream().allMatch(key -> key.matches("[a-z0-9_]+")), keys.toString());
    assertTrue(node.gauge("tables_bytes") > 0, "a leaf has sent one");
    assertTrue(node.gauge("hints_bytes") > 0);
    assertEquals(0, node.gauge("faults_total"));
    assertEquals(2, node.gauge("siblings"), "each knows one");
  }
}

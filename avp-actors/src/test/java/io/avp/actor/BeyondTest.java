package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leaf's query goes through ordinary ultrapeers only as far as results stay short. */
class BeyondTest {
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final int ULTRAPEERS = 6;

  private final List<TestServent> ultrapeers = new ArrayList<>();
  private TestNode node;
  private TestServent asker;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start("avp.peer-count = 1", "avp.gnutella.dynamic-query.target = 5");
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    join(ULTRAPEERS);
  }

  private void join(int number) throws Exception {
    for (int i = 0; i < number; i++) {
      TestServent one = TestServent.ultrapeer(node, "127.0.2." + (i + 1) + ":6000").join(0);
      one.settle();
      ultrapeers.add(one);
    }
  }

  @AfterEach
  void stop() {
    node.exact(0);
    node.close();
  }

  private List<TestServent> asked(Guid id) {
    return ultrapeers.stream().filter(u -> u.has(QUERY, id)).toList();
  }

  private void ended(int begun) {
    node.eventually(
        () -> {
          assertEquals((double) begun, node.gauge("dynamic_queries_total"));
          assertEquals(0.0, node.gauge("dynamic_queries"));
          return true;
        });
  }

  private static byte[] hit(TestServent from, Guid query, int files) {
    HitTrailer trailer = HitTrailer.of("TEST", false, false, true, Ggep.NONE);
    List<HitRecord> records = new ArrayList<>();
    for (int i = 1; i <= files; i++) {
      records.add(new HitRecord(i, 1000, "file" + i + ".txt", new byte[0]));
    }
    return new QueryHit(from.self, 1000, records, Optional.of(trailer), from.guid)
        .frame(query, 3, 0);
  }

  @Test
  void allAreAskedOnceIfNobodyAnswers() throws Exception {
    Guid id = asker.query("numbat nocturne");
    List<Integer> ttls = new ArrayList<>();
    for (TestServent ultrapeer : ultrapeers) {
      byte[] query = ultrapeer.take(QUERY, id);
      assertEquals(1, Header.hops(query, 0));
      ttls.add(Header.ttl(query, 0));
    }
    ended(1);
    assertEquals(3, ttls.stream().filter(t -> t == 2).count(), "the probe: " + ttls);
    assertEquals(3, ttls.stream().filter(t -> t == 3).count(), "the others: " + ttls);
    assertEquals(0, asked(id).size(), "nobody got it twice");
    assertEquals(1, node.counter(0, QUERY, "relayed"));
    assertEquals(ULTRAPEERS, node.counter(0, QUERY, "copies"));
  }

  @Test
  void itEndsWithTheProbeIfThatBringsEnough() throws Exception {
    TestServent holder = ultrapeers.get(0);
    holder.shares("numbat nocturne.ogg");
    Guid id = asker.query("numbat nocturne");
    byte[] query = holder.take(QUERY, id);
    assertEquals(1, Header.ttl(query, 0), "its table matches: a probe of one hop");
    holder.send(hit(holder, id, 5));
    assertEquals(5, asker.take(HIT, id)[Header.BYTES]);
    ended(1);
    assertEquals(List.of(), asked(id));
  }

  @Test
  void whatTheRealmAnswersIsNotSoughtElsewhere() throws Exception {
    TestServent near = TestServent.leaf(node, "127.0.1.2:6000").join(0);
    near.shares("wombat lullaby.ogg");
    Guid id = asker.query("wombat lullaby");
    near.take(QUERY, id);
    near.send(hit(near, id, 5));
    asker.take(HIT, id);
    ended(1);
    assertEquals(List.of(), asked(id));
  }

  @Test
  void aQueryOfAnUltrapeerIsNotSlowedDown() throws Exception {
    Guid id = ultrapeers.get(0).query("numbat nocturne", 3, 1);
    for (TestServent other : ultrapeers.subList(1, ULTRAPEERS)) {
      assertEquals(2, Header.ttl(other.take(QUERY, id), 0));
    }
    assertEquals(0.0, node.gauge("dynamic_queries_total"));
  }

  @Test
  void aLeafThatGuidesIsAskedWhatItKeepsAndCanStop() throws Exception {
    node.close();
    ultrapeers.clear();
    node = TestNode.start("avp.peer-count = 1", "avp.gnutella.dynamic-query.hop-time = 2 s");
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    join(ULTRAPEERS);
    TestServent near = TestServent.leaf(node, "127.0.1.2:6000").join(0);
    near.shares("wombat lullaby.ogg");
    Guid id = node.newId();
    int flags = Query.MARKED | Query.LEAF_GUIDED;
    asker.send(Query.of(flags, "wombat lullaby", List.of(), Ggep.NONE).frame(id, 4, 0));
    near.take(QUERY, id);
    near.send(hit(near, id, 20));
    asker.message(VendorMessage.QueryStatusRequest.class);
    asker.send(new VendorMessage.QueryStatusResponse(0xffff).frame(id));
    ended(1);
    assertEquals(List.of(), asked(id));
  }

  @Test
  void itEndsWhenTheLeafLeaves() throws Exception {
    node.close();
    ultrapeers.clear();
    node = TestNode.start("avp.peer-count = 1", "avp.gnutella.dynamic-query.hop-time = 10 s");
    asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
    join(1);
    Guid id = asker.query("numbat nocturne");
    asker.settle();
    asker.close();
    ended(1);
    ultrapeers.get(0).settle();
    assertEquals(List.of(), asked(id));
    assertEquals(1, node.counter(0, QUERY, "dropped_no_match"));
  }
}

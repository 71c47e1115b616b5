package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.Guid;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The links between virtual peers, as overlay links that anybody can look at. */
class MeshLinksTest {
  @Test
  void eachTwoVirtualPeersHaveOneLinkWithItsTimeAndItsCounters() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1")) {
      String link = linkToAnotherNode(first);
      first.within(
          TestNode.PATIENCE.multipliedBy(2),
          () -> {
            LinkView view = TestNode.await(first.avp.link(link)).orElseThrow();
            assertNotEquals("open", view.state());
            return view;
          });
    }
  }

  private static String linkToAnotherNode(TestNode first) throws Exception {
    try (TestNode second = TestNode.member(Optional.of(first), "n2")) {
      List<LinkView> links = second.eventually(() -> confirmed(second, 6));
      Set<Set<String>> pairs = new HashSet<>();
      for (LinkView link : links) {
        assertTrue(link.peer().compareTo(link.sibling()) < 0, "the smaller id owns it");
        assertTrue(link.id().startsWith(link.node() + "~"));
        assertEquals("both", link.direction());
        pairs.add(Set.of(link.peer(), link.sibling()));
      }
      assertEquals(6, pairs.size());

      TestServent asker = TestServent.leaf(first, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(second, "127.0.1.2:6000").join(1);
      holder.shares("numbat.ogg");
      LinkView mesh = between(links, "n1-0", "n2-1");
      Guid query =
          first.eventually(
              () -> {
                Guid id = asker.query("numbat");
                assertTrue(counter(second, mesh, "frames_sent") >= 1);
                return id;
              });
      holder.take(DescriptorType.QUERY, query);
      holder.send(holder.hit(query, false, 4, 0));
      asker.take(DescriptorType.QUERY_HIT, query);
      second.eventually(
          () -> {
            assertTrue(counter(second, mesh, "frames_in") >= 1);
            assertTrue(counter(second, mesh, "bytes_in") >= 1);
            return true;
          });
      assertEquals(AvpSystem.Closing.MESH, TestNode.await(second.avp.closeLink(mesh.id())));
      return mesh.id();
    }
  }

  private static long counter(TestNode asked, LinkView link, String name) {
    return TestNode.await(asked.avp.link(link.id())).orElseThrow().counters().get(name);
  }

  private static List<LinkView> confirmed(TestNode asked, int count) {
    List<LinkView> mesh =
        TestNode.await(asked.avp.links(Optional.empty(), "", 100)).items().stream()
            .filter(link -> link.mode().equals(LinkView.MESH))
            .filter(link -> link.state().equals("open") && link.rttMillis() > 0)
            .toList();
    assertEquals(count, mesh.size(), mesh.toString());
    return mesh;
  }

  private static LinkView between(List<LinkView> links, String peer, String sibling) {
    return links.stream()
        .filter(link -> link.peer().equals(peer) && link.sibling().equals(sibling))
        .findFirst()
        .orElseThrow();
  }
}

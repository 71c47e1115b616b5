package io.avp.gnutella.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Capture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real servents said to one another in handshakes, played to each side in turn. */
class CapturedHandshakesTest {
  /** Groups of one conversation, in order. */
  @SuppressWarnings("ArrayRecordComponent")
  record Conversation(String name, List<byte[]> groups) {
    int status() {
      return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Conversation> conversations() {
    Map<String, List<byte[]>> found = new TreeMap<>();
    Vectors.captures()
        .filter(c -> c.kind().startsWith("handshake"))
        .sorted(java.util.Comparator.comparing(Capture::file))
        .forEach(
            c ->
                found
                    .computeIfAbsent(
                        c.file().substring(0, c.file().length() - ".1.txt".length()),
                        k -> new ArrayList<>())
                    .add(c.bytes()));
    return found.entrySet().stream().map(e -> new Conversation(e.getKey(), e.getValue()));
  }

  @Test
  void allGroupsAreInAConversation() {
    assertEquals(20, conversations().count());
    assertEquals(53, conversations().mapToInt(c -> c.groups().size()).sum());
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void anAcceptorUnderstandsTheInitiator(Conversation conversation) {
    FixedPolicy policy = FixedPolicy.permissive();
    Handshake acceptor = Handshake.acceptor(FixedPolicy.REMOTE, policy);
    feedWhole(acceptor, conversation.groups().get(0));
    assertTrue(text(acceptor.step().reply()).startsWith("GNUTELLA/0.6 200 OK\r\n"));
    if (conversation.groups().size() < 3) {
      return; // the other side refused, so there was no third group
    }
    byte[] last = conversation.groups().get(2);
    feedWhole(acceptor, last);
    if (text(last).startsWith("GNUTELLA/0.6 503 ")) { // LimeWire changed its mind
      Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, acceptor.step());
      assertEquals(Handshake.Failure.REFUSED_BY_REMOTE, failed.failure());
      return;
    }
    Relation relation = assertInstanceOf(Handshake.Done.class, acceptor.step()).relation();
    assertEquals(
        text(last).toLowerCase(java.util.Locale.ROOT).contains("content-encoding: deflate"),
        relation.inflateInbound());
    assertEquals(conversation.name().contains("-up-to-"), isUltrapeer(relation));
    assertTrue(relation.leafQrp() && relation.ggep(), relation::toString);
    assertTrue(relation.listenAddress().isPresent(), relation::toString);
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void anInitiatorUnderstandsTheAcceptor(Conversation conversation) {
    Handshake initiator =
        Handshake.initiator(FixedPolicy.REMOTE, FixedPolicy.permissive(PeerMode.LEAF, true));
    byte[] answer = conversation.groups().get(1);
    feedWhole(initiator, answer);
    if (conversation.status() == 200) {
      Handshake.Done done = assertInstanceOf(Handshake.Done.class, initiator.step());
      assertEquals(
          text(answer).contains("Content-Encoding: deflate"), done.relation().inflateInbound());
      assertTrue(!done.relation().userAgent().isEmpty());
    } else {
      Handshake.Failed failed = assertInstanceOf(Handshake.Failed.class, initiator.step());
      assertEquals(Handshake.Failure.REFUSED_BY_REMOTE, failed.failure());
      assertTrue(failed.detail().startsWith("GNUTELLA/0.6 " + conversation.status() + " "));
      assertEquals(text(answer).contains("X-Try-Ultrapeers: 1"), !failed.tryUltrapeers().isEmpty());
    }
  }

  private static boolean isUltrapeer(Relation relation) {
    return relation.remoteMode() == PeerMode.ULTRAPEER;
  }

  private static void feedWhole(Handshake handshake, byte[] group) {
    assertEquals(group.length, handshake.feed(group, 0, group.length));
  }

  private static String text(byte[] group) {
    return new String(group, StandardCharsets.UTF_8);
  }
}

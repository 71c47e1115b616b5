package io.avp.ops.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServentTalkTest {
  private static final Guid SELF = new Guid(5, 6);
  private static final Guid ID = Guid.modern(7, 8);

  private final SharedFile file = SharedFile.of(4, "brada klumen.dat", 100, 1);
  private final ServentTalk talk =
      new ServentTalk(
          new ServentPlan(0, PeerMode.LEAF, true, true, 0x7f14_0001, SELF, List.of(file)),
          new Library(List.of(file)),
          new HostAddress(0x7f14_0001, 26346),
          new ServentCounters());

  @Test
  void answersAQueryWithItsFileAndATtlThatReachesTheAsker() throws MalformedException {
    Ggep none = Ggep.builder().build();
    byte[] query = Query.of(Query.MARKED, "klumen", List.of(), none).frame(ID, 2, 3);
    byte[] frame = ((ServentTalk.Act.Reply) only(query)).frame();
    assertEquals(5, Header.ttl(frame, 0));
    assertEquals(0, Header.hops(frame, 0));
    assertEquals(ID, Guid.read(frame, 0));
    QueryHit hit = QueryHit.decode(frame, Header.BYTES, frame.length - Header.BYTES);
    assertEquals(SELF, hit.servent());
    assertEquals(file.sha1(), hit.records().get(0).sha1().orElseThrow());
    assertTrue(hit.trailer().map(HitTrailer::push).orElse(false));
  }

  @Test
  void answersAnAlivePing() {
    byte[] frame = ((ServentTalk.Act.Reply) only(Ping.plain().frame(ID, 1, 0))).frame();
    assertEquals(ID, Guid.read(frame, 0));
    assertEquals(1, Header.ttl(frame, 0));
  }

  @Test
  void connectsToTheRequesterOfAPushForItself() {
    HostAddress requester = new HostAddress(0x7f14_0002, 26346);
    Push push = new Push(SELF, 4, requester, Ggep.builder().build());
    ServentTalk.Act.Give give = (ServentTalk.Act.Give) only(push.frame(ID, 3, 0));
    assertEquals(requester, give.to());
    assertEquals("GIV 4:00000000000000050000000000000006/file", give.line());
    Push other = new Push(new Guid(9, 9), 4, requester, Ggep.builder().build());
    assertEquals(List.of(), read(other.frame(ID, 3, 0)));
  }

  private ServentTalk.Act only(byte[] frame) {
    List<ServentTalk.Act> acts = read(frame);
    assertEquals(1, acts.size());
    return acts.get(0);
  }

  private List<ServentTalk.Act> read(byte[] frame) {
    List<ServentTalk.Act> acts = new ArrayList<>();
    talk.read(frame, 0, frame.length, acts::add);
    return acts;
  }
}

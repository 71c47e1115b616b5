package io.avp.ops.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.Guid;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroundTruthTest {
  private static final Guid ONE = new Guid(1, 1);
  private static final Guid TWO = new Guid(2, 2);

  private final SharedFile song = SharedFile.of(0, "brada klumen.dat", 100, 1);
  private final SharedFile book = SharedFile.of(1, "klumen vosta.dat", 100, 2);
  private final GroundTruth truth =
      new GroundTruth(List.of(servent(ONE, song), servent(TWO, song, book)));

  @Test
  void allWordsMustMatch() {
    assertEquals(Set.of(at(TWO, book)), truth.answers("vosta klumen", ONE));
    assertEquals(Set.of(), truth.answers("vosta brada", ONE));
  }

  @Test
  void prefixesOfTablesMatchAndOthersDoNot() {
    assertEquals(Set.of(at(TWO, song), at(TWO, book)), truth.answers("klume", ONE));
    assertEquals(Set.of(), truth.answers("klu", ONE));
  }

  @Test
  void shortWordsAreNotLookedUp() {
    assertEquals(Set.of(at(TWO, book)), truth.answers("xx vosta", ONE));
    assertEquals(Set.of(), truth.answers("xx", ONE));
  }

  @Test
  void ownFilesAreNoAnswers() {
    assertEquals(Set.of(at(ONE, song)), truth.answers("brada", TWO));
  }

  private static GroundTruth.Holding at(Guid servent, SharedFile file) {
    return new GroundTruth.Holding(servent, file.sha1());
  }

  private static ServentPlan servent(Guid guid, SharedFile... files) {
    return new ServentPlan(0, PeerMode.LEAF, false, true, 0x7f14_0001, guid, List.of(files));
  }
}

package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedQuestionTest {
  private static final int TARGET = 150;

  private static Optional<Question> shared(int flags, String text, Ggep ggep) {
    return SharedQuestion.of(Query.of(Query.MARKED | flags, text, List.of(), ggep), TARGET);
  }

  private static boolean isShared(String text) {
    return shared(0, text, Ggep.NONE).isPresent();
  }

  @Test
  void whatEverybodyReadsTheSameWayIsShared() {
    for (String text :
        new String[] {"zebra", "Zebra LULLABY", "lullaby  zebra lullaby ", "зебра", "1984 song"}) {
      assertTrue(isShared(text), text);
    }
    assertTrue(shared(Query.LEAF_GUIDED | Query.GGEP_H | TARGET, "zebra", Ggep.NONE).isPresent());
    Ggep audio = Ggep.builder().add("M", new byte[] {0x04}).build();
    assertEquals(Filters.AUDIO, shared(0, "zebra", audio).orElseThrow().filters().media());
  }

  @Test
  void whatSomeReadAnotherWayIsNot() {
    for (String text :
        new String[] {
          "of zebra",
          "zébra",
          "ｚｅｂｒａ",
          "zebra.lullaby",
          "\"zebra\"",
          "zebra -lullaby",
          "zebra\tsong"
        }) {
      assertTrue(Question.ofWords(text, Filters.NONE).isPresent(), text);
      assertTrue(!isShared(text), text);
    }
    byte[] other = "lullaby".getBytes(StandardCharsets.UTF_8);
    assertTrue(shared(0, "zebra", Ggep.builder().add("XQ", other).build()).isEmpty());
    assertTrue(shared(0, "zebra", Ggep.builder().add("NEW", other).build()).isEmpty());
  }

  @Test
  void whatIsAnsweredToOneAloneIsNot() {
    assertTrue(shared(Query.OUT_OF_BAND, "zebra", Ggep.NONE).isEmpty());
    assertTrue(shared(Query.FIREWALLED, "zebra", Ggep.NONE).isEmpty());
    assertTrue(shared(TARGET - 1, "zebra", Ggep.NONE).isEmpty());
  }

  @Test
  void aUrnIsSharedIfItIsAllThatIsAskedFor() throws MalformedException {
    String urn = Samples.sha1("x").urn();
    String second = Samples.sha1("y").urn();
    assertEquals(Optional.of(Samples.sha1("x")), byUrn("\\", urn).orElseThrow().sha1());
    assertTrue(byUrn("zebra", urn).isEmpty());
    assertTrue(byUrn("\\", urn, second).isEmpty());
    byte[] odd = "\u0080\u0000zebra\u0000junk\u0000".getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(SharedQuestion.of(Query.decode(odd, 0, odd.length), TARGET).isEmpty());
  }

  private static Optional<Question> byUrn(String text, String... urns) {
    return SharedQuestion.of(Query.of(Query.MARKED, text, List.of(urns), Ggep.NONE), TARGET);
  }
}

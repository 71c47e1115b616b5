package io.avp.gnutella.qrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How texts become words. */
class QueryWordsTest {
  @Test
  void wordsAreFoldedAndSplitAtEverythingElse() {
    assertEquals(
        List.of("the", "gnutella", "protocol", "v0", "6", "pdf"),
        QueryWords.split("The GNUTELLA_protocol (v0.6).PDF the"));
    assertEquals(List.of("cafe", "ubung"), QueryWords.split("Caf\u00e9 \u00dcbung"));
    assertEquals(List.of("fi", "a"), QueryWords.split("\ufb01 \uff21")); // ligature, full width
    assertEquals(List.of(), QueryWords.split(" .-_"));
  }

  @Test
  void wordsEndWhereTheScriptChanges() {
    assertEquals(List.of("abc", "\u65e5\u672c", "xyz1"), QueryWords.split("abc\u65e5\u672cxyz1"));
  }

  @Test
  void voicedKanaKeepTheirMarks() {
    assertEquals(List.of("\u304c"), QueryWords.split("\u304b\u3099"));
  }

  @Test
  void shortWordsAreNotLookedUp() {
    assertEquals(List.of("abc", "\u65e5"), QueryWords.forLookup("a ab abc \u65e5"));
  }

  @Test
  void tablesHoldPrefixesOfMoreThanThreeBytes() {
    assertEquals(
        Set.of("gnutella", "gnutell", "gnutel", "gnute", "gnut"), QueryWords.forTable("Gnutella"));
    assertEquals(
        Set.of("programming", "programmin", "programmi", "programm", "program", "progra"),
        QueryWords.forTable("programming"));
    assertEquals(Set.of("iso"), QueryWords.forTable("iso"));
  }

  @Property(tries = 500, seed = "2026")
  void wordsOfAnyTextAreTheirOwnWords(@ForAll String text) {
    for (String word : QueryWords.split(text)) {
      assertTrue(!word.isEmpty());
      assertEquals(List.of(word), QueryWords.split(word));
    }
  }
}

package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in place is what decoding the query and splitting its text would say. */
class QueryTermsTest {
  private static final String URN = "urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB";
  private static final Guid ID = Guid.modern(1, 2);

  @Property(tries = 3_000)
  void agreesWithDecodingAndSplitting(@ForAll("queries") Query query) throws Exception {
    byte[] frame = query.frame(ID, 3, 0);
    QueryTerms terms = new QueryTerms();
    DropReason reason = terms.read(frame, 0, frame.length);
    Query decoded = Query.decode(frame, Header.BYTES, frame.length - Header.BYTES);
    Set<String> words = words(decoded);
    boolean searchable = !words.isEmpty() || decoded.sha1().isPresent() || decoded.isWhatsNew();
    assertEquals(searchable ? null : DropReason.NO_WORDS, reason);
    assertEquals(decoded.isWhatsNew(), terms.isWhatsNew());
    assertEquals(decoded.sha1().isPresent(), terms.hasUrn());
    assertEquals(hashes(words), hashes(terms));
    if (terms.hasUrn()) {
      assertEquals(
          QrpHash.hash(decoded.sha1().orElseThrow().urn().toLowerCase(Locale.ROOT)),
          terms.hash(terms.words()));
    }
    for (int i = 0; i < terms.words(); i++) {
      int hash = terms.hash(i);
      int length = terms.length(i);
      boolean number = terms.isNumber(i);
      // Two words may have one hash.
      assertTrue(
          words.stream()
              .filter(word -> QrpHash.hash(word) == hash && word.length() == length)
              .anyMatch(word -> word.matches("[0-9]+") == number),
          () -> "no word of " + words + " has " + length + " characters, number: " + number);
    }
  }

  private static Set<String> words(Query query) {
    Set<String> words = new LinkedHashSet<>();
    QueryWords.forLookup(query.text()).stream().limit(QueryTerms.MAX_WORDS).forEach(words::add);
    return words;
  }

  private static List<Integer> hashes(Set<String> words) {
    return words.stream().map(QrpHash::hash).distinct().sorted().toList();
  }

  private static List<Integer> hashes(QueryTerms terms) {
    List<Integer> hashes = new ArrayList<>();
    for (int i = 0; i < terms.words(); i++) {
      hashes.add(terms.hash(i));
    }
    return hashes.stream().distinct().sorted().toList();
  }

  @Provide
  Arbitrary<Query> queries() {
    Arbitrary<String> ascii = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
    Arbitrary<String> words =
        Arbitraries.of(
                "wombat",
                "Lullaby",
                "mp3",
                "a",
                "of",
                "LULLABY",
                "caf\u00e9",
                "\u65e5\u672c",
                "\u0416\u0443\u043a",
                "\uff21\uff22\uff23",
                "\u304c\u304e",
                "no-one",
                "\ud83d\ude00x")
            .list()
            .ofMinSize(1)
            .ofMaxSize(8)
            .map(list -> String.join(" ", list));
    Arbitrary<String> any =
        Arbitraries.strings()
            .excludeChars('\0')
            .ofMaxLength(30)
            .filter(
                s ->
                    s.equals(
                        new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
    Arbitrary<String> text = Arbitraries.oneOf(ascii, words, any).map(s -> s.isEmpty() ? "\\" : s);
    Arbitrary<List<String>> urns =
        Arbitraries.of(
            List.of(),
            List.of(URN),
            List.of(URN.toLowerCase(Locale.ROOT)),
            List.of("urn:"),
            List.of("urn:bitprint:x", URN));
    Arbitrary<Ggep> ggep =
        Arbitraries.of(
            Ggep.NONE,
            Ggep.builder().add("SO").build(),
            Ggep.builder().add("WH", new byte[] {1}).build(),
            Ggep.builder().add("M", new byte[] {4}).add("WH", new byte[] {1}).add("NP").build(),
            Ggep.builder().add("WH", new byte[] {2}).build(),
            Ggep.builder().add("XQ", new byte[100]).build());
    return Combinators.combine(text, urns, ggep).as((t, u, g) -> Query.of(Query.MARKED, t, u, g));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000 776f6d626174 00", // no flags
        "8000 776f6d626174", // no end of the text
        "8000 ff6f6d626174 00", // no UTF-8
        "8000 776f6d626174 00 1c 1c 41 00", // separators in a row
        "8000 776f6d626174 00 00 00", // more than one NUL behind the last one
        "8000 776f6d626174 00 75726e3a736861313a41 00", // a SHA-1 too short
        "8000", // nothing
      })
  void malformedForBoth(String hex) {
    byte[] frame = frame(bytes(hex));
    assertEquals(DropReason.MALFORMED, new QueryTerms().read(frame, 0, frame.length));
    boolean decoded = true;
    try {
      Query.decode(frame, Header.BYTES, frame.length - Header.BYTES);
    } catch (MalformedException e) {
      decoded = false;
    }
    assertFalse(decoded);
  }

  private static byte[] bytes(String hex) {
    return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] frame(byte[] payload) {
    byte[] frame = new byte[Header.BYTES + payload.length];
    Header.write(frame, 0, ID, DescriptorType.QUERY, 3, 0, payload.length);
    System.arraycopy(payload, 0, frame, Header.BYTES, payload.length);
    return frame;
  }

  @Test
  void whatDecodingRefusesIsNeverSearchedForAndNothingIsThrown() {
    Random random = new Random(5);
    QueryTerms terms = new QueryTerms();
    List<byte[]> good = new ArrayList<>();
    for (String text : List.of("wombat lullaby", "caf\u00e9 \u65e5\u672c", "\\")) {
      for (Ggep ggep : List.of(Ggep.NONE, Ggep.builder().add("WH", new byte[] {1}).build())) {
        good.add(Query.of(Query.MARKED, text, List.of(URN), ggep).frame(ID, 3, 0));
      }
    }
    int malformed = 0;
    int searched = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] frame = i % 2 == 0 ? noise(random) : mutant(good, random);
      int payload = frame.length - Header.BYTES;
      DropReason reason = terms.read(frame, 0, frame.length);
      malformed += reason == DropReason.MALFORMED ? 1 : 0;
      searched += reason == null ? 1 : 0;
      try {
        Query.decode(frame, Header.BYTES, payload);
      } catch (MalformedException e) {
        boolean lenient =
            e.reason() == io.avp.gnutella.wire.Rejection.BAD_GGEP
                || e.reason() == io.avp.gnutella.wire.Rejection.EMPTY;
        assertTrue(
            reason != null || lenient,
            () -> e + " but searched for: " + java.util.HexFormat.of().formatHex(frame));
      }
    }
    assertTrue(malformed > 10_000 && searched > 1_000, malformed + " " + searched);
  }

  private static byte[] noise(Random random) {
    byte[] payload = new byte[random.nextInt(80)];
    random.nextBytes(payload);
    if (random.nextBoolean() && payload.length > 10) {
      payload[5 + random.nextInt(5)] = 0;
    }
    return frame(payload);
  }

  private static byte[] mutant(List<byte[]> good, Random random) {
    byte[] one = good.get(random.nextInt(good.size()));
    byte[] payload =
        Arrays.copyOfRange(
            one, Header.BYTES, one.length - (random.nextInt(4) == 0 ? random.nextInt(20) : 0));
    for (int n = random.nextInt(3); n >= 0; n--) {
      payload[random.nextInt(payload.length)] = (byte) random.nextInt();
    }
    return frame(payload);
  }

  @Test
  void readsWithinAnArrayAndForgetsTheOneBefore() {
    byte[] first = Query.of(Query.MARKED, "wombat", List.of(URN), Ggep.NONE).frame(ID, 3, 0);
    byte[] second = Query.of(Query.MARKED, "numbat", List.of(), Ggep.NONE).frame(ID, 3, 0);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    QueryTerms terms = new QueryTerms();
    QrpTable table = QrpTable.ofWords(16, List.of("numbat"));
    assertNull(terms.read(both, 0, first.length));
    assertTrue(terms.hasUrn());
    assertFalse(terms.matchesWords(table) || terms.matchesUrn(table));
    assertNull(terms.read(both, first.length, second.length));
    assertFalse(terms.hasUrn());
    assertTrue(terms.matchesWords(table));
    assertEquals(6, terms.length(0));
    assertFalse(terms.isNumber(0));
  }

  @Test
  void matchesByAllWordsOrByUrn() {
    QueryTerms terms = new QueryTerms();
    byte[] frame =
        Query.of(Query.MARKED, "wombat lullaby", List.of(URN), Ggep.NONE).frame(ID, 3, 0);
    assertNull(terms.read(frame, 0, frame.length));
    QrpTable words = QrpTable.ofWords(16, List.of("wombat", "lullaby"));
    QrpTable urn = QrpTable.ofWords(16, List.of(URN.toLowerCase(Locale.ROOT)));
    QrpTable one = QrpTable.ofWords(16, List.of("wombat"));
    assertTrue(terms.matchesWords(words) && !terms.matchesUrn(words));
    assertTrue(terms.matchesUrn(urn) && !terms.matchesWords(urn));
    assertFalse(terms.matchesUrn(one) || terms.matchesWords(one));
    assertFalse(terms.matchesWords(QrpTable.empty(16)) || terms.matchesUrn(QrpTable.empty(16)));
  }

  @Test
  void ofTooManyWordsTheFirstOnesCount() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append((char) ('a' + i % 26)).append((char) ('a' + i / 26)).append("x ");
    }
    QueryTerms terms = new QueryTerms();
    byte[] frame = Query.of(Query.MARKED, text.toString(), List.of(), Ggep.NONE).frame(ID, 3, 0);
    assertNull(terms.read(frame, 0, frame.length));
    assertEquals(QueryTerms.MAX_WORDS, terms.words());
  }
}

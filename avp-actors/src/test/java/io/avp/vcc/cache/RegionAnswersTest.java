package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What regions answer is what the definition of a match says, whatever came and went before. */
class RegionAnswersTest {
  private static final HoldingLimits NO_SHARES =
      new HoldingLimits(100, 1 << 20, 1 << 20, 30, 120, 1 << 20);
  private static final String[] WORDS = {
    "alpha",
    "alphabet",
    "alphabets",
    "al",
    "beta",
    "Béta",
    "betamax",
    "zebra",
    "zebras",
    "mp3",
    "2026",
    "202612",
    "łódź",
    "日本",
    "日本語",
    "ab",
    "abcd",
    "abcde",
    "abcdefghij",
    "ÇA",
    "straße",
    "İstanbul",
    "гнутелла",
    "гнутел",
    "über",
    "cafe",
    "café",
    "naïve",
    "x"
  };

  @Property(seed = "20261124", tries = 12)
  void regionsAnswerWhatTheDefinitionSays(@ForAll long seed) {
    Random random = new Random(seed);
    Realm realm = new Realm(NO_SHARES);
    Map<Integer, List<FileRecord>> truth = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      int number = random.nextInt(8);
      if (random.nextInt(4) == 0) {
        truth.remove(number);
        realm.remove(Samples.guid(number));
      } else if (random.nextInt(3) == 0) {
        List<FileRecord> all = files(random, random.nextInt(10));
        truth.put(number, new ArrayList<>(all));
        realm.replace(Samples.holder(number), all);
      } else {
        List<FileRecord> more = files(random, random.nextInt(1, 6));
        truth.computeIfAbsent(number, n -> new ArrayList<>()).addAll(more);
        realm.add(Samples.holder(number), more);
      }
      compare(random, realm, truth);
    }
    for (int number = 0; number < 8; number++) {
      realm.remove(Samples.guid(number));
    }
    assertEquals(0, realm.store.gauges().holdings());
    assertEquals(0, realm.store.gauges().holders());
    assertEquals(0, realm.store.gauges().records());
    assertEquals(0, realm.entries());
  }

  private static void compare(Random random, Realm realm, Map<Integer, List<FileRecord>> truth) {
    for (int i = 0; i < 6; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        String word = WORDS[random.nextInt(WORDS.length)];
        text.append(
            word, 0, random.nextBoolean() ? word.length() : random.nextInt(word.length()) + 1);
        text.append(' ');
      }
      Optional<Question> question = Question.ofWords(text.toString(), Filters.NONE);
      if (question.isPresent()) {
        assertEquals(brute(truth, text.toString()), realm.ask(question.get()), text.toString());
      }
    }
    truth.values().stream()
        .flatMap(List::stream)
        .findAny()
        .ifPresent(file -> assertEquals(brute(truth, file.sha1()), realm.ask(urn(file.sha1()))));
  }

  private static Question urn(Sha1 sha1) {
    return new Question(List.of(), Optional.of(sha1), Filters.NONE);
  }

  private static Set<String> brute(Map<Integer, List<FileRecord>> truth, String text) {
    List<String> words = QueryWords.forLookup(text);
    Set<String> answers = new HashSet<>();
    truth.forEach(
        (number, files) ->
            files.stream()
                .filter(
                    f ->
                        QueryWords.forTable(new String(f.name(), StandardCharsets.UTF_8))
                            .containsAll(words))
                .forEach(f -> answers.add(Realm.text(Samples.guid(number), f.raw()))));
    return answers;
  }

  private static Set<String> brute(Map<Integer, List<FileRecord>> truth, Sha1 sha1) {
    Set<String> answers = new HashSet<>();
    truth.forEach(
        (number, files) ->
            files.stream()
                .filter(f -> f.sha1().equals(sha1))
                .forEach(f -> answers.add(Realm.text(Samples.guid(number), f.raw()))));
    return answers;
  }

  private static List<FileRecord> files(Random random, int number) {
    List<FileRecord> files = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        name.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextBoolean() ? "_" : " - ");
      }
      files.add(Samples.file(random.nextInt(20), name + "x.dat"));
    }
    return files;
  }

  @Test
  void filtersLeaveOutKindsAndSizes() {
    Realm realm = new Realm(NO_SHARES);
    Guid servent = Samples.guid(1);
    FileRecord song = Samples.file(1, "zebra song.mp3");
    FileRecord film = Samples.file(2, "zebra film.AVI");
    FileRecord other = Samples.file(3, "zebra other");
    realm.add(Samples.holder(1), List.of(song, film, other));
    assertEquals(
        Set.of(Realm.text(servent, song.raw())),
        realm.ask(
            Question.ofWords("zebra", new Filters(Filters.AUDIO, 0, Long.MAX_VALUE))
                .orElseThrow()));
    assertEquals(
        Set.of(Realm.text(servent, song.raw()), Realm.text(servent, film.raw())),
        realm.ask(
            Question.ofWords("zebra", new Filters(Filters.AUDIO | Filters.VIDEO, 0, 2_000))
                .orElseThrow()));
    assertEquals(
        Set.of(Realm.text(servent, other.raw())),
        realm.ask(Question.ofWords("zebra", new Filters(0, 1_003, 1_003)).orElseThrow()));
  }

  @Test
  void aRegionThatMovesAwayLeavesTheOthersTheirs() {
    Realm realm = new Realm(NO_SHARES);
    FileRecord file = Samples.file(1, "alphabet betamax zebras");
    realm.add(Samples.holder(1), List.of(file));
    int entries = realm.entries();
    assertEquals(4, entries);
    realm.region(file.keys()[0]).clear();
    assertEquals(entries - 1, realm.entries());
    assertEquals(1, realm.store.gauges().holdings());
    assertEquals(
        Set.of(Realm.text(Samples.guid(1), file.raw())),
        realm.ask(Question.ofWords("zebras", Filters.NONE).orElseThrow()));
    assertTrue(realm.ask(Question.ofWords("alphabet", Filters.NONE).orElseThrow()).isEmpty());
  }
}

package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.Sha1;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtsTest {
  private static final int FILES = 8;
  private static final int POISONER = 99;
  private static final Question QUESTION = Question.ofWords("zebra", Filters.NONE).orElseThrow();

  private final Realm realm = new Realm(HoldingLimits.STANDARD);
  private final Doubts doubts = new Doubts(realm.store, FILES);

  /** A member of a network of sixteen bits, with files under the names of others. */
  private void member(int number, int network, int from, int files, String content) {
    List<FileRecord> records = new ArrayList<>();
    for (int i = from; i < from + files; i++) {
      Sha1 sha1 = Samples.sha1(content + i);
      byte[] area = sha1.urn().getBytes(StandardCharsets.US_ASCII);
      records.add(FileRecord.of(Samples.raw(i, 1_000, "zebra " + i, area)).orElseThrow());
    }
    realm.add(Samples.holder(number, (long) network << 16 | number, 10), records);
  }

  private boolean isDoubted(int number) {
    assertTrue(doubts.isDue());
    doubts.judge();
    assertFalse(doubts.isDue());
    return realm.store.isDoubted(Samples.guid(number));
  }

  private void agreeing(int networks) {
    for (int network = 1; network <= networks; network++) {
      member(network, network, 0, FILES, "song");
    }
  }

  @Test
  void poisonUnderPopularNamesIsNotAnswered() {
    agreeing(3);
    member(POISONER, POISONER, 0, FILES, "poison");
    assertEquals(4 * FILES, realm.ask(QUESTION).size());
    assertTrue(isDoubted(POISONER));
    assertEquals(1, realm.store.doubted());
    assertEquals(3 * FILES, realm.ask(QUESTION).size());
    assertTrue(realm.find(QUESTION, 150).ask().isEmpty(), "nor is it asked");
  }

  @Test
  void whatItAddsUnderOtherNamesDoesNotHelpIt() {
    agreeing(3);
    member(POISONER, POISONER, 0, FILES + 100, "poison");
    assertTrue(isDoubted(POISONER));
  }

  @Test
  void poisonersOfOneNetworkDoNotAgreeWithEachOther() {
    agreeing(3);
    member(POISONER, POISONER, 0, FILES, "poison");
    member(POISONER + 1, POISONER, 0, FILES, "poison");
    assertTrue(isDoubted(POISONER));
    assertTrue(realm.store.isDoubted(Samples.guid(POISONER + 1)));
  }

  @Test
  void twoNetworksCannotHaveAMemberDoubted() {
    agreeing(2);
    member(POISONER, POISONER, 0, FILES, "my own recording");
    assertFalse(isDoubted(POISONER));
  }

  @Test
  void whoHasAFewOtherVersionsIsNotDoubted() {
    agreeing(3);
    member(POISONER, POISONER, 0, FILES - 1, "my own recording");
    assertFalse(isDoubted(POISONER));
  }

  @Test
  void whoSharesWhatOthersHaveIsNotDoubted() {
    agreeing(3);
    for (int network = 1; network <= 3; network++) {
      member(network, network, FILES, FILES / 2, "song");
    }
    member(POISONER, POISONER, FILES, FILES / 2, "song");
    member(POISONER, POISONER, 0, FILES, "my own recording");
    assertFalse(isDoubted(POISONER));
  }

  @Test
  void namesThatNobodyElseHasProveNothing() {
    agreeing(3);
    member(POISONER, POISONER, 1_000, 100, "rare");
    assertFalse(isDoubted(POISONER));
  }

  @Test
  void itIsAnsweredAgainWhenOthersHaveItToo() {
    agreeing(3);
    member(POISONER, POISONER, 0, FILES, "better");
    assertTrue(isDoubted(POISONER));
    member(POISONER + 1, POISONER + 1, 0, FILES, "better");
    assertFalse(isDoubted(POISONER));
    assertEquals(5 * FILES, realm.ask(QUESTION).size());
  }

  @Test
  void itIsAnsweredAgainWhenThoseWhoAgreedHaveLeft() {
    agreeing(3);
    member(POISONER, POISONER, 0, FILES, "my own recording");
    assertTrue(isDoubted(POISONER));
    assertTrue(realm.store.leave(Samples.guid(1), Samples.AVP));
    assertFalse(isDoubted(POISONER));
  }
}

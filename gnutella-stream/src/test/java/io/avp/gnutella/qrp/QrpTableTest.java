package io.avp.gnutella.qrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lookups, limits, and what a receiver refuses beyond the golden vectors. */
class QrpTableTest {
  private static final byte[] RESET_64 = {0, 64, 0, 0, 0, 7};

  @Test
  void aQueryMatchesOnlyIfAllItsWordsAreContained() {
    QrpTable table = QrpTable.ofWords(16, List.of("gnutella", "protocol"));
    int[] words = {QrpHash.hash("gnutella"), QrpHash.hash("protocol"), QrpHash.hash("ubuntu")};
    assertTrue(table.matches(words, 2));
    assertFalse(table.matches(words, 3));
    assertFalse(table.matches(words, 0));
  }

  @Test
  void aTableIsSparseUntilABitmapIsSmaller() {
    assertEquals(0, QrpTable.empty(21).bytes());
    assertTrue(QrpTable.ofWords(17, List.of("gnutella", "protocol")).bytes() < 700);
    // As many slots as 300 files fill, in the length of most servents and in that of gtk-gnutella.
    assertTrue(spread(16, 3_069).bytes() < 3_500);
    assertTrue(spread(19, 3_069).bytes() < 5_700);
    long[] full = QrpTable.bitmap(17);
    java.util.Arrays.fill(full, -1);
    QrpTable table = QrpTable.ofBitmap(17, full);
    assertEquals(1 << 14, table.bytes());
    assertEquals(1.0, table.fill());
  }

  private static QrpTable spread(int bits, int present) {
    long[] map = QrpTable.bitmap(bits);
    for (int i = 0; i < present; i++) {
      QrpTable.set(map, (int) (((long) i << bits) / present));
    }
    QrpTable table = QrpTable.ofBitmap(bits, map);
    assertEquals(present, table.present());
    return table;
  }

  @Test
  void lengthsOutsideOfTheLimitsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> QrpTable.empty(0));
    assertThrows(IllegalArgumentException.class, () -> QrpTable.empty(22));
    refused(Rejection.BAD_TABLE_LENGTH, new byte[] {0, 0, 0, 64, 0, 7}); // 2^22
    refused(Rejection.BAD_TABLE_LENGTH, new byte[] {0, 1, 0, 0, 0, 7});
    refused(Rejection.BAD_TABLE_LENGTH, new byte[] {0, 0, 0, 0, (byte) 0x80, 7});
  }

  @Test
  void sequencesMustBeWholeAndUniform() {
    byte[] half = patch(1, 2, 0, 8, 32);
    refused(Rejection.BAD_SEQUENCE, patch(1, 1, 0, 8, 64)); // no reset
    refused(Rejection.BAD_SEQUENCE, RESET_64, patch(2, 2, 0, 8, 32));
    refused(Rejection.BAD_SEQUENCE, RESET_64, half, half);
    refused(Rejection.BAD_SEQUENCE, RESET_64, half, patch(2, 3, 0, 8, 32));
    refused(Rejection.BAD_SEQUENCE, RESET_64, half, patch(2, 2, 0, 4, 32));
    refused(Rejection.BAD_SEQUENCE, RESET_64, half, patch(2, 2, 1, 8, 32));
    refused(Rejection.TRUNCATED, RESET_64, new byte[] {1, 1, 1, 0});
    refused(Rejection.TRUNCATED, new byte[0]);
    refused(Rejection.BAD_DEFLATE, RESET_64, patch(1, 1, 1, 8, 20));
  }

  @Test
  void aResetInTheMiddleOfASequenceStartsAnew() throws MalformedException {
    try (QrpReceiver receiver = new QrpReceiver()) {
      feed(receiver, RESET_64, patch(1, 2, 0, 8, 32), RESET_64);
      byte[] whole = patch(1, 1, 0, 8, 64);
      assertEquals(QrpTable.empty(6), receiver.accept(whole, 0, whole.length).orElseThrow());
    }
  }

  @Test
  void ofABombOnlyTheTableIsInflated() {
    QrpTable table = QrpTable.empty(21);
    byte[] zeros = QrpSender.whole(table).get(1); // covers 2^21 slots
    refused(Rejection.BAD_COVERAGE, RESET_64, zeros);
  }

  private static byte[] patch(int sequence, int count, int compressor, int width, int bytes) {
    byte[] patch = new byte[5 + bytes];
    patch[0] = 1;
    patch[1] = (byte) sequence;
    patch[2] = (byte) count;
    patch[3] = (byte) compressor;
    patch[4] = (byte) width;
    return patch;
  }

  private static void refused(Rejection reason, byte[]... messages) {
    try (QrpReceiver receiver = new QrpReceiver()) {
      MalformedException e =
          assertThrows(MalformedException.class, () -> feed(receiver, messages), reason::name);
      assertEquals(reason, e.reason());
    }
  }

  private static void feed(QrpReceiver receiver, byte[]... messages) throws MalformedException {
    for (byte[] message : messages) {
      receiver.accept(message, 0, message.length);
    }
  }
}

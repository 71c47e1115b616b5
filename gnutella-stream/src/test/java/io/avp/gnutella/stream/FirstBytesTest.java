package io.avp.gnutella.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which protocol follows, however few bytes came first (fact sheet, section 1.1). */
class FirstBytesTest {
  private static FirstBytes of(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return FirstBytes.of(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "'GNUTELLA CONNECT/|0.6', GNUTELLA",
    "'GET |/ HTTP/1.1', HTTP_GET",
    "'HEAD |/ HTTP/1.1', HTTP_HEAD",
    "'GIV |1:00/a', GIV",
    "\\n\\n|, PROBE",
    "'CONNECT BACK|\\r\\n', CONNECT_BACK"
  })
  void aBeginningIsUndecidedUntilItIsWhole(String text, FirstBytes expected) {
    int decided = text.translateEscapes().indexOf('|');
    String all = text.translateEscapes().replace("|", "");
    for (int n = 0; n <= all.length(); n++) {
      assertEquals(n < decided ? FirstBytes.UNDECIDED : expected, of(all.substring(0, n)));
    }
    assertTrue(decided <= FirstBytes.ENOUGH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001", // TLS from the first byte
        "GNUTELLA OK",
        "gnutella connect/0.6",
        "POST / HTTP/1.1",
        "PUSH guid:1",
        "QUEUE 6a07 198.51.100.7:6346",
        "CHAT CONNECT/0.1",
        "MAGNET ",
        "\r\n\r\n",
        "\nG",
        "GIVE",
        "CONNECT x:1 HTTP/1.1"
      })
  void everythingElseIsUnknown(String text) {
    assertEquals(FirstBytes.UNKNOWN, of(text));
  }

  @Test
  void noMoreThanEnoughIsEverUndecided() {
    for (int first = 0; first < 256; first++) {
      byte[] bytes = new byte[FirstBytes.ENOUGH];
      java.util.Arrays.fill(bytes, (byte) first);
      assertTrue(FirstBytes.of(bytes, 0, bytes.length) != FirstBytes.UNDECIDED);
    }
  }
}

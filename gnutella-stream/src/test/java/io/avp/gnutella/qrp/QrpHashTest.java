package io.avp.gnutella.qrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash against values that three other implementations agree on. */
class QrpHashTest {
  static Stream<JsonNode> vectors() {
    JsonNode all = Vectors.tree("golden/qrp-hash-vectors.json").path("vectors");
    return StreamSupport.stream(all.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void productAndSlotsAreTheStatedOnes(JsonNode vector) {
    int hash = QrpHash.hash(vector.path("word").asText());
    assertEquals(Integer.parseUnsignedInt(vector.path("product32").asText(), 16), hash);
    for (Map.Entry<String, JsonNode> slot : vector.path("slots").properties()) {
      int bits = Integer.parseInt(slot.getKey());
      assertEquals(slot.getValue().asInt(), QrpHash.slot(hash, bits), bits + " bits");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eb, d43dbacc, 6791, 54333, 108667, 869339, 1738679",
    "n, fdeb2688, 8125, 65003, 130006, 1040050, 2080100",
    "mp3, 7143a9ac, 3624, 28995, 57991, 463930, 927861",
    "test, 50e85fb0, 2589, 20712, 41424, 331397, 662795",
    "gnutella, 532d31b8, 2661, 21293, 42586, 340691, 681382",
    "protocol, 0be67aa4, 380, 3046, 6092, 48743, 97487",
    "limewire, 3690eb34, 1746, 13968, 27937, 223502, 447005",
    "ubuntu, a59f80dc, 5299, 42399, 84799, 678392, 1356784",
    "iso, cb9b4a3c, 6515, 52123, 104246, 833972, 1667945",
    "linux, 4128fd30, 2085, 16680, 33361, 266895, 533791",
    "ebcklmenq, 6e396b20, 3527, 28217, 56434, 451478, 902957",
    "ndflaleme, b1f71318, 5694, 45559, 91118, 728945, 1457890",
    "caf\u00e9, 95f16514, 4798, 38385, 76770, 614166, 1228332",
    "cafe, 25f16514, 1214, 9713, 19426, 155414, 310828",
    "\u65e5\u672c, 8845c0cc, 4360, 34885, 69771, 558172, 1116344",
    "a, f9828f5c, 7984, 63874, 127749, 1021992, 2043985",
    "urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB, 050bab80, 161, 1291, 2583, 20666, 41333",
    "urn:sha1:plsthipqgsszts5fjupakuzwugyqypfb, 850bab80, 4257, 34059, 68119, 544954, 1089909",
  })
  void theProtocolsTable(String word, String product, int s13, int s16, int s17, int s20, int s21) {
    int hash = QrpHash.hash(word);
    assertEquals(Integer.parseUnsignedInt(product, 16), hash);
    assertEquals(s13, QrpHash.slot(hash, 13));
    assertEquals(s16, QrpHash.slot(hash, 16));
    assertEquals(s17, QrpHash.slot(hash, 17));
    assertEquals(s20, QrpHash.slot(hash, 20));
    assertEquals(s21, QrpHash.slot(hash, 21));
  }

  @Test
  void bytesHashAsTheirLowerCaseWord() {
    byte[] bytes = "xxGnuTellAyy".getBytes(StandardCharsets.US_ASCII);
    assertEquals(QrpHash.hash("gnutella"), QrpHash.hashAscii(bytes, 2, 10));
  }
}

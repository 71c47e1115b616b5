package io.avp.vcc.cache;

import java.util.HexFormat;

/** Hits of real servents, whole frames; the same as among the captures of gnutella-stream. */
final class Captured {
  /** Of gtk-gnutella 1.2.3, relayed once: TTL 7, hops 1. */
  static final byte[] GTKG =
      hex(
          "2c2300013102d39917e46bf951ca18df8107019a00000001ca182c1600011000000001000000f04902007a65"
              + "627261206c756c6c61627920736f6e672e6d703300c301486d022b6fe53bfbb0cd4199fdcaee47b3f14edc"
              + "52e70ab61c8628e278de1017b8663b612069f691418fc4c964dc6c824354449ef6026b0047544b47022c21"
              + "c30547544b475653010102030065e3bd800000000e0705a331000382424840a7e231022614051a559965ee"
              + "778066fd");

  /** Of the same, firewalled, with a push proxy. */
  static final byte[] GTKG_PUSH =
      hex(
          "2c2300013102b5feca68176435ca1885810800ac00000001ca182c170001100000000100000060ea00006e61"
              + "727768616c206669726577616c6c656420747261636b2e6f676700c301486d02823bf7d565b4c0549e7b7d"
              + "51b271441cad072dc16d5ecaaca0c3ea3570954beeb32269634b957457421a0de4824354449ef6026b0047"
              + "544b47022d21c30547544b475653010102030065e3bd800000000e0705a33100030450555348462c0c0001"
              + "ca1882424840f36c3102f6a1ef1133c41eab9ac434c3");

  private Captured() {}

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}

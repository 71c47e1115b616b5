package io.avp.aol.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.gnutella.wire.HostAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListeningRuleTest {
  private static final HostAddress REMOTE = HostAddress.parse("44.1.0.1:40000");
  private static final Optional<HostAddress> CLAIMED =
      Optional.of(HostAddress.parse("44.1.0.1:6346"));
  private static final Optional<HostAddress> PROVED =
      Optional.of(HostAddress.parse("44.1.0.1:7000"));
  private static final Optional<HostAddress> NOWHERE = Optional.empty();

  private final ListeningRule rule = new ListeningRule(ip -> ip >>> 24 == 44);

  @Test
  void whatWasTriedCountsMoreThanWhatIsSaid() {
    assertEquals(CLAIMED, rule.address(REMOTE, false, CLAIMED, NOWHERE, false));
    assertEquals(PROVED, rule.address(REMOTE, false, CLAIMED, PROVED, true));
    assertEquals(NOWHERE, rule.address(REMOTE, false, CLAIMED, NOWHERE, true));
    assertEquals(NOWHERE, rule.address(REMOTE, false, NOWHERE, NOWHERE, false));
    assertEquals(Optional.of(REMOTE), rule.address(REMOTE, true, CLAIMED, NOWHERE, true));
  }

  @Test
  void nobodyHasOthersDialled() {
    Optional<HostAddress> victim = Optional.of(HostAddress.parse("44.9.9.9:80"));
    assertEquals(NOWHERE, rule.address(REMOTE, false, victim, NOWHERE, false));
    HostAddress hidden = HostAddress.parse("10.0.0.1:6346");
    assertEquals(NOWHERE, rule.address(hidden, false, Optional.of(hidden), NOWHERE, false));
  }
}

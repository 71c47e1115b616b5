package io.avp.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountingTest {
  @Test
  void everyReasonOfADropIsAFate() throws JsonProcessingException {
    JsonNode peer =
        peer(
            "{'received':10,'relayed':3,'answered':1,'consumed':2,'merged':0,'pending':1,"
                + "'dropped_ttl':2,'dropped_duplicate':1,'copies':7,'originated':5}");
    assertEquals(List.of(), Accounting.differences(peer));
    assertEquals(10, Accounting.received(peer));
    assertEquals(10, Accounting.received(peer, "query"));
  }

  @Test
  void whatHasNoFateIsNamed() throws JsonProcessingException {
    List<String> lines = Accounting.differences(peer("{'received':10,'relayed':9}"));
    assertEquals(1, lines.size());
    assertEquals(
        "a-0, query: received 10, but 9 have a fate: {\"received\":10,\"relayed\":9}",
        lines.get(0));
  }

  private static JsonNode peer(String query) throws JsonProcessingException {
    String json = "{'id':'a-0','counters':{'query':" + query + "}}";
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }
}

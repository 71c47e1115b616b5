package io.avp.ops.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Speaks with the HTTP interface of a node. */
public final class NodeApi {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String base;
  private final String token;

  NodeApi(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /**
   * GETs a path.
   *
   * @throws IOException if the answer is not 200 with JSON
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return MAPPER.readTree(text(path));
  }

  /** The sum of all series of one metric; 0 if there is none. */
  public double metric(String name) throws IOException, InterruptedException {
    return metric(name, "");
  }

  /** The sum of those series of a metric that have a tag, {@code name="value"}. */
  public double metric(String name, String tag) throws IOException, InterruptedException {
    return text("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .filter(line -> line.contains(tag))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The series of all metrics with a part in their names that are not 0, as they are printed. */
  public List<String> series(String part) throws IOException, InterruptedException {
    return text("/metrics")
        .lines()
        .filter(line -> !line.startsWith("#") && line.replaceAll("[{ ].*", "").contains(part))
        .filter(line -> !line.endsWith(" 0.0") && !line.endsWith(" 0"))
        .toList();
  }

  /**
   * DELETEs a path, with the token of the node.
   *
   * @throws IOException if the answer is no success
   */
  public void delete(String path) throws IOException, InterruptedException {
    answer(request(path).DELETE().header("Authorization", "Bearer " + token).build(), 204);
  }

  private String text(String path) throws IOException, InterruptedException {
    return answer(request(path).build(), 200);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
  }

  private String answer(HttpRequest request, int good) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != good) {
      throw new IOException(
          request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Slots that virtual peers have told the query regions of; -1 while a region waits for some. */
  public long toldSlots() throws IOException, InterruptedException {
    long told = 0;
    for (JsonNode region : all("/api/v1/regions")) {
      if (!region.path("complete").asBoolean()) {
        return -1;
      }
      for (JsonNode slots : region.path("hints")) {
        told += slots.asLong();
      }
    }
    return told;
  }

  /** All items of a paged list. */
  public List<JsonNode> all(String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + "?limit=500" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path("items").forEach(items::add);
      cursor = page.path("next").asText("");
    } while (!cursor.isEmpty());
    return items;
  }
}

package io.avp.node;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that know nothing but a name in DNS become one cluster. */
@Timeout(120)
class DnsFormationTest {
  private static final List<String> HOSTS = List.of("127.43.0.1", "127.43.0.2");

  private static final String STABLE =
      "akka.management.cluster.bootstrap.contact-point-discovery.stable-margin";

  @TempDir private Path dir;

  @Test
  void nodesFindEachOtherByNameInDns() throws Exception {
    List<InetAddress> addresses = new ArrayList<>();
    for (String host : HOSTS) {
      addresses.add(InetAddress.getByName(host));
    }
    int bootstrap = PortCheck.free(HOSTS.get(0));
    Path file = dir.resolve("dns.conf");
    Path out = dir.resolve("partner.out");
    try (FakeDns dns = new FakeDns(addresses)) {
      Files.write(
          file,
          List.of(
              "avp.node { discovery = dns, discovery-service = avp.test }",
              "avp.node.bootstrap-port = " + bootstrap,
              "akka.io.dns.async-dns.nameservers = [\"127.0.0.1:" + dns.port() + "\"]",
              "akka.io.dns.async-dns.search-domains = []",
              STABLE + " = 1s"));
      List<String> arguments =
          List.of(
              "--name",
              "partner",
              "--data",
              dir.resolve("partner").toString(),
              "--config",
              file.toString(),
              "--host",
              HOSTS.get(0),
              "--port",
              "0",
              "--remoting-port",
              "0",
              "--http-port",
              "0");
      Process partner = RunningNode.command(arguments).redirectOutput(out.toFile()).start();
      try (RunningNode node =
          RunningNode.start(dir, "--config", file.toString(), "--host", HOSTS.get(1))) {
        while (members(node.endpoint().http()) < 2) {
          assertFalse(partner.waitFor(50, TimeUnit.MILLISECONDS), () -> read(out));
        }
      } finally {
        partner.destroyForcibly();
      }
    }
  }

  private static int members(String http) throws IOException, InterruptedException {
    String body =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(http + "/cluster/members")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return new ObjectMapper().readTree(body).path("members").size();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

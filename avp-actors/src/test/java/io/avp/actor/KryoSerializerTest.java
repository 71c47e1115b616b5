package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.Done;
import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import io.avp.gnutella.stream.CloseReason;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Rule 8 of the architecture: what travels survives the journey, what is local never leaves. */
class KryoSerializerTest {
  @TempDir static Path data;
  private static ActorTestKit kit;
  private static Serialization serialization;
  private static TestProbe<Object> probe;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("avp-kryo", TestNode.config(data));
    serialization = SerializationExtension.get(kit.system());
    probe = kit.createTestProbe();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @TestFactory
  Stream<DynamicTest> everyMessageTravelsOrIsRefused() throws IOException {
    List<Class<?>> messages = messages();
    assertTrue(messages.contains(VirtualPeer.Started.class), "replies are among them");
    assertTrue(messages.contains(OverlayLink.Update.class));
    assertTrue(messages.contains(ServentGateway.Want.class));
    return messages.stream()
        .map(type -> DynamicTest.dynamicTest(type.getName(), () -> travelsOrIsRefused(type)));
  }

  private static void travelsOrIsRefused(Class<?> type) throws Exception {
    if (Local.class.isAssignableFrom(type)) {
      // Its class alone decides, so one without contents is as good as any.
      Object bare = Unmade.of(type);
      assertInstanceOf(KryoSerializer.class, serialization.findSerializerFor(bare));
      assertThrows(
          IllegalArgumentException.class,
          () -> serialization.findSerializerFor(bare).toBinary(bare));
      return;
    }
    for (int i = 0; i < 4; i++) {
      Object message = new Messages(probe.getRef()).make(type);
      assertInstanceOf(serializerOf(type), serialization.findSerializerFor(message));
      Object arrived = roundTrip(message);
      assertTrue(Messages.same(message, arrived), message + " became " + arrived);
    }
  }

  /** Batches of frames have a serializer of their own. */
  private static Class<?> serializerOf(Class<?> type) {
    return type == VirtualPeer.MeshFrames.class ? FrameSerializer.class : KryoSerializer.class;
  }

  private static Object roundTrip(Object message) {
    byte[] bytes = serialization.serialize(message).get();
    akka.serialization.Serializer serializer = serialization.findSerializerFor(message);
    return serialization.deserialize(bytes, serializer.identifier(), "").get();
  }

  /** Every class of the package that is a message: permitted commands, and replies. */
  private static List<Class<?>> messages() throws IOException {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> type : Classes.of(AvpSystem.class)) {
      boolean marked = Sharded.class.isAssignableFrom(type) || Local.class.isAssignableFrom(type);
      if (marked && !type.isInterface()) {
        all.add(type);
      }
    }
    return all;
  }

  @Test
  void everyCommandIsSealedAndItsMessagesAreMarked() throws IOException {
    int commands = 0;
    for (Class<?> type : Classes.of(AvpSystem.class)) {
      if (type.getSimpleName().equals("Command")) {
        commands++;
        assertTrue(type.isSealed(), type + " is not sealed");
        for (Class<?> message : type.getPermittedSubclasses()) {
          assertTrue(message.isRecord(), message + " is no record");
          assertTrue(
              Sharded.class.isAssignableFrom(message) || Local.class.isAssignableFrom(message),
              message + " neither travels nor stays");
        }
      }
    }
    assertEquals(11, commands);
  }

  @Test
  void numbersOfClassesNeverChange() throws IOException {
    Map<Integer, String> numbers = new TreeMap<>();
    Kryo kryo = KryoRegistry.newKryo(extended());
    for (int id = 0; id < 450; id++) {
      Registration registration = kryo.getRegistration(id);
      if (registration != null) {
        numbers.put(id, registration.getType().getName());
      }
    }
    StringBuilder table = new StringBuilder();
    numbers.forEach((id, type) -> table.append(id).append(' ').append(type).append('\n'));
    try (var stored = KryoSerializerTest.class.getResourceAsStream("kryo-numbers.txt")) {
      String expected = new String(stored.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, table.toString(), "nodes of two versions must understand each other");
    }
  }

  @Test
  void reasonsTravelByName() throws Exception {
    // Another version may have one more in the middle.
    byte[] bytes =
        serialization
            .serialize(new VirtualPeer.CloseMember("n1~0~0000000001", CloseReason.BAD_QRP))
            .get();
    assertTrue(new String(bytes, StandardCharsets.ISO_8859_1).contains("BAD_QR"));
  }

  @Test
  void whatIsNotRegisteredIsRefused() {
    KryoSerializer serializer = new KryoSerializer(extended());
    assertThrows(IllegalArgumentException.class, () -> serializer.toBinary(new Random(1)));
    assertSame(
        Done.getInstance(),
        assertInstanceOf(Done.class, arrived(serializer, serializer.toBinary(Done.getInstance()))));
  }

  private static Object arrived(KryoSerializer serializer, byte[] bytes) {
    try {
      return serializer.fromBinary(bytes, scala.Option.empty());
    } catch (NotSerializableException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> brokenBytesAreRefusedAndDoNoHarm() {
    return Stream.of(
            VirtualPeer.MeshFrames.class,
            VirtualPeer.Answers.class,
            QueryRegion.Answer.class,
            VirtualPeer.Links.class,
            VirtualPeer.Started.class)
        .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> broken(type)));
  }

  private static void broken(Class<?> type) {
    KryoSerializer serializer = new KryoSerializer(extended());
    byte[] good = serializer.toBinary(new Messages(probe.getRef()).make(type));
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int n = 0; n <= i % 4; n++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        serializer.fromBinary(bad, scala.Option.empty());
      } catch (NotSerializableException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
    assertFalse(arrived(serializer, good).toString().isEmpty());
    assertArrayEquals(good, serializer.toBinary(arrived(serializer, good)));
  }

  private static ExtendedActorSystem extended() {
    return (ExtendedActorSystem) akka.actor.typed.javadsl.Adapter.toClassic(kit.system());
  }
}

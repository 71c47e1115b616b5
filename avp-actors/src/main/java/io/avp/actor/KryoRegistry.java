package io.avp.actor;

import akka.Done;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.EnumNameSerializer;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one table of what travels between nodes, and under which number.
 *
 * <p>Numbers never change and are never given again: nodes of two versions meet during an upgrade.
 * Numbers below 20 belong to Kryo's own primitives.
 */
final class KryoRegistry {
  /** Lowest number for JDK types, identities and views. */
  private static final int COMMON = 20;

  /** Lowest number for messages; one block of {@link #BLOCK} per actor. */
  private static final int MESSAGES = 100;

  private static final int BLOCK = 50;

  private static final List<Class<?>> COMMON_TYPES =
      List.of(
          ActorRef.class,
          Done.getInstance().getClass(),
          byte[].class,
          int[].class,
          long[].class,
          String[].class,
          ArrayList.class,
          LinkedHashMap.class,
          TreeMap.class,
          List.of(1).getClass(),
          List.of().getClass(),
          Map.of(1, 1).getClass(),
          Map.of().getClass(),
          Optional.class,
          Guid.class,
          HostAddress.class,
          CloseReason.class,
          PeerEntry.class,
          PeerView.class,
          LinkView.class,
          RegionView.class,
          HomeClaim.class);

  private static final List<List<Class<?>>> MESSAGE_TYPES =
      List.of(
          List.of(
              VirtualPeer.Start.class,
              VirtualPeer.Started.class,
              VirtualPeer.GetState.class,
              VirtualPeer.State.class,
              VirtualPeer.ListLinks.class,
              VirtualPeer.Links.class,
              VirtualPeer.CloseMember.class,
              VirtualPeer.SendHints.class,
              VirtualPeer.Answers.class,
              VirtualPeer.MeshFrames.class,
              VirtualPeer.Leave.class,
              VirtualPeer.Stop.class,
              VirtualPeer.ShowMember.class),
          List.of(
              OverlayLink.Update.class,
              OverlayLink.Ended.class,
              OverlayLink.GetLink.class,
              OverlayLink.Found.class,
              OverlayLink.Close.class,
              OverlayLink.Closing.class,
              OverlayLink.Stop.class),
          List.of(
              QueryRegion.SlotHints.class,
              QueryRegion.AskBatch.class,
              QueryRegion.GetRegion.class,
              QueryRegion.Stop.class,
              QueryRegion.Awake.class,
              QueryRegion.Forget.class,
              QueryRegion.Forgotten.class));

  private KryoRegistry() {}

  /** An instance for one thread at a time. */
  static Kryo newKryo(ExtendedActorSystem system) {
    Kryo kryo = new ReferenceAwareKryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    register(kryo, COMMON, COMMON_TYPES);
    kryo.register(ActorRef.class, new References(system), COMMON);
    kryo.register(
        Done.getInstance().getClass(),
        new DoneSerializer(),
        COMMON + COMMON_TYPES.indexOf(doneClass()));
    // Not by their places: another version may know one more.
    kryo.register(
        CloseReason.class,
        new EnumNameSerializer(CloseReason.class),
        COMMON + COMMON_TYPES.indexOf(CloseReason.class));
    for (int block = 0; block < MESSAGE_TYPES.size(); block++) {
      register(kryo, MESSAGES + block * BLOCK, MESSAGE_TYPES.get(block));
    }
    return kryo;
  }

  private static Class<?> doneClass() {
    return Done.getInstance().getClass();
  }

  private static void register(Kryo kryo, int first, List<Class<?>> types) {
    for (int i = 0; i < types.size(); i++) {
      kryo.register(types.get(i), first + i);
    }
  }

  /** Knows every implementation of {@link ActorRef} as one type. */
  private static final class ReferenceAwareKryo extends Kryo {
    @Override
    @SuppressWarnings("rawtypes")
    public Registration getRegistration(Class type) {
      boolean reference = ActorRef.class.isAssignableFrom(type);
      return super.getRegistration(reference ? ActorRef.class : type);
    }
  }

  /** An actor reference as text that any node can resolve. */
  @SuppressWarnings("rawtypes")
  private static final class References extends Serializer<ActorRef> {
    private final ActorRefResolver resolver;

    References(ExtendedActorSystem system) {
      resolver = ActorRefResolver.get(Adapter.toTyped(system));
    }

    @Override
    @SuppressWarnings("unchecked")
    public void write(Kryo kryo, Output output, ActorRef reference) {
      output.writeString(resolver.toSerializationFormat((ActorRef<Object>) reference));
    }

    @Override
    public ActorRef read(Kryo kryo, Input input, Class<? extends ActorRef> type) {
      return resolver.resolveActorRef(input.readString());
    }
  }

  /** There is only one {@link Done}. */
  private static final class DoneSerializer extends Serializer<Done> {
    @Override
    public void write(Kryo kryo, Output output, Done done) {
      output.writeBoolean(true);
    }

    @Override
    public Done read(Kryo kryo, Input input, Class<? extends Done> type) {
      input.readBoolean();
      return Done.getInstance();
    }
  }
}

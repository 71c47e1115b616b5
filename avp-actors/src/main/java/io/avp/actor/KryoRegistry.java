package io.avp.actor;

import akka.Done;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.EnumNameSerializer;
import io.avp.aol.routing.CachedPong;
import io.avp.aol.topology.DialOutcome;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.ConnectionSnapshot;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.Offer;
import io.avp.vcc.cache.Push;
import io.avp.vcc.monitor.Fates;
import io.avp.vcc.monitor.HotWords;
import io.avp.vcc.monitor.Ledger;
import io.avp.vcc.monitor.Tally;
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
          HomeClaim.class,
          ConnectionSnapshot.class,
          LinkAccount.class,
          LinkAccount.Home.class,
          AvpId.class,
          HitTrailer.class,
          Push.class,
          Holder.class,
          Offer.class,
          Found.class,
          Found.Ask.class,
          MemberFiles.class,
          LedgerView.class,
          Ledger.class,
          Fates.class,
          Tally.class,
          HoldingView.class,
          RegionView.Knowledge.class,
          HotWords.Entry.class,
          CachedPong.class,
          HeardAnswer.class);

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
              VirtualPeer.ShowMember.class,
              VirtualPeer.TakeMember.class,
              VirtualPeer.MemberTaken.class,
              VirtualPeer.RelayPush.class,
              VirtualPeer.PushRelayed.class,
              VirtualPeer.ExpectTrunk.class,
              VirtualPeer.TrunkExpected.class,
              VirtualPeer.Learned.class,
              VirtualPeer.Refusal.class,
              VirtualPeer.GetLedger.class,
              VirtualPeer.Accounts.class,
              VirtualPeer.Purge.class),
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
              QueryRegion.Questions.class,
              QueryRegion.Answer.class,
              QueryRegion.Awake.class,
              QueryRegion.Forget.class,
              QueryRegion.Forgotten.class,
              QueryRegion.Learn.class,
              QueryRegion.Learnt.class,
              QueryRegion.Gone.class,
              QueryRegion.GetWords.class,
              QueryRegion.Words.class,
              QueryRegion.Leads.class,
              QueryRegion.ForgetAnswers.class),
          List.of(RegionExchange.Ask.class),
          List.of(
              DialLedger.Judge.class,
              DialLedger.Judgement.class,
              DialLedger.Dialled.class,
              DialOutcome.class),
          List.of(
              HoldingsExchange.Learn.class,
              HoldingsExchange.Left.class,
              HoldingsExchange.Confirm.class,
              HoldingsExchange.ListFiles.class,
              HoldingsExchange.Listed.class,
              HoldingsExchange.Purge.class,
              HoldingsExchange.Purged.class,
              HoldingsExchange.Parted.class,
              HoldingsExchange.Gained.class,
              HoldingsExchange.Keep.class),
          List.of(
              BrowseLedger.Claim.class, BrowseLedger.Claimed.class, BrowseLedger.LeaveAlone.class));

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
    kryo.register(Found.class, new FoundSerializer(), COMMON + COMMON_TYPES.indexOf(Found.class));
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
      Class<?> type = types.get(i);
      if (type.isEnum()) {
        // Not by their places: another version may know one more.
        kryo.register(type, new EnumNameSerializer(type.asSubclass(Enum.class)), first + i);
      } else {
        kryo.register(type, first + i);
      }
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
      String text = input.readString();
      if (text == null) {
        // Akka's cache of references would end the process with a memory fault.
        throw new KryoException("no actor reference");
      }
      return resolver.resolveActorRef(text);
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

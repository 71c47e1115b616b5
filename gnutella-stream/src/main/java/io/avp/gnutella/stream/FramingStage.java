package io.avp.gnutella.stream;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.ArrayList;
import java.util.List;

/** {@link Framing} as a stage: a round in, a batch per owner out. */
final class FramingStage extends GraphStage<FlowShape<Round, Batch>> {
  private final IoShard shard;
  private final Inlet<Round> in = Inlet.create("FramingStage.in");
  private final Outlet<Batch> out = Outlet.create("FramingStage.out");
  private final FlowShape<Round, Batch> shape = FlowShape.of(in, out);

  FramingStage(IoShard shard) {
    this.shard = shard;
  }

  @Override
  public FlowShape<Round, Batch> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inherited) {
    return new GraphStageLogic(shape) {
      private final Framing framing = new Framing(shard);
      private final List<Batch> batches = new ArrayList<>();

      {
        setHandlers(
            in,
            out,
            new AbstractInOutHandler() {
              @Override
              public void onPush() {
                framing.process(grab(in), batches::add);
                if (batches.isEmpty()) {
                  pull(in);
                } else if (batches.size() == 1) {
                  push(out, batches.get(0));
                } else {
                  emitMultiple(out, List.copyOf(batches).iterator());
                }
                batches.clear();
              }

              @Override
              public void onPull() {
                pull(in);
              }
            });
      }
    };
  }
}

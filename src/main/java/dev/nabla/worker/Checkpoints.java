package dev.nabla.worker;

import dev.nabla.model.Checkpoint;
import dev.nabla.model.DataDescription;
import dev.nabla.nn.Network;
import dev.nabla.protocol.Setup;
import dev.nabla.train.RunState;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs as files, and back. */
final class Checkpoints {
    private static final String NAME = "The saved run";

    private Checkpoints() {}

    /** The file of a run. */
    static byte[] write(Run run) {
        Setup setup = run.setup();
        Map<String, String> source = new LinkedHashMap<>();
        source.put("examples", Integer.toString(setup.examples()));
        source.put("validation", Integer.toString(run.data().validation().size()));
        source.put("seed", Integer.toString(setup.seed()));
        DataDescription data =
                new DataDescription(setup.data().id(), run.data().classNames(), DataDescription.PIXELS, source);
        return Checkpoint.ofRun(run.network(), data, run.state()).toBytes();
    }

    /**
     * The state in a file.
     *
     * @param setup what the page says that it is of
     */
    static RunState read(Setup setup, byte[] bytes) {
        Checkpoint checkpoint = Checkpoint.read(NAME, bytes);
        Network expected = Networks.of(setup);
        if (!checkpoint.network().equals(expected)) {
            throw new IllegalArgumentException(NAME + ": it is of " + checkpoint.network() + ", expected " + expected);
        }
        if (!checkpoint.data().name().equals(setup.data().id())) {
            throw new IllegalArgumentException(NAME + ": it learned from "
                    + checkpoint.data().name() + ", expected " + setup.data().id());
        }
        RunState state = checkpoint.run();
        if (state == null) {
            throw new IllegalArgumentException(NAME + ": it holds weights only, and cannot be resumed");
        }
        return state;
    }
}

package dev.nabla.page;

import dev.nabla.protocol.Command.Speed;
import dev.nabla.protocol.Command.Unit;
import dev.nabla.protocol.Setup;

/** What the controls ask of the room. */
interface Room {
    /** Trains, or stops training. */
    void play(boolean playing);

    /** Goes one unit on. */
    void step(Unit unit);

    /** Trains at another speed. */
    void speed(Speed speed);

    /** Begins again with the same first weights. */
    void restart();

    /** Begins again with other first weights. */
    void newWeights();

    /** Looks at a kept step; the last one is now. */
    void scrub(int step);

    /** Looks at now again. */
    void backToNow();

    /** Trains on from the step in sight. */
    void continueFromHere();

    /** Begins a run with other data, layers or seed. */
    void begin(Setup setup);

    /** Changes how the run learns while it goes on. */
    void change(Setup setup, String what);
}

package dev.nabla.worker;

import dev.nabla.kernel.Engine;

/** The threads of an engine, as many as the policy finds good. */
final class CompiledCrew implements Crew {
    private final Engine engine;
    private final ThreadPolicy policy;

    CompiledCrew(Engine engine, int cores) {
        this.engine = engine;
        this.policy = new ThreadPolicy(cores, engine.maxThreads());
        apply();
    }

    private void apply() {
        engine.setThreads(policy.threads());
    }

    @Override
    public void setHidden(boolean hidden) {
        policy.setHidden(hidden);
        apply();
    }

    @Override
    public void begin() {
        policy.forget();
        apply();
    }

    @Override
    public void trained(double millis) {
        policy.measured(engine.threadsAtWork(), millis, engine.takeWaitMillis());
        apply();
    }
}

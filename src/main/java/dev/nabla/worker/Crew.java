package dev.nabla.worker;

/** The threads that train: told what they need to know to be as many as do good. */
interface Crew {
    /** One thread, whatever happens. */
    Crew ALONE = new Crew() {
        @Override
        public void setHidden(boolean hidden) {}

        @Override
        public void begin() {}

        @Override
        public void trained(double millis) {}
    };

    /** Nobody looks at the page, or somebody does again. */
    void setHidden(boolean hidden);

    /** Another network is going to be trained. */
    void begin();

    /** So many milliseconds of training have passed since the last call. */
    void trained(double millis);
}

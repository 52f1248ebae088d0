package dev.nabla.train;

/**
 * When a run ends before its time: the weights of the best check on the validation set are kept, and the run ends when a
 * number of checks in a row were not better. (L. Prechelt, Early stopping — but when?, 1998, criterion UP with strips of one
 * epoch, on the best instead of the previous check.)
 *
 * @param criterion what is to become better
 * @param patience checks without improvement that end the run; {@link #NEVER} only keeps the best weights
 * @param minImprovement by how much a check must be better than the best one to count, not negative
 */
public record EarlyStopping(Criterion criterion, int patience, float minImprovement) {
    /** The patience of a run that does not end early. */
    public static final int NEVER = 0;

    public EarlyStopping {
        if (patience < NEVER) {
            throw new IllegalArgumentException(
                    "Early stopping: patience " + patience + ", expected a whole number that is not negative");
        }
        if (!(minImprovement >= 0 && minImprovement <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("Early stopping: improvement " + minImprovement
                    + ", expected a finite number that is not negative");
        }
    }

    /** What a check measures. */
    public enum Criterion {
        /** The mean loss, without penalties: less is better. */
        LOSS("loss") {
            @Override
            public float of(Evaluation evaluation) {
                return (float) evaluation.loss();
            }

            @Override
            boolean isBetter(float value, float best, float by) {
                return value < best - by;
            }
        },

        /** The share of correct examples: more is better. */
        ACCURACY("accuracy") {
            @Override
            public float of(Evaluation evaluation) {
                return (float) evaluation.accuracy();
            }

            @Override
            boolean isBetter(float value, float best, float by) {
                return value > best + by;
            }
        };

        private final String label;

        Criterion(String label) {
            this.label = label;
        }

        /** The name in descriptions of runs. */
        public String label() {
            return label;
        }

        /** What is compared. */
        public abstract float of(Evaluation evaluation);

        /** Whether a value is better than the best one by more than so much. */
        abstract boolean isBetter(float value, float best, float by);

        /**
         * The criterion of that label.
         *
         * @throws IllegalArgumentException if there is none; the message lists those there are
         */
        public static Criterion of(String label) {
            StringBuilder known = new StringBuilder();
            for (Criterion criterion : values()) {
                if (criterion.label.equals(label)) {
                    return criterion;
                }
                known.append(known.isEmpty() ? "" : ", ").append(criterion.label);
            }
            throw new IllegalArgumentException("Unknown metric \"" + label + "\", expected one of: " + known);
        }
    }
}

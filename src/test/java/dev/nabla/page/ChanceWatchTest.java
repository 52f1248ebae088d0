package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Choice;
import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import org.junit.jupiter.api.Test;

class ChanceWatchTest {
    private static final float GUESSING = 2.3026f;

    private final ChanceWatch watch = new ChanceWatch();

    private String heard(int step, float loss) {
        return watch.heard(new Event.Validated(1, step, loss, 100, 1000, new int[100]));
    }

    @Test
    void heard_fiveTimesNoBetterThanGuessing_saysSoOnce() {
        assertThat(heard(0, 2.4f)).isEmpty();
        assertThat(heard(299, 2.4f)).isEmpty();
        for (int i = 1; i < 5; i++) {
            assertThat(heard(i * 1000, GUESSING)).isEmpty();
        }
        assertThat(heard(5000, 2.41f))
                .isEqualTo(
                        "Nothing is learned: after 5\u202f000 steps the validation loss is 2.41, guessing gives 2.30."
                                + " Try another learning rate, then Restart.");
        assertThat(heard(6000, GUESSING)).isEmpty();
    }

    @Test
    void heard_somethingLearnedBetween_countsAnew() {
        for (int i = 1; i < 5; i++) {
            assertThat(heard(i * 1000, GUESSING)).isEmpty();
        }
        assertThat(heard(5000, 2.2f)).isEmpty();
        assertThat(heard(6000, GUESSING)).isEmpty();
    }

    @Test
    void heard_anotherRun_countsAnew() {
        for (int i = 1; i < 5; i++) {
            assertThat(heard(i * 1000, GUESSING)).isEmpty();
        }
        watch.begin(Setup.initial());
        assertThat(heard(1000, GUESSING)).isEmpty();
    }

    @Test
    void heard_otherLoss_knowsWhatGuessingGives() {
        watch.begin(Setup.initial().with(Choice.LOSS, "quadratic"));
        for (int i = 1; i < 5; i++) {
            assertThat(heard(i * 1000, 0.45f)).isEmpty();
        }
        assertThat(heard(5000, 0.45f)).contains("guessing gives 0.45");
    }
}

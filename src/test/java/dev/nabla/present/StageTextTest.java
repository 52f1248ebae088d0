package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Event;
import dev.nabla.protocol.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTextTest {

    private static final List<String> NAMES = List.of("cat", "dog");
    private final NetworkShape shape =
            NetworkShape.of(Setup.initial().withHidden(List.of(new Setup.Hidden(3, "relu"))), 2);
    private final StageText text = new StageText(shape, NAMES);

    private static Event.Snapshot snapshot(Event.Origin origin, int label) {
        return new Event.Snapshot(
                1,
                2040,
                0,
                origin,
                label,
                new byte[NetworkShape.PIXELS],
                List.of(new float[3 * NetworkShape.PIXELS], new float[6]),
                List.of(new float[] {0.1f, 0, -0.5f}, new float[2]),
                List.of(new float[] {1.5f, -1, 2}, new float[] {1, 3}),
                List.of(new float[] {1.5f, 0, 2}, new float[] {0.1f, 0.9f}),
                List.of(),
                new int[0]);
    }

    @Test
    void caption_validationExample_saysWhetherItIsRight() {
        assertThat(text.caption(snapshot(Event.Origin.VALIDATION, 1))).isEqualTo("validation example: dog ✓");
        assertThat(text.caption(snapshot(Event.Origin.VALIDATION, 0))).isEqualTo("validation example: cat ✗");
        assertThat(text.caption(snapshot(Event.Origin.TRAINING, 0))).isEqualTo("training example: cat");
        assertThat(text.caption(snapshot(Event.Origin.DRAWING, -1))).isEqualTo("your picture");
    }

    @Test
    void summary_snapshot_isOneAnswer() {
        assertThat(text.summary(snapshot(Event.Origin.VALIDATION, 1)))
                .isEqualTo(
                        "Step 2\u202f040, validation example: dog. The answer is dog with 90.0\u202f%; 2 of 3 units of"
                                + " layer 1 are active.");
    }

    @Test
    void table_snapshot_hasARowForEachUnit() {
        List<List<String>> rows = text.table(snapshot(Event.Origin.VALIDATION, 1));

        assertThat(rows).hasSize(1 + 2 + 3);
        assertThat(rows.get(2)).containsExactly("Output dog", "0.00", "3.00", "90.0\u202f%");
        assertThat(rows.get(5)).containsExactly("Layer 1, unit 3", "\u22120.50", "2.00", "2.00");
    }
}

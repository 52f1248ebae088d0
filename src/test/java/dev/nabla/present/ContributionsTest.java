package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContributionsTest {

    private static final float[] NONE = {};

    @Test
    void update_twoOutputs_givesTheirStrongestEdgesWithSign() {
        Contributions contributions = new Contributions();
        float[] weights = {1, -2, 0, 9, 9, 9, 0, 0, 3};

        contributions.update(List.of(NONE, weights), List.of(new float[] {1, 1, 1}, new float[] {0.6f, 0.1f, 0.3f}));

        assertThat(contributions.top()).containsExactly(0, 2);
        assertThat(contributions.edges())
                .containsExactlyInAnyOrder(new Edge(1, 0, 0, 1), new Edge(1, 1, 0, -2), new Edge(1, 2, 2, 3));
    }

    @Test
    void update_idleUnit_hasNoEdge() {
        Contributions contributions = new Contributions();

        contributions.update(
                List.of(NONE, new float[] {1, 1, 1, 1}), List.of(new float[] {0, 2}, new float[] {0.5f, 0.5f}));

        assertThat(contributions.edges()).allMatch(edge -> edge.from() == 1);
    }

    @Test
    void update_secondOutputJustOvertaken_keepsIt() {
        Contributions contributions = new Contributions();
        List<float[]> weights = List.of(new float[] {1, 1, 1});

        contributions.update(weights, List.of(new float[] {0.8f, 0.11f, 0.09f}));
        contributions.update(weights, List.of(new float[] {0.8f, 0.09f, 0.11f}));
        assertThat(contributions.top()).containsExactly(0, 1);

        contributions.update(weights, List.of(new float[] {0.8f, 0.05f, 0.15f}));
        assertThat(contributions.top()).containsExactly(0, 2);
    }

    @Test
    void update_winnerOvertaken_isTrueAtOnce() {
        Contributions contributions = new Contributions();
        List<float[]> weights = List.of(new float[] {1, 1});

        contributions.update(weights, List.of(new float[] {0.51f, 0.49f}));
        contributions.update(weights, List.of(new float[] {0.49f, 0.51f}));

        assertThat(contributions.top()).containsExactly(1, 0);
    }

    @Test
    void update_wideDeepNetwork_givesAtMost64EdgesAndSomeInEachLayer() {
        int wide = 300;
        float[] square = new float[wide * wide];
        for (int i = 0; i < square.length; i++) {
            square[i] = (i * 7919 % 101 - 50) / 50f;
        }
        float[] active = new float[wide];
        Arrays.fill(active, 0.5f);
        float[] out = new float[10 * wide];
        Arrays.fill(out, 0.1f);
        Contributions contributions = new Contributions();

        contributions.update(
                List.of(NONE, square, square, out),
                List.of(active, active, active, new float[] {0, 0, 0, 0.9f, 0, 0, 0.1f, 0, 0, 0}));

        assertThat(contributions.edges()).hasSizeLessThanOrEqualTo(Contributions.MOST);
        assertThat(contributions.edges()).extracting(Edge::layer).contains(1, 2, 3);
    }

    @Test
    void around_hiddenUnit_givesCausesAndEffects() {
        List<float[]> weights = List.of(NONE, new float[] {1, 2}, new float[] {-3});
        List<float[]> activations = List.of(new float[] {1, 1}, new float[] {2}, new float[] {1});

        assertThat(Contributions.around(weights, activations, 1, 0, 8))
                .containsExactly(new Edge(1, 1, 0, 2), new Edge(1, 0, 0, 1), new Edge(2, 0, 0, -6));
    }

    @Test
    void gradients_ofAStep_areWeightTimesDelta() {
        List<float[]> deltas = List.of(new float[] {1, 0}, new float[] {0.5f, -0.5f});

        assertThat(Contributions.gradients(List.of(NONE, new float[] {1, 9, 4, 9}), deltas, 8))
                .containsExactly(new Edge(1, 0, 1, -2), new Edge(1, 0, 0, 0.5));
    }

    @Test
    void choose_newRelevance_keepsThePlaceOfWhatStays() {
        Places places = new Places(2, 4);

        assertThat(places.choose(new double[] {0, 5, 0, 9})).isTrue();

        assertThat(places.unitAt(0)).isEqualTo(3);
        assertThat(places.unitAt(1)).isEqualTo(1);
        assertThat(places.placeOf(0)).isEqualTo(-1);
        assertThat(places.choose(new double[] {0, 5, 6, 9})).isFalse();
    }

    @Test
    void update_scaleOfWeights_isRoundAndStays() {
        CommonScale scale = new CommonScale();

        assertThat(scale.update(new float[] {0, -0.13f, 0.02f})).isTrue();
        assertThat(scale.value()).isCloseTo(0.15, offset(1e-9));
        assertThat(scale.update(new float[] {0, 0.11f})).isFalse();
        assertThat(scale.update(new float[] {0, 0.4f})).isTrue();
        assertThat(scale.value()).isCloseTo(0.5, offset(1e-9));
    }
}

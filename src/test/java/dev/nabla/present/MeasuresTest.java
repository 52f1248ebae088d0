package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final Rgb GROUND = new Rgb(255, 255, 255);
    private static final Rgb PLUS = new Rgb(0, 0, 255);
    private static final Rgb MINUS = new Rgb(255, 0, 0);

    /** Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3. */
    @Test
    void wilson_publishedExamples_agree() {
        Wilson some = Wilson.of(81, 263);
        assertThat(some.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(some.high()).isCloseTo(0.3662, within(5e-5));
        Wilson none = Wilson.of(0, 20);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.1611, within(5e-5));
    }

    @Test
    void wilson_withoutExamples_saysNothing() {
        assertThat(Wilson.of(0, 0)).isEqualTo(new Wilson(0, 1));
    }

    @Test
    void signed_endsAndMiddle_haveTheirColors() {
        ColorMap map = ColorMap.signed(GROUND, PLUS, MINUS);

        assertThat(map.argb(1)).isEqualTo(0xff0000ff);
        assertThat(map.argb(-1)).isEqualTo(0xffff0000);
        assertThat(map.argb(0)).isEqualTo(0xffffffff);
        assertThat(map.argb(Double.NaN)).isEqualTo(0xffffffff);
        assertThat(map.argb(7)).isEqualTo(0xff0000ff);
        assertThat(map.css(0.5)).isEqualTo("rgb(127,127,255)");
    }

    @Test
    void sequential_negative_isTheGround() {
        assertThat(ColorMap.sequential(GROUND, PLUS).argb(-1)).isEqualTo(GROUND.argb());
    }

    @Test
    void fill_scale_dividesEachValue() {
        int[] out = new int[2];
        ColorMap.signed(GROUND, PLUS, MINUS).fill(new float[] {9, 2, -2}, 1, 2, 2, out);

        assertThat(out).containsExactly(0xff0000ff, 0xffff0000);
    }

    @Test
    void parse_formsOfCss_giveTheColor() {
        assertThat(Rgb.parse(" #2463eb ", GROUND)).isEqualTo(new Rgb(36, 99, 235));
        assertThat(Rgb.parse("#fff", PLUS)).isEqualTo(GROUND);
        assertThat(Rgb.parse("rgb(1, 2, 3)", GROUND)).isEqualTo(new Rgb(1, 2, 3));
        assertThat(Rgb.parse("rgba(1, 2, 3, 0.5)", GROUND)).isEqualTo(new Rgb(1, 2, 3));
        assertThat(Rgb.parse("rgb(1 2 3 / 50%)", GROUND)).isEqualTo(new Rgb(1, 2, 3));
        assertThat(Rgb.parse("Canvas", GROUND)).isEqualTo(GROUND);
        assertThat(Rgb.parse("#xyzxyz", GROUND)).isEqualTo(GROUND);
    }

    @Test
    void css_alpha_isWritten() {
        assertThat(PLUS.css(0.4)).isEqualTo("rgba(0,0,255,0.4)");
    }

    @Test
    void mostConfused_errors_findsTheMostFrequent() {
        Confusion confusion = new Confusion(3, new int[] {50, 2, 0, 1, 40, 7, 0, 0, 30});

        assertThat(confusion.mostConfused()).contains(new Confusion.Pair(1, 2, 7));
        assertThat(confusion.total(1)).isEqualTo(48);
        assertThat(confusion.share(0, 1)).isCloseTo(2.0 / 52, within(1e-12));
    }

    @Test
    void mostConfused_noError_isEmpty() {
        assertThat(new Confusion(2, new int[] {3, 0, 0, 3}).mostConfused()).isEmpty();
        assertThat(new Confusion(2, new int[4]).share(0, 0)).isZero();
    }

    @Test
    void confusion_wrongSize_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Confusion(3, new int[8]))
                .withMessage("Confusion: 8 counts, expected 3 x 3");
    }

    @Test
    void stops_linear_areExactDecimals() {
        Stops stops = Stops.linear(0, 0.99, 0.01);

        assertThat(stops.count()).isEqualTo(100);
        assertThat(stops.value(90)).isEqualTo(0.9);
        assertThat(stops.value(29)).isEqualTo(0.29);
        assertThat(stops.nearest(0.294)).isEqualTo(29);
        assertThat(Stops.linear(1, 10, 1).value(99)).isEqualTo(10);
    }

    @Test
    void stops_log_areRoundedToTwoDigits() {
        Stops stops = Stops.log(0.0001, 10, 10);

        assertThat(stops.count()).isEqualTo(51);
        assertThat(stops.value(0)).isEqualTo(0.0001);
        assertThat(stops.value(27)).isEqualTo(0.05);
        assertThat(stops.value(50)).isEqualTo(10);
        assertThat(stops.nearest(0.05)).isEqualTo(27);
    }

    @Test
    void stops_doubling_arePowersOfTwo() {
        Stops stops = Stops.doubling(1, 256);

        assertThat(stops.count()).isEqualTo(9);
        assertThat(stops.value(5)).isEqualTo(32);
    }

    @Test
    void keptSteps_anyStep_snapsToKeptOnes() {
        KeptSteps kept = new KeptSteps(new int[] {0, 100, 200, 900}, 500);

        assertThat(kept.nearest(140)).isEqualTo(100);
        assertThat(kept.nearest(420)).isEqualTo(500);
        assertThat(kept.moved(100, 1)).isEqualTo(200);
        assertThat(kept.moved(200, 1)).isEqualTo(500);
        assertThat(kept.moved(0, -3)).isZero();
        assertThat(kept.moved(130, 99)).isEqualTo(500);
        assertThat(kept.count()).isEqualTo(4);
    }

    @Test
    void keptSteps_none_leaveNow() {
        KeptSteps kept = new KeptSteps(new int[0], 0);

        assertThat(kept.nearest(7)).isZero();
        assertThat(kept.first()).isZero();
    }

    @Test
    void at_smallArea_reachesBeyondItsEdge() {
        HitArea small = new HitArea("a", "A", 100, 100, 8, 8);
        HitAreas areas = new HitAreas(List.of(small));

        assertThat(areas.at(93, 104)).contains(small);
        assertThat(areas.at(91, 104)).isEmpty();
    }

    @Test
    void at_neighbours_givesTheOneThatHoldsThePoint() {
        HitArea left = new HitArea("l", "L", 0, 0, 10, 10);
        HitArea right = new HitArea("r", "R", 11, 0, 10, 10);

        assertThat(new HitAreas(List.of(left, right)).at(9, 5)).contains(left);
        assertThat(new HitAreas(List.of(left, right)).at(12, 5)).contains(right);
    }

    @Test
    void next_grid_goesInTheDirectionOfTheKey() {
        HitArea[] grid = new HitArea[9];
        for (int i = 0; i < 9; i++) {
            grid[i] = new HitArea("" + i, "", i % 3 * 50, i / 3 * 50, 40, 40);
        }
        HitAreas areas = new HitAreas(List.of(grid));

        assertThat(areas.next(grid[4], 1, 0)).isEqualTo(grid[5]);
        assertThat(areas.next(grid[4], -1, 0)).isEqualTo(grid[3]);
        assertThat(areas.next(grid[4], 0, -1)).isEqualTo(grid[1]);
        assertThat(areas.next(grid[4], 0, 1)).isEqualTo(grid[7]);
        assertThat(areas.next(grid[5], 1, 0)).isEqualTo(grid[5]);
        assertThat(areas.find("8")).isEqualTo(Optional.of(grid[8]));
    }

    @Test
    void share_logarithmic_showsTheError() {
        assertThat(PlotAxis.SHARE.shown(0.974, true)).isCloseTo(0.026, within(1e-12));
        assertThat(PlotAxis.SHARE.text(0.974)).isEqualTo("97.4" + NumberText.THIN + "%");
        assertThat(PlotAxis.SHARE.ticks(PlotAxis.SHARE.scale(0, 1, true, 100, 0)))
                .hasSize(4);
        assertThat(PlotAxis.SHARE.ticks(PlotAxis.SHARE.scale(0, 1, false, 100, 0)))
                .hasSize(5);
    }

    @Test
    void amount_nothingMeasured_stillHasAnAxis() {
        Scale linear = PlotAxis.AMOUNT.scale(0, 0, false, 100, 0);
        Scale log = PlotAxis.AMOUNT.scale(0, 0, true, 100, 0);

        assertThat(PlotAxis.AMOUNT.ticks(linear)).isNotEmpty();
        assertThat(PlotAxis.AMOUNT.ticks(log)).isNotEmpty();
        assertThat(PlotAxis.AMOUNT.text(0.0812)).isEqualTo("0.081");
    }
}

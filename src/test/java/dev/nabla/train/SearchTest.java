package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.train.Search.Goal;
import dev.nabla.train.Search.Method;
import dev.nabla.train.Search.Result;
import dev.nabla.train.Search.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private static final int SEED = 7;

    private static SearchSpace space(String... dimensions) {
        return new SearchSpace(Stream.of(dimensions).map(SearchSpace::parse).toList());
    }

    private static Search search(SearchSpace space, Method method, int trials) {
        return new Search(space, method, trials, 3, 9, 1, SEED, Goal.LOSS);
    }

    /** Does all runs; the order in which they end is drawn. */
    private static List<Result> complete(Search search, List<Result> sofar, int order) {
        List<Result> results = new ArrayList<>(sofar);
        for (List<Run> pending = search.pending(results); !pending.isEmpty(); pending = search.pending(results)) {
            List<Run> shuffled = new ArrayList<>(pending);
            Collections.shuffle(shuffled, new Random(order));
            shuffled.forEach(run -> results.add(result(search, run)));
        }
        return results;
    }

    /** Learning rates are better the nearer they are to 0.01, and all get better with epochs. */
    private static Result result(Search search, Run run) {
        double rate = Double.parseDouble(search.combinations().get(run.trial()).get("learning-rate"));
        double loss = Math.abs(Math.log10(rate) + 2) + 1.0 / run.epochs() + 0.001 * (run.seed() - SEED);
        return rate > 1 ? new Result(run, Double.NaN, Double.NaN) : new Result(run, loss, 1 / (1 + loss));
    }

    @Test
    void grid_goesThroughAllCombinations() {
        Search search = search(space("learning-rate=0.1|0.2", "layers=4,2|8,2|2"), Method.GRID, 6);

        assertThat(search.combinations())
                .map(Map::toString)
                .containsExactly(
                        "{learning-rate=0.1, layers=4,2}",
                        "{learning-rate=0.1, layers=8,2}",
                        "{learning-rate=0.1, layers=2}",
                        "{learning-rate=0.2, layers=4,2}",
                        "{learning-rate=0.2, layers=8,2}",
                        "{learning-rate=0.2, layers=2}");
    }

    @Test
    void grid_ofRanges_dividesThemEvenly() {
        Search search = search(space("learning-rate=1e-4..1:log:steps=5", "l2=0..1:steps=3"), Method.GRID, 15);

        assertThat(search.combinations())
                .extracting(values -> values.get("learning-rate"))
                .containsOnly("1e-4", "0.001", "0.01", "0.1", "1");
        assertThat(search.combinations()).extracting(values -> values.get("l2")).containsOnly("0", "0.5", "1");
    }

    @Test
    void grid_ofWholeNumbers_needsNoSteps() {
        assertThat(search(space("batch-size=3..6:int"), Method.GRID, 4).combinations())
                .extracting(values -> values.get("batch-size"))
                .containsExactly("3", "4", "5", "6");
    }

    @Test
    void random_sameSeed_sameDraws() {
        SearchSpace space = space("learning-rate=1e-4..1:log", "momentum=0..0.99", "batch-size=8..256:log:int");
        List<Map<String, String>> twenty = search(space, Method.RANDOM, 20).combinations();

        assertThat(search(space, Method.RANDOM, 30).combinations().subList(0, 20))
                .isEqualTo(twenty);
        assertThat(new Search(space, Method.RANDOM, 20, 3, 9, 1, SEED + 1, Goal.LOSS).combinations())
                .isNotEqualTo(twenty);
    }

    @Test
    void random_ranges_coverTheirScales() {
        SearchSpace space = space("learning-rate=1e-4..1:log", "momentum=0..0.8", "batch-size=1..8:int");
        int[] decades = new int[4];
        int[] quarters = new int[4];
        int[] sizes = new int[9];
        int trials = 4000;
        for (Map<String, String> values : search(space, Method.RANDOM, trials).combinations()) {
            double rate = Double.parseDouble(values.get("learning-rate"));
            assertThat(rate).isBetween(1e-4, 1.0);
            assertThat(values.get("learning-rate")).matches("0\\.0*[1-9]\\d{0,2}|1|[1-9](\\.\\d{1,2})?e-4");
            decades[(int) Math.min(3, Math.floor(Math.log10(rate) + 4))]++;
            quarters[(int) (Double.parseDouble(values.get("momentum")) / 0.2001)]++;
            sizes[Integer.parseInt(values.get("batch-size"))]++;
        }
        // Four standard deviations of a binomial distribution.
        for (int i = 0; i < 4; i++) {
            assertThat(decades[i]).isBetween(1000 - 110, 1000 + 110);
            assertThat(quarters[i]).isBetween(1000 - 110, 1000 + 110);
        }
        for (int size = 1; size <= 8; size++) {
            assertThat(sizes[size]).isBetween(500 - 84, 500 + 84);
        }
    }

    @Test
    void random_choices_areDrawnOnceEach() {
        Search search = search(space("a=1|2|3", "b=1..4:int"), Method.RANDOM, 12);

        assertThat(search.combinations()).doesNotHaveDuplicates().hasSize(12);
        assertThat(search.combinations())
                .isNotEqualTo(search(search.space(), Method.GRID, 12).combinations());
    }

    @Test
    void halving_roundsGetFewerTrialsAndMoreEpochs() {
        Search search = search(space("learning-rate=1e-4..1:log"), Method.HALVING, 10);

        assertThat(search.rounds()).isEqualTo(3);
        assertThat(List.of(search.epochs(0), search.epochs(1), search.epochs(2)))
                .containsExactly(1, 3, 9);
        assertThat(List.of(search.trials(0), search.trials(1), search.trials(2)))
                .containsExactly(10, 4, 2);
        assertThat(search.runs()).isEqualTo(16);
    }

    @Test
    void halving_keepsTheBest() {
        Search search = search(space("learning-rate=1e-4..1:log:steps=9"), Method.HALVING, 9);
        List<Result> results = complete(search, List.of(), 0);

        List<Standing> standings = search.standings(results);

        assertThat(results).hasSize(9 + 3 + 1);
        assertThat(standings).hasSize(9);
        assertThat(search.combinations().get(standings.get(0).trial())).containsEntry("learning-rate", "0.01");
        assertThat(standings.get(0).round()).isEqualTo(2);
        assertThat(standings.get(0).epochs()).isEqualTo(9);
        assertThat(standings).extracting(Standing::round).containsExactly(2, 1, 1, 0, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"GRID, 1", "RANDOM, 2", "HALVING, 3"})
    void results_inAnyOrder_andInterrupted_giveTheSameTable(Method method, int order) {
        SearchSpace space = space("learning-rate=1e-4..10:log:steps=9");
        Search search = new Search(space, method, 9, 2, 4, 3, SEED, Goal.ACCURACY);
        List<Result> whole = complete(search, List.of(), 0);

        for (int kept = 0; kept < whole.size(); kept += 4) {
            List<Result> resumed = complete(search, whole.subList(0, kept), order);
            assertThat(resumed).containsExactlyInAnyOrderElementsOf(whole);
            assertThat(search.standings(resumed)).isEqualTo(search.standings(whole));
        }
    }

    @Test
    void standings_areMeansOverSeeds_andWhatIsNoNumberComesLast() {
        Search search = new Search(space("learning-rate=0.1|100|0.01"), Method.GRID, 3, 3, 1, 3, SEED, Goal.LOSS);

        List<Standing> standings = search.standings(complete(search, List.of(), 0));

        assertThat(standings).extracting(Standing::trial).containsExactly(2, 0, 1);
        assertThat(standings.get(0).loss()).isEqualTo((1 + 1.001 + 1.002) / 3);
        assertThat(standings.get(0).lossDeviation()).isCloseTo(0.001, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(standings.get(0).runs()).isEqualTo(3);
        assertThat(standings.get(2).loss()).isNaN();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate        | \"rate\", expected NAME=VALUE;VALUE… or NAME=LOW..HIGH with :log, :int, :steps=N behind it",
                "=1..2       | \"=1..2\", expected NAME=VALUE;VALUE… or NAME=LOW..HIGH with :log, :int, :steps=N behind it",
                "rate=       | no values of rate, expected NAME=VALUE;VALUE… or NAME=LOW..HIGH with :log, :int, :steps=N"
                        + " behind it",
                "rate=a;     | an empty value of rate",
                "rate=a;b;a  | \"a\" twice among the values of rate",
                "rate=0..1:log | rate from 0 to 1 on a logarithmic scale, expected to begin above 0",
                "rate=1..1   | rate from 1 to 1, expected two finite numbers, the smaller one first",
                "rate=1..1e99 | rate from 1 to 1e99, expected two finite numbers, the smaller one first",
                "rate=0.5..8:int | rate from 0.5 to 8, expected whole numbers",
                "rate=1..8:int:steps=9 | rate from 1 to 8 in 9 steps: there are only 8 whole numbers",
                "rate=1..8:steps=1 | rate from 1 to 8 in 1 steps, expected at least 2",
                "rate=1..x   | \"x\" in \"rate=1..x\" is no number, expected NAME=VALUE;VALUE… or NAME=LOW..HIGH with"
                        + " :log, :int, :steps=N behind it",
                "rate=1..2:lin | \"lin\" in \"rate=1..2:lin\", expected NAME=VALUE;VALUE… or NAME=LOW..HIGH with :log,"
                        + " :int, :steps=N behind it",
            })
    void parse_nonsense_isNamed(String text, String message) {
        assertThatThrownBy(() -> SearchSpace.parse(text.replace(';', '|')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Search: " + message.replace(';', '|'));
    }

    @ParameterizedTest
    @CsvSource({"a=1|2.50|c:d", "a=1..2", "a=1..8:log:int:steps=3", "a=-5..5:int", "a=1e-4..0.25:log"})
    void text_parsed_isTheDimension(String text) {
        assertThat(SearchSpace.parse(text).text()).isEqualTo(text);
    }

    @Test
    void search_thatMakesNoSense_isRefused() {
        SearchSpace two = space("a=1|2");
        SearchSpace endless = space("a=1..2");
        assertThatThrownBy(() -> new SearchSpace(List.of()))
                .hasMessage("Search: the space is empty, expected at least one setting to vary");
        assertThatThrownBy(() -> space("a=1|2", "a=3")).hasMessage("Search: a twice in the space");
        assertThatThrownBy(() -> search(two, Method.GRID, 3))
                .hasMessage("Search: 3 trials, the space has only 2 combinations");
        assertThatThrownBy(() -> search(two, Method.RANDOM, 3))
                .hasMessage("Search: 3 trials, the space has only 2 combinations");
        assertThatThrownBy(() -> search(endless, Method.GRID, 3))
                .hasMessage("Search: a grid over a range without end, expected :steps=N behind a");
        assertThatThrownBy(() -> search(endless, Method.RANDOM, 0)).hasMessage("Search: 0 trials, expected at least 1");
        assertThatThrownBy(() -> new Search(endless, Method.HALVING, 9, 3, 2, 1, SEED, Goal.LOSS))
                .hasMessage("Search: halving by 3 with 2 epochs, expected a factor of at least 2 and no more than there"
                        + " are epochs");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.1, 0.1",
        "-2.5, -2.5",
        "0.00123456, 0.001234560",
        "0.000999999, 9.99999e-4",
        "99999999, 100000000",
        "1e30, 1e30",
        "123456.7, 123456.7",
        "3.4028235e38, 3.402824e38",
        "1.17549435e-38, 1.175494e-38",
    })
    void decimalText_isShort(double number, String text) {
        assertThat(DecimalText.of(number)).isEqualTo(text.replaceAll("(\\.\\d*[1-9])0+$", "$1"));
    }

    @ParameterizedTest
    @CsvSource({"0.0312345, 0.0312", "0.99951, 1", "1234567, 1230000", "5e-9, 5e-9", "-0.31251, -0.313"})
    void decimalText_rounds(double number, double expected) {
        assertThat(DecimalText.round(number)).isEqualTo(expected);
    }
}

package dev.nabla.bench;

import dev.nabla.program.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures a choice of items, one behind the other, in turns.
 *
 * <p>The work is that of every peer: shuffled batches are gathered, go forward and backward, and the parameters are updated,
 * all in float32.
 */
public final class Benchmark {
    private final Choice choice;
    private final Rig rig;
    private final Consumer<Row> rows;
    private final List<Cell> cells = new ArrayList<>();
    private int next;
    private @Nullable Trial trial;
    private @Nullable Examples images;
    private double imagesDensity = Double.NaN;

    /** What is measured next; the density is NaN where there are no images. */
    private record Cell(Item item, double density) {}

    /**
     * @param rows receives each result as soon as it is there
     */
    public Benchmark(Choice choice, Rig rig, Consumer<Row> rows) {
        this.choice = choice;
        this.rig = rig;
        this.rows = rows;
        for (double density : choice.densities()) {
            for (Item item : choice.items()) {
                boolean first = density == choice.densities().get(0);
                if (item.takesImages() && (first || !item.isForOneDensity())) {
                    cells.add(new Cell(item, density));
                }
            }
        }
        for (Item item : choice.items()) {
            if (!item.takesImages()) {
                cells.add(new Cell(item, Double.NaN));
            }
        }
    }

    /** Goes on; returns the milliseconds until it wants to again, negative if everything is measured. */
    public double advance() {
        if (next == cells.size()) {
            return -1;
        }
        Cell cell = cells.get(next);
        try {
            return advance(cell);
        } catch (RuntimeException e) {
            finish(new Row(cell.item(), cell.density(), 1, Double.NaN, String.valueOf(e.getMessage())));
            return 0;
        }
    }

    private double advance(Cell cell) {
        Trial running = trial;
        if (running == null) {
            running = new Trial(work(cell), rig, choice.seconds(), choice.threads());
            trial = running;
            return 0;
        }
        double pause = running.advance();
        if (pause < 0) {
            double rate = running.rate();
            double value = cell.item().isPrediction() ? 1e6 / rate : rate;
            finish(new Row(cell.item(), cell.density(), running.threads(), value, ""));
            return 0;
        }
        return pause;
    }

    private Work work(Cell cell) {
        Item item = cell.item();
        if (item.isPrediction()) {
            return new PredictionWork(item, rig);
        }
        if (!item.takesImages()) {
            return new TrainingWork(item, SyntheticData.points(), rig);
        }
        item.network();
        return new TrainingWork(item, images(cell.density()), rig);
    }

    /** Those of one density at a time: they are large. */
    private Examples images(double density) {
        Examples known = images;
        if (known == null || imagesDensity != density) {
            images = null;
            known = SyntheticData.images(choice.images(), density);
            images = known;
            imagesDensity = density;
        }
        return known;
    }

    private void finish(Row row) {
        Trial ended = trial;
        trial = null;
        next++;
        if (ended != null) {
            ended.close();
        }
        rows.accept(row);
    }
}

package dev.nabla.page;

import dev.nabla.browser.Drawing;
import dev.nabla.present.ColorMap;
import dev.nabla.present.Confusion;
import dev.nabla.present.Curve;
import dev.nabla.present.HitArea;
import dev.nabla.present.Mark;
import dev.nabla.present.NumberText;
import dev.nabla.present.PlotAxis;
import dev.nabla.present.Wilson;
import dev.nabla.view.Bars;
import dev.nabla.view.Button;
import dev.nabla.view.CanvasPainter;
import dev.nabla.view.ConfusionMatrix;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.Plot;
import dev.nabla.view.Readout;
import dev.nabla.view.SegmentedControl;
import dev.nabla.view.Splitter;
import dev.nabla.view.Tabs;
import dev.nabla.view.Theme;
import dev.nabla.view.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** Specimens of what measures: a made-up run, its transport, its plots. */
final class MeasureSpecimens {

    private static final int STEPS = 2040;
    private static final int EVERY = 60;
    private static final int VALIDATION = 10_000;
    private static final List<Mark> MARKS =
            List.of(new Mark(600, "learning rate 0.02"), new Mark(1260, "batch size 64"));
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private final Theme theme;
    private final Curve trainingLoss = new Curve("training", 0.95);
    private final Curve validationLoss = new Curve("validation");
    private final Curve trainingAccuracy = new Curve("training", 0.95);
    private final Curve validationAccuracy = new Curve("validation");
    private final Curve low = new Curve("low");
    private final Curve high = new Curve("high");
    private final int[] kept = new int[STEPS / EVERY];
    private int random = 7;

    MeasureSpecimens(Theme theme) {
        this.theme = theme;
        for (int step = 1; step <= STEPS; step++) {
            double left = Math.exp(-step / 220.0);
            trainingLoss.append(step, (float) ((0.07 + 2.2 * left) * (0.7 + 0.6 * noise())));
            trainingAccuracy.append(step, (float) Math.min(1, 0.985 - 0.88 * left + 0.05 * (noise() - 0.5)));
            if (step % EVERY == 0) {
                double accuracy = 0.974 - 0.87 * left;
                Wilson interval = Wilson.of((int) (accuracy * 400), 400);
                validationLoss.append(step, (float) (0.094 + 2.1 * left));
                validationAccuracy.append(step, (float) accuracy);
                low.append(step, (float) interval.low());
                high.append(step, (float) interval.high());
                kept[step / EVERY - 1] = step;
            }
        }
    }

    private double noise() {
        random = random * 1664525 + 1013904223;
        return (random >>> 8) / (double) (1 << 24);
    }

    HTMLElement transport() {
        Timeline timeline = new Timeline(theme, trainingLoss, step -> {});
        timeline.setSteps(STEPS, kept);
        timeline.setMarks(MARKS);
        Readout step = new Readout("step", "00 000");
        step.set(NumberText.count(STEPS));
        Readout seen = new Readout("examples seen", "000 000");
        seen.set(NumberText.count(STEPS * 32L));
        Readout loss = new Readout("loss, training / validation", "0.000 / 0.000");
        loss.set("0.081 / 0.094");
        Readout accuracy = new Readout("validation accuracy", "00.0 %");
        Wilson interval = Wilson.of(9740, VALIDATION);
        accuracy.set(NumberText.percent(0.974, 1));
        accuracy.setNote(
                NumberText.fixed(interval.low() * 100, 1) + "–" + NumberText.fixed(interval.high() * 100, 1),
                ", n = " + NumberText.count(VALIDATION));
        Button again = new Button("Restart", () -> {}).icon(Icon.RESTART);
        Button fresh = new Button("New weights", () -> {}).icon(Icon.DICE);
        again.element().getClassList().add("wide");
        fresh.element().getClassList().add("wide");
        return Dom.div(
                "transport",
                new Button("Pause", () -> {}).icon(Icon.PAUSE).primary().element(),
                Button.ofIcon(Icon.STEP, "Step: one batch", () -> {}).element(),
                new SegmentedControl("Speed", List.of("Slow", "Watch", "Full"), 2, index -> {}).element(),
                again.element(),
                fresh.element(),
                timeline.element(),
                Readout.list(step, seen, loss, accuracy));
    }

    HTMLElement scrubbed() {
        HTMLElement words = Dom.text("p", "hint", "");
        Timeline timeline = new Timeline(
                theme,
                trainingLoss,
                step -> Dom.setText(words, "Step " + NumberText.count(step) + " of " + NumberText.count(STEPS)));
        timeline.setSteps(STEPS, kept);
        timeline.setMarks(MARKS);
        timeline.showStep(1200);
        words.setTextContent("Step 1\u202f200 of 2\u202f040");
        return Dom.div("wide-specimen", timeline.element(), words);
    }

    HTMLElement pane() {
        Plot loss = new Plot(theme, "Loss", PlotAxis.AMOUNT)
                .addTraining(trainingLoss)
                .addValidation(validationLoss);
        Plot accuracy = new Plot(theme, "Accuracy", PlotAxis.SHARE)
                .band(low, high)
                .addTraining(trainingAccuracy)
                .addValidation(validationAccuracy);
        loss.setMarks(MARKS);
        accuracy.setMarks(MARKS);
        HTMLElement plots = Dom.div("plots", loss.element(), accuracy.element(), matrix().element());
        HTMLElement pane = Dom.div("lower pane-specimen");
        return Dom.append(
                pane,
                new Splitter("Height of the pane", pane).element(),
                new Tabs("Measurements")
                        .add("Curves", plots)
                        .add("Mistakes", Dom.text("p", "status", "No mistakes yet."))
                        .add("Layers", Dom.text("p", "status", "Norms and histograms."))
                        .element());
    }

    private ConfusionMatrix matrix() {
        int[] counts = new int[100];
        for (int label = 0; label < 10; label++) {
            for (int answer = 0; answer < 10; answer++) {
                counts[label * 10 + answer] = label == answer ? 970 : (int) (noise() * noise() * noise() * 14);
            }
        }
        counts[49] = 31;
        ConfusionMatrix matrix = new ConfusionMatrix(theme, DIGITS);
        matrix.set(new Confusion(10, counts));
        return matrix;
    }

    HTMLElement emptyPlot() {
        Plot plot = new Plot(theme, "Loss, no step yet", PlotAxis.AMOUNT).addTraining(new Curve("training"));
        return Dom.div("plot-specimen", plot.element());
    }

    HTMLElement shortPlot() {
        Curve training = new Curve("training", 0.9);
        Curve validation = new Curve("validation");
        for (int step = 1; step <= 5; step++) {
            training.append(step, 2.4f - 0.1f * step);
        }
        validation.append(4, 2.1f);
        Plot plot = new Plot(theme, "Loss, five steps", PlotAxis.AMOUNT)
                .addTraining(training)
                .addValidation(validation);
        return Dom.div("plot-specimen", plot.element());
    }

    HTMLElement longPlot() {
        Curve training = new Curve("training", 0.999);
        for (int step = 0; step < 100_000; step++) {
            double value = 0.004 + 2.3 / (1 + step / 90.0);
            training.append(step, (float) (step == 40_000 ? 3 : value * (0.6 + 0.8 * noise())));
        }
        Plot plot = new Plot(theme, "Loss, 100 000 steps", PlotAxis.AMOUNT).addTraining(training);
        plot.setShownStep(70_000);
        return Dom.div("plot-specimen", plot.element());
    }

    HTMLElement bars() {
        Bars bars = new Bars("Output probabilities", DIGITS);
        bars.set(new float[] {0.001f, 0.002f, 0.006f, 0.009f, 0, 0.001f, 0, 0.962f, 0.002f, 0.017f});
        return FieldSpecimens.rail("Output probabilities", bars.element());
    }

    HTMLElement longNames() {
        Bars bars = new Bars("Output probabilities, empty pad", CLOTHES);
        return FieldSpecimens.rail("Long names, nothing drawn", bars.element());
    }

    HTMLElement areas() {
        List<HitArea> areas = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            areas.add(new HitArea("unit-" + i, "Unit " + i, 8 + i % 12 * 24, 20 + i / 12 * 32, 16, 16));
        }
        HTMLElement said = Dom.text("p", "hint", "Point at a unit, or come by Tab and go on by arrow keys.");
        CanvasPainter painter = new CanvasPainter(theme, "Units", (g, palette, width, height) -> {
            ColorMap map = ColorMap.signed(palette.paper, palette.plus, palette.minus);
            for (int i = 0; i < areas.size(); i++) {
                HitArea area = areas.get(i);
                g.setFillStyle(map.css(i / 11.5 - 1));
                g.setStrokeStyle(palette.control.css());
                g.beginPath();
                Drawing.roundRect(g, area.x(), area.y(), area.width(), area.height(), 3);
                g.fill();
                g.stroke();
            }
        });
        painter.setAreas(areas);
        painter.setSummary("24 units from −1 to 1.");
        painter.onPoint(area -> area.ifPresent(unit -> Dom.setText(said, unit.label())));
        painter.onActivate(area -> Dom.setText(said, area.label() + " entered."));
        return Dom.div("wide-specimen", Dom.div("areas-specimen", painter.element()), said);
    }

    HTMLElement ramp() {
        CanvasPainter painter =
                new CanvasPainter(theme, "Scale of signed values, −1 to 1", (g, palette, width, height) -> {
                    ColorMap map = ColorMap.signed(palette.card, palette.plus, palette.minus);
                    for (int x = 0; x < width; x++) {
                        g.setFillStyle(map.css(2 * x / width - 1));
                        g.fillRect(x, 0, 1, height);
                    }
                });
        return Dom.div("ramp-specimen", painter.element());
    }
}

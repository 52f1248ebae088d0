package dev.nabla.page;

import dev.nabla.present.Confusion;
import dev.nabla.present.PlotAxis;
import dev.nabla.view.ConfusionMatrix;
import dev.nabla.view.Dom;
import dev.nabla.view.Plot;
import dev.nabla.view.Tabs;
import dev.nabla.view.Theme;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** The measurements: loss, accuracy, confusion; the program. */
final class LowerPane {
    private final Theme theme;
    private final RunRecord record;
    private final Plot loss;
    private final Plot accuracy;
    private final HTMLElement plots;
    private final ProgramTab program = new ProgramTab();
    private List<String> classNames;
    private ConfusionMatrix confusion;
    private @Nullable Confusion shown;

    LowerPane(Theme theme, RunRecord record, List<String> classNames) {
        this.theme = theme;
        this.record = record;
        this.classNames = classNames;
        loss = new Plot(theme, "Loss", PlotAxis.AMOUNT)
                .addTraining(record.trainingLoss)
                .addValidation(record.validationLoss);
        accuracy = new Plot(theme, "Accuracy", PlotAxis.SHARE)
                .addTraining(record.trainingAccuracy)
                .addValidation(record.validationAccuracy);
        confusion = new ConfusionMatrix(theme, classNames);
        plots = Dom.div("plots", loss.element(), accuracy.element(), confusion.element());
    }

    void into(HTMLElement pane) {
        Tabs tabs = new Tabs("Measurements")
                .add("Curves", plots)
                .add("Program", program.element())
                .onSelect(index -> program.setShown(index == 1));
        Dom.replace(pane, tabs.element());
    }

    /** The program that runs. */
    ProgramTab program() {
        return program;
    }

    void setClasses(List<String> names) {
        if (!names.equals(classNames)) {
            classNames = names;
            confusion = new ConfusionMatrix(theme, names);
            Dom.replace(plots, loss.element(), accuracy.element(), confusion.element());
        }
        shown = null;
    }

    /** Shows the numbers of the record. */
    void update() {
        loss.setMarks(record.marks());
        accuracy.setMarks(record.marks());
        loss.update();
        accuracy.update();
        Confusion now = record.confusion();
        if (now != null && now != shown) {
            confusion.set(now);
            shown = now;
        }
    }

    /** Marks a past step, or none. */
    void setShownStep(@Nullable Integer step) {
        loss.setShownStep(step);
        accuracy.setShownStep(step);
    }
}

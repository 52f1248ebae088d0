package dev.nabla.page;

import dev.nabla.present.NumberText;
import dev.nabla.present.Stops;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.SetupLink;
import dev.nabla.view.Button;
import dev.nabla.view.Dom;
import dev.nabla.view.Icon;
import dev.nabla.view.NumberField;
import dev.nabla.view.Section;
import dev.nabla.view.SegmentedControl;
import dev.nabla.view.Select;
import dev.nabla.view.Slider;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** The settings: data, network, training. */
final class SettingsRail {
    private static final List<Setup.Source> SOURCES =
            List.of(Setup.Source.HANDWRITING, Setup.Source.MNIST, Setup.Source.FASHION_MNIST);
    private static final int MAX_SEED = 999_999;

    private final Room room;
    private final SegmentedControl data;
    private final Select examples;
    private final HTMLElement dataHint = Dom.text("p", "hint", "");
    private final LayerList layers;
    private final Slider learningRate;
    private final Slider momentum;
    private final Slider batchSize;
    private final NumberField seed;
    private Setup setup;

    SettingsRail(Room room, Setup setup) {
        this.room = room;
        this.setup = setup;
        data = new SegmentedControl(
                        "Data set", SOURCES.stream().map(Setup.Source::title).toList(), 0, this::chooseData)
                .grid();
        examples = new Select(
                "Training examples",
                List.of("100", NumberText.count(1000), NumberText.count(10_000), "all"),
                3,
                index -> room.begin(this.setup.withExamples(SetupLink.EXAMPLES.get(index))));
        layers = new LayerList(hidden -> room.begin(this.setup.withHidden(hidden)));
        learningRate = new Slider(
                        "Learning rate",
                        Stops.log(1e-4, 10, 10),
                        setup.learningRate(),
                        value -> NumberText.significant(value, 2),
                        value -> change(
                                this.setup.withLearningRate((float) value),
                                "learning rate " + NumberText.significant(value, 2)))
                .help("How far a step goes against the gradient: w ← w − η·v.");
        batchSize = new Slider(
                        "Batch size",
                        Stops.doubling(1, SetupLink.MAX_BATCH_SIZE),
                        setup.batchSize(),
                        value -> NumberText.count((long) value),
                        value -> change(
                                this.setup.withBatchSize((int) value), "batch size " + NumberText.count((long) value)))
                .help("Examples whose gradients are averaged for one step.");
        momentum = new Slider(
                        "Momentum",
                        Stops.linear(0, 0.99, 0.01),
                        setup.momentum(),
                        value -> NumberText.fixed(value, 2),
                        value -> change(
                                this.setup.withMomentum((float) value), "momentum " + NumberText.fixed(value, 2)))
                .help("How much of the last step goes on: v ← μ·v + g.");
        seed = new NumberField(
                "Seed", 0, MAX_SEED, 1, setup.seed(), value -> room.begin(this.setup.withSeed((int) value)));
    }

    private void chooseData(int index) {
        room.begin(setup.withData(SOURCES.get(index)));
    }

    private void change(Setup changed, String what) {
        setup = changed;
        room.change(changed, what);
    }

    /** Puts the sections into the rail. */
    void into(HTMLElement rail) {
        Dom.append(
                rail,
                new Section("Data", data.element(), dataHint, examples.element()).element(),
                new Section("Network", layers.element()).element(),
                new Section(
                                "Training",
                                Dom.div("field", Dom.text("span", "name", "Optimizer"), Dom.text("span", "", "SGD")),
                                learningRate.element(),
                                batchSize.element(),
                                momentum.element(),
                                seed.element(),
                                Dom.div(
                                        "buttons narrow",
                                        new Button("Restart", room::restart)
                                                .icon(Icon.RESTART)
                                                .element(),
                                        new Button("New weights", room::newWeights)
                                                .icon(Icon.DICE)
                                                .element()))
                        .element());
        show(setup);
    }

    /** Shows other settings. */
    void show(Setup shown) {
        setup = shown;
        data.setSelected(SOURCES.indexOf(shown.data()));
        boolean endless = shown.data() == Setup.Source.HANDWRITING;
        examples.setOptions(
                List.of("100", NumberText.count(1000), NumberText.count(10_000), endless ? "endless" : "all"),
                Math.max(0, SetupLink.EXAMPLES.indexOf(shown.examples())));
        hint(endless ? "Generated here; every example is new." : "");
        layers.show(shown);
        learningRate.setValue(shown.learningRate());
        batchSize.setValue(shown.batchSize());
        momentum.setValue(shown.momentum());
        seed.setValue(shown.seed());
    }

    /** A sentence under the choice of data. */
    void hint(String sentence) {
        Dom.setText(dataHint, sentence);
    }
}

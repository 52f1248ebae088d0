package dev.nabla.page;

import dev.nabla.present.NumberText;
import dev.nabla.protocol.Setup;
import dev.nabla.protocol.SetupLink;
import dev.nabla.view.Dom;
import dev.nabla.view.Section;
import dev.nabla.view.SegmentedControl;
import dev.nabla.view.Select;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** The settings: data, network, training. */
final class SettingsRail {
    private static final List<Setup.Source> SOURCES =
            List.of(Setup.Source.HANDWRITING, Setup.Source.MNIST, Setup.Source.FASHION_MNIST);

    private final Room room;
    private final SegmentedControl data;
    private final Select examples;
    private final HTMLElement dataHint = Dom.text("p", "hint", "");
    private final NetworkSection network;
    private final TrainingSection training;
    private Setup setup;

    SettingsRail(Room room, Setup setup) {
        this.room = room;
        this.setup = setup;
        List<String> titles = new ArrayList<>();
        SOURCES.forEach(source -> titles.add(source.title()));
        data = new SegmentedControl("Data set", titles, 0, this::chooseData).grid();
        examples = new Select(
                "Training examples",
                List.of("100", NumberText.count(1000), NumberText.count(10_000), "all"),
                3,
                index -> room.begin(this.setup.withExamples(SetupLink.EXAMPLES.get(index))));
        network = new NetworkSection(room, setup);
        training = new TrainingSection(room, setup);
    }

    private void chooseData(int index) {
        room.begin(setup.withData(SOURCES.get(index)));
    }

    /** Puts the sections into the rail. */
    void into(HTMLElement rail) {
        Dom.append(
                rail,
                new Section("Data", data.element(), dataHint, examples.element()).element(),
                network.element(),
                training.element());
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
        network.show(shown);
        training.show(shown);
    }

    /** A sentence under the choice of data. */
    void hint(String sentence) {
        Dom.setText(dataHint, sentence);
    }
}
